"""The room as Django knows it."""

from django.apps import AppConfig


class GoldenThreadConfig(AppConfig):
    """Golden thread."""

    name = "seedbed.web.golden_thread"
    label = "golden_thread"
    default_auto_field = "django.db.models.BigAutoField"

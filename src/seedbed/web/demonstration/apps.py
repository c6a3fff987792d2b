"""The room as Django knows it."""

from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    """Demonstration."""

    name = "seedbed.web.demonstration"
    label = "demonstration"
    default_auto_field = "django.db.models.BigAutoField"

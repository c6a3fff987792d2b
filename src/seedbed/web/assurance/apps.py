"""The room as Django knows it."""

from django.apps import AppConfig


class AssuranceConfig(AppConfig):
    """The assurance pack."""

    name = "seedbed.web.assurance"
    label = "assurance"
    default_auto_field = "django.db.models.BigAutoField"

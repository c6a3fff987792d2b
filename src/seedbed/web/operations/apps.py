"""The room as Django knows it."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Operations."""

    name = "seedbed.web.operations"
    label = "operations"
    default_auto_field = "django.db.models.BigAutoField"

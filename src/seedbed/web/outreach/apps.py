"""The room as Django knows it."""

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    """Outreach."""

    name = "seedbed.web.outreach"
    label = "outreach"
    default_auto_field = "django.db.models.BigAutoField"

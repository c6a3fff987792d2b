"""The room as Django knows it."""

from django.apps import AppConfig


class ConsentConfig(AppConfig):
    """Consent."""

    name = "seedbed.web.consent"
    label = "consent"
    default_auto_field = "django.db.models.BigAutoField"

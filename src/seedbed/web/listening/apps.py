"""The room as Django knows it."""

from django.apps import AppConfig


class ListeningConfig(AppConfig):
    """Listening."""

    name = "seedbed.web.listening"
    label = "listening"
    default_auto_field = "django.db.models.BigAutoField"

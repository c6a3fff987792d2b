"""The room as Django knows it."""

from django.apps import AppConfig


class ListeningConfig(AppConfig):
    """Listening."""

    name = "seedbed.web.listening"
    label = "listening"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the thread how words are shown."""
        from seedbed.web.listening.showing import register_rooms

        register_rooms()

"""The room as Django knows it."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Places."""

    name = "seedbed.web.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the room's long work known."""
        from seedbed.web.places.map_tasks import register_tasks

        register_tasks()

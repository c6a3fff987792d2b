"""The room as Django knows it."""

from django.apps import AppConfig


class ReachConfig(AppConfig):
    """Reach."""

    name = "seedbed.web.reach"
    label = "reach"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the room's long work known."""
        from seedbed.web.reach.tasks import register_tasks

        register_tasks()

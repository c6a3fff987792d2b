"""The room as Django knows it."""

from django.apps import AppConfig


class Step1ProfileConfig(AppConfig):
    """Step 1: profile."""

    name = "seedbed.web.step1_profile"
    label = "step1_profile"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the room's long work known."""
        from seedbed.web.step1_profile.tasks import register_tasks

        register_tasks()

"""The room as Django knows it."""

from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    """Demonstration."""

    name = "seedbed.web.demonstration"
    label = "demonstration"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the measures who lives in the invented town, and make the room's long work known."""
        from seedbed.web.demonstration.first_step import register_task
        from seedbed.web.demonstration.residents import residents_by_group
        from seedbed.web.golden_thread.registry import register_people_here

        register_people_here(residents_by_group)
        register_task()

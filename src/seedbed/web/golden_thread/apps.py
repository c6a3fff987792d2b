"""The room as Django knows it."""

from django.apps import AppConfig


class GoldenThreadConfig(AppConfig):
    """Golden thread."""

    name = "seedbed.web.golden_thread"
    label = "golden_thread"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Check at the start that every kind can be shown; count what hangs in a neighbourhood for its page."""
        from seedbed.web.golden_thread import checks  # noqa: F401 - registers itself
        from seedbed.web.golden_thread.places import count_kinds
        from seedbed.web.places.steps import count_with

        count_with(count_kinds)

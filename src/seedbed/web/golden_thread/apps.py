"""The room as Django knows it."""

from django.apps import AppConfig


class GoldenThreadConfig(AppConfig):
    """Golden thread."""

    name = "seedbed.web.golden_thread"
    label = "golden_thread"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Check at the start that every kind can be shown."""
        from seedbed.web.golden_thread import checks  # noqa: F401 - registers itself

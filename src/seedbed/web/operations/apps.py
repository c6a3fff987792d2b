"""The room as Django knows it."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Operations."""

    name = "seedbed.web.operations"
    label = "operations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the doctor what to look at, in the order in which it is told."""
        from seedbed.web.operations.order import add_all

        add_all()

"""The room as Django knows it."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_noop as _


class MessagesInConfig(AppConfig):
    """Messages people already send, and spreadsheets of earlier consultations, into the inbox.."""

    name = "seedbed.web.messages_in"
    label = "messages_in"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the room's long work known; forget files that nobody began to read."""
        from seedbed.web.jobs.ticking import every
        from seedbed.web.messages_in.actions import clear_left
        from seedbed.web.messages_in.tasks import register_tasks

        register_tasks()
        every("messages_in.clear_left", timedelta(hours=1), clear_left, _("Forget files that nobody began to read"))

"""The room as Django knows it."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_noop as _


class ListeningConfig(AppConfig):
    """Listening."""

    name = "seedbed.web.listening"
    label = "listening"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the thread how words are shown; erase what was taken back when it is due."""
        from seedbed.web.jobs.ticking import every
        from seedbed.web.listening.held import register
        from seedbed.web.listening.showing import register_rooms
        from seedbed.web.listening.withdrawing import erase_due

        register_rooms()
        register()
        every("listening.erase_due", timedelta(hours=1), erase_due, _("Erase words that were taken back"))

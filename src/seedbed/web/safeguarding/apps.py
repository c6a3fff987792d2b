"""The room as Django knows it."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_noop as _


class SafeguardingConfig(AppConfig):
    """Safeguarding."""

    name = "seedbed.web.safeguarding"
    label = "safeguarding"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Remind of what nobody has opened; erase what is over; say how long they are kept and who hears."""
        from seedbed.web.jobs.ticking import every
        from seedbed.web.people.guarding import register_guarded
        from seedbed.web.safeguarding.actions import erase_due
        from seedbed.web.safeguarding.kept import register
        from seedbed.web.safeguarding.mailing import remind_unread
        from seedbed.web.safeguarding.queries import is_named

        register()
        register_guarded(is_named)
        reminds = _("Remind of concerns that nobody has opened")
        every("safeguarding.remind_unread", timedelta(minutes=15), remind_unread, reminds)
        every("safeguarding.erase_due", timedelta(hours=1), erase_due, _("Erase concerns whose time is over"))

"""The room as Django knows it."""

from datetime import datetime, timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_noop as _


class ContactsConfig(AppConfig):
    """Contacts."""

    name = "seedbed.web.contacts"
    label = "contacts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear of withdrawals; erase on time; seal anew what lies under older keys; say what is held here."""
        from seedbed.web.consent.held import register_needs
        from seedbed.web.contacts.actions import erase_again, erase_due
        from seedbed.web.contacts.held import register
        from seedbed.web.contacts.hooks import listen
        from seedbed.web.contacts.queries import may_be_reached
        from seedbed.web.jobs.ticking import every
        from seedbed.web.people.kept_apart import ends_again
        from seedbed.web.people.sealed_rows import reseal_some

        def reseal(_now: datetime) -> None:
            reseal_some()

        listen()
        register()
        register_needs(may_be_reached)
        ends_again("contact", erase_again)
        every("contacts.erase_due", timedelta(hours=1), erase_due, _("Erase how to reach people whose time is over"))
        every("contacts.reseal", timedelta(minutes=1), reseal, _("Seal with the newest key what lies under older ones"))

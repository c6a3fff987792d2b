"""The room as Django knows it."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_noop as _


class CaptureConfig(AppConfig):
    """What devices, forms, paper and messages send."""

    name = "seedbed.web.capture"
    label = "capture"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Take in what devices send; let go of what waited too long; end devices again after a restore."""
        from seedbed.web.capture import contributions, held, kinds, tallies
        from seedbed.web.capture.devices import end_devices_again
        from seedbed.web.capture.inbox import erase_due, set_aside_again
        from seedbed.web.jobs.ticking import every
        from seedbed.web.people.kept_apart import ends_again

        held.register()
        kinds.register("contribution", contributions.take_in)
        kinds.register("tally", tallies.take_in)
        ends_again("device", end_devices_again)
        ends_again("waiting", set_aside_again)
        every("capture.erase_due", timedelta(hours=1), erase_due, _("Delete what waited too long for consent"))

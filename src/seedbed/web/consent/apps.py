"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_noop as _


class ConsentConfig(AppConfig):
    """Consent."""

    name = "seedbed.web.consent"
    label = "consent"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Forget tries of receipts that count no more; say that who was erased stays so after a restore."""
        from seedbed.web.consent.actions import forget_again
        from seedbed.web.consent.limits import WINDOW, clear_old_tries
        from seedbed.web.jobs.ticking import every
        from seedbed.web.people.kept_apart import ends_again

        every("consent.clear_old_tries", WINDOW, clear_old_tries, _("Forget tries of receipts that count no more"))
        ends_again("participant", forget_again)

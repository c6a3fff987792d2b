"""The room as Django knows it."""

from django.apps import AppConfig


class ConsentConfig(AppConfig):
    """Consent."""

    name = "seedbed.web.consent"
    label = "consent"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Forget tries of receipts that count no more."""
        from seedbed.web.consent.limits import WINDOW, clear_old_tries
        from seedbed.web.jobs.ticking import every

        every("consent.clear_old_tries", WINDOW, clear_old_tries)

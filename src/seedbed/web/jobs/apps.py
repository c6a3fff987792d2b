"""The room as Django knows it."""

from datetime import datetime, timedelta

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_noop as _


class JobsConfig(AppConfig):
    """Jobs."""

    name = "seedbed.web.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Do what rooms below need again and again, who have no clock: keep the audit trail's end, clear sessions."""
        from seedbed.web.accounts.actions import clear_old
        from seedbed.web.jobs.ticking import every
        from seedbed.web.people.audit_heads import keep_head

        def keep(now: datetime) -> None:
            keep_head(settings.ENVIRONMENT.data_folder, now)

        every("people.keep_audit_head", timedelta(hours=1), keep, _("Keep the end of the audit trail apart"))
        every("accounts.clear_old", timedelta(hours=6), clear_old, _("Forget sessions and tries that are over"))

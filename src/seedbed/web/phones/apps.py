"""The room as Django knows it."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_noop as _


class PhonesConfig(AppConfig):
    """Phones that others already have."""

    name = "seedbed.web.phones"
    label = "phones"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Count what phones send; let go of what filled forms said before they were changed, once nothing waits."""
        from seedbed.web.capture import quota
        from seedbed.web.jobs.ticking import every
        from seedbed.web.phones import held, queries
        from seedbed.web.phones.actions import let_go

        held.register()
        quota.register(queries.bytes_waiting)
        every("phones.let_go", timedelta(hours=1), let_go, _("Delete earlier words of forms that were settled"))

"""The room as Django knows it."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_noop as _


class Step5AgendaConfig(AppConfig):
    """Step 5, system maps and the agenda for change."""

    name = "seedbed.web.step5_agenda"
    label = "step5_agenda"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say how long what people say of maps, and of workshops, is kept; end workshops whose time is over."""
        from seedbed.web.jobs.ticking import every
        from seedbed.web.step5_agenda.opinions.kept import register
        from seedbed.web.step5_agenda.workshop import held as workshops
        from seedbed.web.step5_agenda.workshop.running import end_and_forget

        register()
        workshops.register()
        every("workshops.end", timedelta(minutes=10), end_and_forget, _("End workshops whose time is over"))

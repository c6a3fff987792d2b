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
        """Say how long what people say is kept, and that what they took back stays erased; end workshops on time."""
        from seedbed.web.golden_thread.registry import register_experts_only
        from seedbed.web.jobs.ticking import every
        from seedbed.web.people.kept_apart import ends_again
        from seedbed.web.step5_agenda.exchange import tasks as exchange
        from seedbed.web.step5_agenda.opinions import erased_again
        from seedbed.web.step5_agenda.opinions.experts import experts_only_in
        from seedbed.web.step5_agenda.opinions.kept import register
        from seedbed.web.step5_agenda.workshop import held as workshops
        from seedbed.web.step5_agenda.workshop.running import end_again, end_and_forget
        from seedbed.web.step5_agenda.workshop.sending import take_back_again

        register()
        workshops.register()
        exchange.register_tasks()
        register_experts_only(experts_only_in)
        ends_again("map_comment", erased_again.erase_comments_again)
        ends_again("map_vote", erased_again.erase_votes_again)
        ends_again("map_weight", erased_again.erase_weights_again)
        ends_again("workshop", end_again)
        ends_again("workshop_note", take_back_again)
        every("workshops.end", timedelta(minutes=10), end_and_forget, _("End workshops whose time is over"))

"""The room as Django knows it."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_noop as _


class Step2ListenConfig(AppConfig):
    """Step 2, out in the street."""

    name = "seedbed.web.step2_listen"
    label = "step2_listen"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what phones of a shift are told, which page they open, and who takes in that a pair is safe.

        The first names of pairs are let go of when they are not needed any more.
        """
        from seedbed.web.capture import about, kinds, starts
        from seedbed.web.jobs.ticking import every
        from seedbed.web.step2_listen import held, phones

        about.register(self.label, phones.tell)
        kinds.register("check_in", phones.take_in_check)
        starts.register("phone", "step2_listen:phone")
        held.register()
        every(
            "step2_listen.let_go_of_names",
            timedelta(days=1),
            held.let_go_of_names,
            _("Delete the first names of pairs whose shift was long ago"),
        )

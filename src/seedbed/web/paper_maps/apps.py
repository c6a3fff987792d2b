"""The room as Django knows it."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_noop as _


class PaperMapsConfig(AppConfig):
    """The kiosk on paper."""

    name = "seedbed.web.paper_maps"
    label = "paper_maps"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the room's long work known; forget sheets that nobody settled."""
        from seedbed.web.jobs.ticking import every
        from seedbed.web.paper_maps.actions import forget_old
        from seedbed.web.paper_maps.tasks import register_tasks

        register_tasks()
        every("paper_maps.forget_old", timedelta(days=1), forget_old, _("Forget sheets that nobody settled"))

"""The room as Django knows it."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_noop as _


class MediaConfig(AppConfig):
    """Photos, sound, film, drawings and scans."""

    name = "seedbed.web.media"
    label = "media"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Check what was sent; erase what nobody uses; say what is held of people; erase again after a restore."""
        from seedbed.web.jobs.tasks import register as register_task
        from seedbed.web.jobs.ticking import every
        from seedbed.web.media.actions import CHECK, erase_again
        from seedbed.web.media.held import register
        from seedbed.web.media.tasks import check_waiting, tidy
        from seedbed.web.people.kept_apart import ends_again

        register()
        register_task(CHECK, check_waiting)
        ends_again("media", erase_again)
        every("media.tidy", timedelta(hours=1), tidy, _("Erase photos and recordings that nobody uses"))

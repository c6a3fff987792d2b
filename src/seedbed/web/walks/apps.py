"""The room as Django knows it."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_noop as _


class WalksConfig(AppConfig):
    """Walks through the neighbourhood, and the exhibition made of them."""

    name = "seedbed.web.walks"
    label = "walks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Show the files of exhibitions that are open; forget where answers came from."""
        from seedbed.web.jobs.ticking import every
        from seedbed.web.listening.became import register_shows
        from seedbed.web.media.showing import register
        from seedbed.web.walks.actions import forget_sources
        from seedbed.web.walks.queries import exhibitions_with, shows_to_everybody

        register("walks", shows_to_everybody)
        register_shows("walks", exhibitions_with)
        every("walks.forget_sources", timedelta(hours=1), forget_sources, _("Forget where answers came from"))

"""The room as Django knows it."""

from django.apps import AppConfig


class AssetRegisterConfig(AppConfig):
    """Asset register."""

    name = "seedbed.web.asset_register"
    label = "asset_register"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the thread how assets and barriers are shown; make the room's long work known."""
        from datetime import timedelta

        from seedbed.web.asset_register.actions.columns import forget_left_files
        from seedbed.web.asset_register.actions.printing import forget_old_prints
        from seedbed.web.asset_register.public_limits import WINDOW, clear_old_reports
        from seedbed.web.asset_register.queries.photos import shows
        from seedbed.web.asset_register.showing import register_rooms
        from seedbed.web.asset_register.tasks import register_tasks
        from seedbed.web.jobs.ticking import every
        from seedbed.web.media.showing import register

        register_rooms()
        register_tasks()
        register("asset_register", shows)
        every(
            "asset_register.clear_old_reports", WINDOW, clear_old_reports, "Forget tries of reports that count no more"
        )
        every(
            "asset_register.forget_left_files",
            timedelta(days=1),
            forget_left_files,
            "Forget lists of assets that nobody went on with",
        )
        every(
            "asset_register.forget_old_prints",
            timedelta(days=1),
            forget_old_prints,
            "Forget printed lists of assets that are out of date",
        )

"""The room as Django knows it."""

from django.apps import AppConfig


class AssetRegisterConfig(AppConfig):
    """Asset register."""

    name = "seedbed.web.asset_register"
    label = "asset_register"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the thread how assets and barriers are shown; make the room's long work known."""
        from seedbed.web.asset_register.public_limits import WINDOW, clear_old_reports
        from seedbed.web.asset_register.showing import register_rooms
        from seedbed.web.asset_register.tasks import register_tasks
        from seedbed.web.jobs.ticking import every

        register_rooms()
        register_tasks()
        every(
            "asset_register.clear_old_reports", WINDOW, clear_old_reports, "Forget tries of reports that count no more"
        )

"""The room as Django knows it."""

from django.apps import AppConfig


class KioskConfig(AppConfig):
    """The mapping kiosk."""

    name = "seedbed.web.kiosk"
    label = "kiosk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what kiosks are told, and which page they open."""
        from seedbed.web.capture import about, starts
        from seedbed.web.kiosk import lock

        about.register(self.label, lock.tell)
        starts.register("kiosk", "kiosk:kiosk")

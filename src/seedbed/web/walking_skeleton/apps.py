"""The room as Django knows it."""

from django.apps import AppConfig


class WalkingSkeletonConfig(AppConfig):
    """Walking skeleton."""

    name = "seedbed.web.walking_skeleton"
    label = "walking_skeleton"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Give every kind without a room of its own a plain one."""
        from seedbed.web.walking_skeleton.showing import register_rooms

        register_rooms()

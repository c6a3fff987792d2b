"""The room as Django knows it."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People."""

    name = "seedbed.web.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say that roles which were ended stay so after a restore."""
        from seedbed.web.people.actions import end_grants_again
        from seedbed.web.people.kept_apart import ends_again

        ends_again("grant", end_grants_again)

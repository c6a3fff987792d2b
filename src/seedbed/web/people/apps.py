"""The room as Django knows it."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People."""

    name = "seedbed.web.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

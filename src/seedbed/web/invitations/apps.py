"""The room as Django knows it."""

from django.apps import AppConfig


class InvitationsConfig(AppConfig):
    """Invitations."""

    name = "seedbed.web.invitations"
    label = "invitations"
    default_auto_field = "django.db.models.BigAutoField"

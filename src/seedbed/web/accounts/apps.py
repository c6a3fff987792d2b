"""The room as Django knows it."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Signing in."""

    name = "seedbed.web.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Begin to note in the audit trail what allauth tells."""
        from seedbed.web.accounts import noting

        noting.listen()

"""The room as Django knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

if TYPE_CHECKING:
    from seedbed.web.people.models import User


class ApiConfig(AppConfig):
    """The API."""

    name = "seedbed.web.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """End the tokens of whoever signs out everywhere: a stolen session may have made one to stay."""
        from seedbed.web.accounts.actions import signed_out_everywhere

        signed_out_everywhere.connect(_end_tokens, dispatch_uid="api.end_tokens")


def _end_tokens(*, user: User, by: User | None, **_told: Any) -> None:
    from seedbed.web.api.actions import end_all_tokens

    end_all_tokens(by=by, user=user)

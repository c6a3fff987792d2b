"""How people sign in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from seedbed.web.people.models import User


class EmailBackend(ModelBackend):
    """By e-mail address and password."""

    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002 - Django hands it to every backend
        username: str | None = None,
        password: str | None = None,
        **_: Any,
    ) -> User | None:
        """Return the account whose password this is, or None."""
        found = User.objects.filter(email=(username or "").strip().lower()).first()
        if found is None:
            User().set_password(password)  # As slow as a real check, so that time does not tell who has an account.
            return None
        return found if found.check_password(password or "") and self.user_can_authenticate(found) else None

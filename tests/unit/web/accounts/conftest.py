"""An owner with an authenticator app."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from seedbed.web.people.models import User
from tests.unit.web.accounts.tools import code_of_app
from tests.unit.web.conftest import Cast


@dataclass(frozen=True)
class Holder:
    """Someone with an authenticator app and recovery codes."""

    user: User
    key: str
    recovery: list[str]

    def code(self) -> str:
        """Return what the app shows now."""
        return code_of_app(self.key)


def set_up_app(user: User) -> Holder:
    """Give someone an authenticator app and recovery codes."""
    key = generate_totp_secret()
    TOTP.activate(user, key)
    RecoveryCodes.activate(user)
    kept = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    return Holder(user, key, kept.wrap().generate_codes())


@pytest.fixture
def olu(cast: Cast) -> Holder:
    """The owner of the site."""
    return set_up_app(cast.olu)

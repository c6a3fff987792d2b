"""What is asked about second factors and sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext

from seedbed.web.people.guarding import FACTORS, GUARDED, has_second_factor
from seedbed.web.people.models import Grant, User

__all__ = ["FACTORS", "has_second_factor"]


def needs_second_factor(user: User) -> bool:
    """Say whether someone may anywhere do a thing that asks for a second factor."""
    return bool(Grant.objects.living().filter(user=user, role__in=GUARDED).exists())


def is_unreachable(user: User) -> bool:
    """Say whether an account's address was made up: nobody has it, so no code goes there (RFC 2606, RFC 6761)."""
    return user.email.endswith(("@localhost", ".invalid"))


def recovery_codes_left(user: User) -> int | None:
    """Return how many recovery codes are unused; None if none were ever made."""
    kept = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(kept.wrap().get_unused_codes()) if kept else None


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One place where someone is signed in."""

    number: int
    is_current: bool
    browser: str
    created_at: datetime
    last_seen_at: datetime


def sessions_of(user: User) -> list[OpenSession]:
    """Return where someone is signed in, the latest seen first; forget sessions that have ended."""
    living: list[UserSession] = UserSession.objects.purge_and_list(user)
    shown = [
        OpenSession(each.pk, each.is_current(), browser_of(each.user_agent), each.created_at, each.last_seen_at)
        for each in living
    ]
    return sorted(shown, key=lambda session: session.last_seen_at, reverse=True)


# Edge and Opera also call themselves Chrome, and Chrome calls itself Safari; Android also says Linux.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "CrOS": "ChromeOS",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


def browser_of(told: str) -> str:
    """Return in a few words what a browser says it is: ``Firefox, Windows``."""
    known = [next((name for sign, name in names.items() if sign in told), "") for names in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, known)) or gettext("A browser")

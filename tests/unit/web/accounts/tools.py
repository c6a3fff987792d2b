"""Signing in as people do, and an authenticator app of the tests' own."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time
from typing import cast

from django.core import mail
from django.http import HttpResponse
from django.test import Client

from seedbed.web.people.models import AuditEvent

CODE = re.compile(r"^ {4}(\S+)$", re.MULTILINE)


def ask_for_code(client: Client, email: str, follow_on: str = "") -> str:
    """Ask for a code and return it as it stands in the e-mail; "" if none came."""
    before = len(mail.outbox)
    client.post("/sign-in/", {"email": email, "next": follow_on})
    found = [CODE.search(str(message.body)) for message in mail.outbox[before:]]
    return found[0][1] if found and found[0] else ""


def sign_in_by_code(client: Client, email: str, follow_on: str = "") -> HttpResponse:
    """Ask for a code, type it in and return what came."""
    code = ask_for_code(client, email, follow_on)
    return give_code(client, code, follow_on)


def give_code(client: Client, code: str, follow_on: str = "") -> HttpResponse:
    """Type a code in."""
    return cast("HttpResponse", client.post("/sign-in/code/", {"code": code, "next": follow_on}))


def who(client: Client) -> str:
    """Return the number of who is signed in on a browser; "" for nobody."""
    return str(client.session.get("_auth_user_id", ""))


def code_of_app(key: str, at: float | None = None) -> str:
    """Return the six digits of an authenticator app (RFC 6238: HMAC-SHA-1, steps of thirty seconds)."""
    counter = struct.pack(">Q", int((time.time() if at is None else at) // 30))
    digest = hmac.new(base64.b32decode(key), counter, hashlib.sha1).digest()
    start = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def actions_recorded() -> list[str]:
    """Return the actions of the audit trail, the oldest first."""
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


def leave_open(client: Client) -> None:
    """Let a session be one that somebody signed in to a while ago."""
    session = client.session
    then = time.time() - 16 * 60
    session["account_authentication_methods"] = [{"method": "code", "at": then}]
    session["accounts_came_in"] = then
    session.save()

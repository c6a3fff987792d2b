"""Everything that changes tokens, and what programs write: one transaction and one audit row each."""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from seedbed.errors import NotAllowedError, UsageError
from seedbed.web.api.models import ApiToken, Written
from seedbed.web.api.queries import offered_to
from seedbed.web.golden_thread.models import Bead
from seedbed.web.listening.actions import record_contribution
from seedbed.web.people.audit import record
from seedbed.web.people.models import Scope, User, digest_of
from seedbed.web.people.roles import Permission
from seedbed.web.people.wording import clean_name
from seedbed.web.places.models import Neighbourhood

LONGEST_DAYS = 365
MOST_TOKENS = 50
"""Living tokens of one person: more are forgotten, not used."""
PREFIX = "seedbed_"
"""Lets whoever finds a token in a file know what it opens, and tools find those that were left in a repository."""


@transaction.atomic
def make_token(
    *,
    by: User,
    name: str,
    scope: Scope,
    permissions: Collection[Permission],
    days: int,
    at: datetime | None = None,
) -> tuple[ApiToken, str]:
    """Make a token for a program that acts for ``by``.

    Parameters
    ----------
    permissions
        What it may do on the scope and below: at most what ``by`` may do there.
    days
        How long it lasts, from 1 to `LONGEST_DAYS`.

    Returns
    -------
    tuple
        The token, and its secret: shown once and kept nowhere.

    Raises
    ------
    NotAllowedError
        If it is to do what ``by`` may not, or what needs a second factor.
    UsageError
        If the name or the days will not do, nothing was chosen, or there are too many tokens.
    """
    now = at or timezone.now()
    _check_asked(by, scope, permissions, days, now)
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=by,
        name=clean_name(name, "name", 100),
        digest=digest_of(secret),
        scope=scope,
        permissions=[each.value for each in Permission if each in permissions],
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    record(by=by, action="api.make_token", scope=scope, subject=f"token:{token.pk}", permissions=token.permissions)
    return token, secret


def _check_asked(by: User, scope: Scope, permissions: Collection[Permission], days: int, now: datetime) -> None:
    if not permissions:
        raise UsageError("The token was not made.", "It may do nothing.", "Choose at least one thing it may do.")
    if not set(permissions) <= set(offered_to(by, scope)):
        raise NotAllowedError(
            "The token was not made.",
            "It was to do more than you may do there, or what needs a second sign-in step.",
            "Choose among what the page offers.",
        )
    if not 1 <= days <= LONGEST_DAYS:
        raise UsageError("The token was not made.", f"{days} days will not do.", f"Choose 1 to {LONGEST_DAYS} days.")
    if ApiToken.objects.living(now).filter(user=by).count() >= MOST_TOKENS:
        raise UsageError(
            "The token was not made.", f"You have {MOST_TOKENS} already.", "End those that no program uses any more."
        )


@transaction.atomic
def end_token(*, by: User | None, token: ApiToken, at: datetime | None = None) -> ApiToken:
    """End a token at once. Ended twice, it is ended once."""
    if ApiToken.objects.filter(pk=token.pk, ended_at=None).update(ended_at=at or timezone.now()):
        record(by=by, action="api.end_token", scope=token.scope, subject=f"token:{token.pk}")
    token.refresh_from_db()
    return token


@transaction.atomic
def end_all_tokens(*, by: User | None, user: User, at: datetime | None = None) -> int:
    """End all tokens of an account; return how many. A program that goes on needs a new one."""
    now = at or timezone.now()
    living = list(ApiToken.objects.living(now).filter(user=user).select_related("scope"))
    for token in living:
        end_token(by=by, token=token, at=now)
    return len(living)


def note_use(*, token: ApiToken, at: datetime) -> None:
    """Note the day on which a token was last used; one write a day."""
    today = timezone.localdate(at)
    if token.used_on != today:
        ApiToken.objects.filter(pk=token.pk).update(used_on=today)


@transaction.atomic
def write_contribution(
    *, token: ApiToken, key: str, neighbourhood: Neighbourhood, sent: dict[str, Any]
) -> tuple[Bead, str, bool]:
    """Keep what a program sends as said before everyone, once for each key of the program.

    Parameters
    ----------
    key
        The program's own mark of this write, such as a UUID.
    sent
        ``words``, ``said_on``, ``language``, ``translation`` and ``prompt``, as `record_contribution` takes them.

    Returns
    -------
    tuple
        The bead, the receipt's number, and whether it was made now rather than earlier under the same key.

    Raises
    ------
    UsageError
        If the key was used for something else.
    BadInputError
        As `record_contribution`.
    """
    ApiToken.objects.select_for_update().get(pk=token.pk)  # Two of the same key come one by one.
    mark = _mark_of([token.pk, key, neighbourhood.pk, sent])
    earlier = Written.objects.filter(token=token, key=key).select_related("bead__contribution").first()
    if earlier is not None:
        if earlier.digest != mark:
            raise UsageError(
                "Nothing was kept.", "This key was used for something else.", "Send it under a key of its own."
            )
        return earlier.bead, earlier.bead.contribution.receipt_id or "", False
    made = record_contribution(by=token.user, neighbourhood=neighbourhood, **sent)
    Written.objects.create(token=token, key=key, digest=mark, bead=made.bead)
    return made.bead, made.receipt_id or "", True


def _mark_of(sent: object) -> str:
    """Return what is kept of a write; it stays when words are erased, so nobody may try out words by it.

    The site's key is in it, which is in no backup.
    """
    text = json.dumps(sent, sort_keys=True, default=str)
    return salted_hmac("seedbed.web.api.written", text, algorithm="sha256").hexdigest()

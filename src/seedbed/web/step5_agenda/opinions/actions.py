"""What people of the team say of a map: comments, votes, and that something comes from experts only."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from seedbed.errors import BadInputError, NotAllowedError, UsageError
from seedbed.web.people.audit import record
from seedbed.web.people.kept_apart import note_gone
from seedbed.web.people.models import User
from seedbed.web.people.permissions import can
from seedbed.web.people.roles import Permission
from seedbed.web.step5_agenda.models import ExpertsOnly, MapComment, MapFactor, MapLink, MapVote, SystemMap
from seedbed.web.step5_agenda.opinions.following import following_of
from seedbed.web.step5_agenda.opinions.queries import polarity_of, votes_given
from seedbed.web.step5_agenda.shared.document import LONGEST_TEXT
from seedbed.web.step5_agenda.shared.keeping import locked

Part = MapFactor | MapLink


@transaction.atomic
def comment(
    *, by: User | None, of: SystemMap, words: str, on: Part | None = None, at: datetime | None = None
) -> MapComment:
    """Say something about a factor, a link or, without one, the whole map.

    Raises
    ------
    NotAllowedError
        If the map is closed.
    BadInputError
        If nothing was written, or too much.
    """
    found = locked(of)
    key = str(on.key) if on else ""
    made = MapComment.objects.create(map=found, key=key, words=_checked(words), at=at or timezone.now(), by=by)
    tell_editors(found)
    record(by=by, action="maps.comment", scope=found.scope, subject=f"comment:{made.pk}", map=found.pk)
    return made


@transaction.atomic
def settle(*, by: User | None, comment: MapComment, at: datetime | None = None) -> MapComment:
    """Note that a comment needs no more answer. One that is settled stays so, with who settled it first.

    Raises
    ------
    NotAllowedError
        If the map is closed.
    """
    found = locked(comment.map)
    if MapComment.objects.filter(pk=comment.pk, settled_at=None).update(settled_at=at or timezone.now(), settled_by=by):
        tell_editors(found)
        record(by=by, action="maps.settle_comment", scope=found.scope, subject=f"comment:{comment.pk}", map=found.pk)
    comment.refresh_from_db()
    return comment


@transaction.atomic
def take_back_comment(*, by: User, comment: MapComment) -> None:
    """Erase a comment: whoever wrote it may, and whoever withdraws what people said here; on a closed map too.

    Raises
    ------
    NotAllowedError
        For anybody else.
    UserError
        If the list kept apart cannot be written; then nothing has changed.
    """
    if not may_take_back(by, comment):
        raise NotAllowedError(
            "This comment is not yours to take back.",
            "Whoever wrote it can, and those who may withdraw what was said here.",
            "Ask one of them, or settle it.",
        )
    number, found = comment.pk, comment.map
    comment.delete()
    tell_editors(found)
    record(by=by, action="maps.take_back_comment", scope=found.scope, subject=f"comment:{number}", map=found.pk)
    note_gone("map_comment", number)


def may_take_back(user: User, comment: MapComment) -> bool:
    """Say whether someone may erase a comment."""
    return comment.by_id == user.pk or can(user, Permission.WITHDRAW, comment.map.scope)


@transaction.atomic
def vote(*, by: User, on: Part, agrees: bool = True, why: str = "", at: datetime | None = None) -> MapVote:
    """Say that a factor matters, that one agrees with a link, or that one sees a link otherwise.

    Each person has one vote on each; a new one takes the place of the old. While somebody sees a link otherwise,
    questions, loops and what-ifs take it as uncertain; how it was drawn stays.

    Raises
    ------
    NotAllowedError
        If the map is closed.
    UsageError
        If it is off the map.
    BadInputError
        If someone sees a link otherwise and does not say how, or says too much.
    """
    found = locked(on.map)
    on.refresh_from_db()
    _check_there(on)
    agrees = agrees or isinstance(on, MapFactor)
    told = "" if agrees else _checked(why)
    given, _ = MapVote.objects.update_or_create(
        map=found,
        key=str(on.key),
        by=by,
        defaults={"agrees": agrees, "polarity": polarity_of(on), "why": told, "at": at or timezone.now()},
    )
    tell_editors(found)
    record(by=by, action="maps.vote", scope=found.scope, subject=_subject(on), map=found.pk, agrees=agrees)
    return given


@transaction.atomic
def take_back_vote(*, by: User, on: Part) -> None:
    """Erase one's own vote; without one nothing happens. A link that nobody sees otherwise counts as drawn again.

    One that was given before the factor was split is off the other part as well: it was one vote.

    Raises
    ------
    NotAllowedError
        If the map is closed.
    """
    found = locked(on.map)
    numbers = [each.pk for each in votes_given(on) if each.by_id == by.pk]
    if MapVote.objects.filter(pk__in=numbers).delete()[0]:
        tell_editors(found)
        record(by=by, action="maps.take_back_vote", scope=found.scope, subject=_subject(on), map=found.pk)
        for number in numbers:
            note_gone("map_vote", number)


@transaction.atomic
def mark_experts_only(*, by: User | None, on: Part, marked: bool = True, at: datetime | None = None) -> None:
    """Say that a factor or link comes from experts only, or take that back.

    Raises
    ------
    NotAllowedError
        If the map is closed.
    UsageError
        If it is off the map.
    """
    found = locked(on.map)
    on.refresh_from_db()
    _check_there(on)
    key = str(on.key)
    if marked:
        _, changed = ExpertsOnly.objects.get_or_create(
            map=found, key=key, defaults={"by": by, "at": at or timezone.now()}
        )
    else:
        keys = following_of(found).sources(key)
        changed = bool(ExpertsOnly.objects.filter(map=found, key__in=keys).delete()[0])
    if changed:
        tell_editors(found)
        record(by=by, action="maps.mark_experts", scope=found.scope, subject=_subject(on), map=found.pk, marked=marked)


def tell_editors(of: SystemMap) -> None:
    """Raise the number by which open editors hear that comments, votes or origins changed."""
    SystemMap.objects.filter(pk=of.pk).update(said_number=F("said_number") + 1)


def _subject(on: Part) -> str:
    return f"{'factor' if isinstance(on, MapFactor) else 'link'}:{on.key}"


def _checked(words: str) -> str:
    told = words.strip()
    if not told or len(told) > LONGEST_TEXT or "\0" in told:
        raise BadInputError(
            "This cannot be kept.",
            f"It needs words, and at most {LONGEST_TEXT:,} characters of them."
            if "\0" not in told
            else "It is no text.",
            "Write it anew.",
        )
    return told


def _check_there(on: Part) -> None:
    if on.removed_at is not None:
        raise UsageError(
            "This is not on the map any more.",
            "Somebody took it off since you opened the page.",
            "Open its page: what was taken off can be put back there.",
        )

"""Changing the inbox: what people sent in other ways comes in, is taken in with consent, or set aside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from seedbed.errors import BadInputError, UsageError
from seedbed.thread.payloads.choices import Mode
from seedbed.web.capture.models import KEPT_WAITING, Source, Waiting, WaitingState
from seedbed.web.consent.actions import Asked, welcome
from seedbed.web.consent.models import Participant
from seedbed.web.golden_thread.models import Bead
from seedbed.web.listening.actions import Beside, record_contribution
from seedbed.web.listening.marks import ready_marks
from seedbed.web.listening.models import Contribution
from seedbed.web.listening.words import check_language, is_blank, plain_words
from seedbed.web.media.actions import erase
from seedbed.web.media.models import MediaFile
from seedbed.web.people.audit import record
from seedbed.web.people.kept_apart import note_gone
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood

NO_CARDS: Mapping[str, str] = MappingProxyType({})
_WHAT = "This cannot be put in the inbox."
TOO_LONG = _("Nobody asked for consent in time.")
BEFORE_RESTORE = _("It was set aside before the site was restored.")


@transaction.atomic
def put_in_inbox(  # noqa: PLR0913 - one thing each that a source tells
    *,
    by: User | None,
    neighbourhood: Neighbourhood,
    source: str,
    source_key: str,
    words: str = "",
    language: str = "en",
    said_on: date | None = None,
    prompt: str = "",
    marks: Sequence[Any] = (),
    media: Iterable[MediaFile] = (),
    evidence: Iterable[MediaFile] = (),
    event: Bead | None = None,
    sender_digest: str = "",
    file_name: str = "",
    mode: str = Mode.WRITTEN.value,
    instead: bool = False,
    at: datetime | None = None,
) -> Waiting:
    """Keep something people sent until somebody asks for consent, types its words or checks it.

    The same key gives what is there. Where that still waits and the words differ, it gets the new ones, but is never
    left without words; ``came`` on what is returned says ``new``, ``same`` or ``changed``.

    Parameters
    ----------
    source
        A value of `Source`.
    source_key
        What the source calls it, the same each time it is read in: unique in the neighbourhood.
    said_on
        The day; not known if not given.
    marks
        As `seedbed.web.listening.marks.ready_marks` takes them.
    media, evidence
        What came with it, and crops or scans that show where it was read; of the same neighbourhood.
    sender_digest
        A keyed digest of who sent it, never an address.
    file_name
        What the file is called that it came in, so that whoever reads it knows where to look; gone once it is settled.
    instead
        Whether it takes the place of what waits, words, marks and files, also where it says less.

    Raises
    ------
    BadInputError
        If words, language, marks or day will not do.
    UsageError
        If the source is unknown, there is no key, or event or media belong elsewhere.
    """
    told = _checked(neighbourhood, source, source_key, event, said_on) | {
        "words": plain_words(words),
        "language": language,
        "prompt": plain_words(prompt[:300], "words of the question"),
        "mode": Mode(mode).value,
        "marks": [_as_json(each) for each in ready_marks(list(marks))],
        "sender_digest": sender_digest[:64],
        "file_name": plain_words(file_name[-200:], "words of the file's name"),
        "event": event,
    }
    check_language(language)
    with_it, shown = _of_here(neighbourhood, media), _of_here(neighbourhood, evidence)
    there = _there(neighbourhood, source_key)
    if there is None:
        made = _make(by, neighbourhood, {**told, "needs": _needs(str(told["words"]), with_it)}, at or timezone.now())
        if made is not None:
            made.media.add(*with_it)
            made.evidence.add(*shown)
            return made
        there = Waiting.objects.select_for_update().get(neighbourhood=neighbourhood, source_key=source_key)
    return _in_its_place(by, there, told) if instead else _again(by, there, str(told["words"]))


def _make(by: User | None, neighbourhood: Neighbourhood, told: dict[str, Any], now: datetime) -> Waiting | None:
    """Make a row; None where another came first, at the same moment."""
    try:
        with transaction.atomic():
            made: Waiting = Waiting.objects.create(
                neighbourhood=neighbourhood, received_at=now, erase_at=now + KEPT_WAITING, by=by, **told
            )
    except IntegrityError:
        return None
    made.came = "new"
    record(by=by, action="capture.put_in_inbox", scope=made.neighbourhood.scope, subject=f"waiting:{made.pk}")
    return made


def _there(neighbourhood: Neighbourhood, source_key: str) -> Waiting | None:
    return Waiting.objects.select_for_update().filter(neighbourhood=neighbourhood, source_key=source_key).first()


def _checked(
    neighbourhood: Neighbourhood, source: str, source_key: str, event: Bead | None, said_on: date | None
) -> dict[str, Any]:
    if source not in Source.values:
        raise UsageError(_WHAT, f"Nothing comes from '{source:.40}'.", f"Choose among {', '.join(Source.values)}.")
    if not source_key or len(source_key) > 200 or "\x00" in source_key:
        raise UsageError(
            _WHAT, "Its key has no characters or more than 200.", "Give each thing a short key of its own."
        )
    if event is not None and event.neighbourhood_id not in {None, neighbourhood.pk}:
        raise UsageError(_WHAT, "Its event belongs to another neighbourhood.", "Choose an event of this one.")
    if said_on is not None and said_on > timezone.localdate():
        raise BadInputError(_WHAT, f"{said_on:%d %B %Y} is still to come.", "Give the day it was said.")
    return {"source": source, "source_key": source_key, "said_on": said_on}


def _of_here(neighbourhood: Neighbourhood, media: Iterable[MediaFile]) -> list[MediaFile]:
    found = list(media)
    if any(each.neighbourhood_id != neighbourhood.pk for each in found):
        raise UsageError(_WHAT, "A file belongs to another neighbourhood.", "Take the files of this one.")
    return found


def _as_json(mark: Any) -> dict[str, Any]:
    return {
        "geometry": dict(mark.geometry),
        "category": mark.category,
        "label": mark.label,
        "precision": mark.precision.value,
        "place": mark.place,
    }


def _needs(words: str, media: Sequence[MediaFile]) -> list[str]:
    return ["consent", *(["words"] if is_blank(words) else []), *(["check"] if media else [])]


def _again(by: User | None, there: Waiting, words: str) -> Waiting:
    there.came = "same"
    if there.state == WaitingState.WAITING and not is_blank(words) and words != there.words:
        there.words, there.came = words, "changed"
        there.needs = [each for each in there.needs if each != "words"]
        there.save(update_fields=["words", "needs"])
        record(by=by, action="capture.change_in_inbox", scope=there.neighbourhood.scope, subject=f"waiting:{there.pk}")
    return there


def _in_its_place(by: User | None, there: Waiting, told: dict[str, Any]) -> Waiting:
    there.came = "same"
    if there.state == WaitingState.WAITING:
        there.came, there.needs = "changed", _needs(str(told["words"]), [])
        for name in ("words", "prompt", "marks", "said_on"):
            setattr(there, name, told[name])
        there.save(update_fields=["words", "prompt", "marks", "said_on", "needs"])
        there.media.clear()
        record(by=by, action="capture.change_in_inbox", scope=there.neighbourhood.scope, subject=f"waiting:{there.pk}")
    return there


@transaction.atomic
def take_in_waiting(  # noqa: PLR0913 - one thing each that somebody was asked
    *,
    by: User,
    waiting: Waiting,
    words: str,
    scopes: Sequence[str],
    asked: Asked,
    participant: Participant | None = None,
    cards: Mapping[str, str] = NO_CARDS,
    said_on: date | None = None,
    at: datetime | None = None,
) -> Contribution:
    """Make a contribution of something in the inbox, now that whoever said it was asked; its words are kept once.

    Parameters
    ----------
    words
        As read, typed or heard; empty where marks or media say it.
    scopes, asked
        What they agreed to, and how they were asked; for a new participant.
    participant
        Who said it, where they have a token already, as on a consent card.
    said_on
        Where the source did not tell the day; today if nobody knows.

    Raises
    ------
    UsageError
        If it does not wait any more, or they did not agree to take part.
    BadInputError
        If there is nothing to keep.
    """
    held = _still_waiting(waiting)
    place = held.neighbourhood
    who = participant or welcome(by=by, neighbourhood=place, cards=cards, scopes=scopes, asked=asked, at=at)
    made = record_contribution(
        by=by,
        neighbourhood=place,
        words=words,
        said_on=held.said_on or said_on or timezone.localdate(),
        language=held.language,
        participant=who,
        event=held.event,
        mode=Mode(held.mode),
        prompt=held.prompt,
        beside=Beside(marks=ready_marks(held.marks), media=tuple(held.media.all()), transcriber=by),
        at=at,
    )
    held.contribution, held.state = made, WaitingState.TAKEN_IN
    settle(by, held, at or timezone.now())
    record(by=by, action="capture.take_in", scope=held.neighbourhood.scope, subject=f"waiting:{held.pk}")
    return made


@transaction.atomic
def set_aside(*, by: User, waiting: Waiting, because: str, at: datetime | None = None) -> Waiting:
    """Put something in the inbox aside: its words and files go at once, and the reason stays.

    It stays aside when the site is restored from an older backup.

    Raises
    ------
    UsageError
        If it does not wait any more, or there is no reason.
    """
    reason = plain_words(because, "words of the reason").strip()
    if not reason or len(reason) > 300:
        raise UsageError(
            "It was not set aside.", "The reason is missing, or has more than 300 characters.", "Say shortly why."
        )
    held = _still_waiting(waiting)
    held.state, held.because = WaitingState.SET_ASIDE, reason
    moment = at or timezone.now()
    settle(by, held, moment)
    record(by=by, action="capture.set_aside", scope=held.neighbourhood.scope, subject=f"waiting:{held.pk}")
    note_gone("waiting", held.pk, moment)
    return held


def set_aside_again(gone: Mapping[str, datetime]) -> int:
    """Put aside what was put aside after a backup, in the site that was restored from it; return how much."""
    again = [each for each in Waiting.objects.filter(state=WaitingState.WAITING) if str(each.pk) in gone]
    for held in again:
        held.state, held.because = WaitingState.SET_ASIDE, BEFORE_RESTORE
        settle(None, held, gone[str(held.pk)])
        record(by=None, action="capture.set_aside", scope=held.neighbourhood.scope, subject=f"waiting:{held.pk}")
    return len(again)


def _still_waiting(waiting: Waiting) -> Waiting:
    held = Waiting.objects.select_for_update().get(pk=waiting.pk)
    if held.state != WaitingState.WAITING:
        raise UsageError("It does not wait any more.", "Somebody has settled it.", "Look at the inbox again.")
    return held


def settle(by: User | None, held: Waiting, now: datetime) -> None:
    """Let go of what was waiting: the row stays, so that the same source does not come in again."""
    held.words = held.prompt = held.sender_digest = held.file_name = ""
    held.marks, held.needs = [], []
    held.settled_at, held.settled_by = now, by
    held.save()
    held.media.clear()
    shown = list(held.evidence.select_related("neighbourhood__scope"))
    held.evidence.clear()
    for file in shown:  # It showed where words were read, which are settled now: nobody need look at it any more.
        erase(by=by, file=file)


@transaction.atomic
def erase_due(now: datetime) -> int:
    """Let go of what waited too long; return how much that was."""
    due = list(Waiting.objects.select_for_update().filter(state=WaitingState.WAITING, erase_at__lte=now))
    for held in due:
        held.state, held.because = WaitingState.SET_ASIDE, TOO_LONG
        settle(None, held, now)
    return len(due)

"""What is done with walks: planned, walked, opened to everybody and closed; answers taken in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from seedbed.errors import BadInputError, UsageError
from seedbed.formats.gpx import Position, Route
from seedbed.thread.payloads.choices import Mode
from seedbed.web.consent.actions import Asked, welcome
from seedbed.web.consent.models import How
from seedbed.web.golden_thread.models import Bead
from seedbed.web.listening.actions import record_contribution
from seedbed.web.listening.beside import keep_media
from seedbed.web.listening.checking import check_words
from seedbed.web.listening.event_models import EventKind
from seedbed.web.listening.events import EventTold, plan_event
from seedbed.web.listening.models import Contribution
from seedbed.web.listening.words import plain_words
from seedbed.web.media.actions import receive
from seedbed.web.media.models import MediaFile
from seedbed.web.people.audit import in_one_entry, record
from seedbed.web.people.models import User
from seedbed.web.people.wording import clean_name
from seedbed.web.places.models import Neighbourhood
from seedbed.web.walks.models import Answer, Stop, StopFile, Walk

MOST_STOPS = 60
MOST_FILES = 20
"""Of one stop."""
LONGEST_ABOUT = 2_000
LONGEST_ANSWER = 2_000
WINDOW = timedelta(hours=1)
MOST_OF_AN_ADDRESS = 30
"""Answers in a window: a whole cafe may answer behind one address."""
MOST_OF_ALL = 300
ASKED_AT_EXHIBITION = "What does this make you think of?"


@dataclass(frozen=True, slots=True)
class PlannedWalk:
    """What is told of a walk."""

    name: str
    held_on: date
    about: str = ""
    team: str = ""


@transaction.atomic
def plan_walk(
    *,
    by: User,
    neighbourhood: Neighbourhood,
    planned: PlannedWalk,
    bead: Bead | None = None,
    at: datetime | None = None,
) -> Walk:
    """Plan a walk: an event on the thread, or one that is there already; route and stops are still to come.

    Raises
    ------
    UserError
        If its name or a text will not do.
    """
    told = EventTold(name=planned.name, held_on=planned.held_on, kind=EventKind.WALK.value)
    event = plan_event(by=by, neighbourhood=neighbourhood, told=told, bead=bead, at=at)
    walk = Walk.objects.create(
        event=event,
        neighbourhood=neighbourhood,
        about=_about(planned.about),
        team=planned.team.strip()[:300],
        made_by=by,
        made_at=at or timezone.now(),
    )
    record(by=by, action="walks.plan", **_of(walk))
    return walk


@transaction.atomic
def set_route(*, by: User, walk: Walk, route: Route, with_stops: bool = False) -> Walk:
    """Say where a walk goes.

    Parameters
    ----------
    route
        From a file, drawn or written.
    with_stops
        Whether points that are marked in it become stops.
    """
    walk.route, walk.metres = [list(point) for point in route.points], route.metres
    walk.save(update_fields=["route", "metres"])
    record(by=by, action="walks.set_route", **_of(walk), points=len(route.points))
    if with_stops:
        for number, point in enumerate(route.waypoints, 1):
            add_stop(by=by, walk=walk, name=point.name or f"{number}", at_point=point.at)
    return walk


@transaction.atomic
def add_stop(*, by: User, walk: Walk, name: str, about: str = "", at_point: Position | None = None) -> Stop:
    """Add a stop at the end of a walk.

    Raises
    ------
    UsageError
        If its name will not do, or there are `MOST_STOPS` already.
    """
    last = walk.stops.aggregate(last=Max("place"))["last"] or 0
    if walk.stops.count() >= MOST_STOPS:
        raise UsageError(
            _("The stop was not added."), f"A walk has {MOST_STOPS} stops at most.", _("Make a second walk of it.")
        )
    stop: Stop = Stop.objects.create(walk=walk, place=last + 1, **_of_stop(name, about, at_point))
    record(by=by, action="walks.add_stop", **_of(walk), stop=stop.pk)
    return stop


@transaction.atomic
def change_stop(*, by: User, stop: Stop, name: str, about: str, at_point: Position | None) -> Stop:
    """Change the team's words on a stop, and where it is."""
    for field, value in _of_stop(name, about, at_point).items():
        setattr(stop, field, value)
    stop.save()
    record(by=by, action="walks.change_stop", **_of(stop.walk), stop=stop.pk)
    return stop


def _of_stop(name: str, about: str, at_point: Position | None) -> dict[str, Any]:
    longitude, latitude = at_point or (None, None)
    told = {"name": clean_name(name, "name of the stop"), "about": _about(about)}
    return {**told, "longitude": longitude, "latitude": latitude}


@transaction.atomic
def move_stop(*, by: User, stop: Stop, earlier: bool) -> None:
    """Change places with the stop before, or after; the first and the last stay where they are."""
    there = list(stop.walk.stops.order_by("place", "pk"))
    here = there.index(stop)
    other = here - 1 if earlier else here + 1
    if not 0 <= other < len(there):
        return
    there[here], there[other] = there[other], there[here]
    for number, each in enumerate(there, 1):
        Stop.objects.filter(pk=each.pk).update(place=number)
    record(by=by, action="walks.move_stop", **_of(stop.walk), stop=stop.pk)


@transaction.atomic
def remove_stop(*, by: User, stop: Stop) -> None:
    """Take a stop out of a walk. What was said there stays with all words; files that nothing else uses go."""
    walk, number, place = stop.walk, stop.pk, stop.place
    stop.delete()
    walk.stops.filter(place__gt=place).update(place=F("place") - 1)
    record(by=by, action="walks.remove_stop", **_of(walk), stop=number)


@transaction.atomic
def keep_words(  # noqa: PLR0913 - what a form tells of words
    *,
    by: User,
    stop: Stop,
    words: str,
    scopes: Sequence[str],
    asked: Asked,
    language: str = "en",
    translation: str = "",
) -> Contribution:
    """Keep what somebody said at a stop, with what they agreed to; it hangs on the thread as all words do.

    Raises
    ------
    UserError
        If the stop has words already, or words, language or consent will not do.
    """
    if stop.contribution is not None:
        raise UsageError(
            _("The words were not kept."), _("This stop has words already."), _("Add a stop at the same place.")
        )
    walk = stop.walk
    who = welcome(by=by, neighbourhood=walk.neighbourhood, scopes=scopes, asked=asked)
    said = record_contribution(
        by=by,
        neighbourhood=walk.neighbourhood,
        words=words,
        said_on=min(date.fromisoformat(walk.held_on), timezone.localdate()),
        language=language,
        translation=translation,
        participant=who,
        event=walk.event.bead,
    )
    stop.contribution = said
    stop.save(update_fields=["contribution"])
    record(by=by, action="walks.keep_words", **_of(walk), stop=stop.pk)
    return said


def keep_file(  # noqa: PLR0913 - what a form tells of a file
    *,
    by: User,
    stop: Stop,
    number: UUID,
    kind: str,
    content: UploadedFile[Any] | bytes,
    alt: str = "",
    of_speaker: bool = False,
    blur_faces: bool = False,
) -> MediaFile:
    """Keep a photo, sound, film or drawing of a stop; it is checked soon after.

    Parameters
    ----------
    of_speaker
        Whether it is of whoever said the words of this stop: then it goes as far as they agreed, and with their words.

    Raises
    ------
    UserError
        If it is not taken (see `media.actions.receive`), or nobody said anything here yet.
    """
    said = stop.contribution
    if of_speaker and (said is None or said.participant is None):
        raise UsageError(
            _("The file was not taken."), _("Nobody's words are kept at this stop yet."), _("Write down theirs first.")
        )
    if stop.files.count() >= MOST_FILES:
        raise UsageError(_("The file was not taken."), f"A stop has {MOST_FILES} files at most.", _("Add a stop."))
    told = {"kind": kind, "content": content, "alt": alt, "blur_faces": blur_faces}
    who = said.participant if of_speaker and said is not None else None
    file = receive(by=by, neighbourhood=stop.walk.neighbourhood, number=number, participant=who, **told)  # type: ignore[arg-type]
    with transaction.atomic():
        if of_speaker and said is not None:
            keep_media(said, [file])
        StopFile.objects.get_or_create(file=file, defaults={"stop": stop})
        record(by=by, action="walks.keep_file", **_of(stop.walk), stop=stop.pk)
    return file


@transaction.atomic
def take_file_off(*, by: User, stop: Stop, file: MediaFile) -> None:
    """Take a file off a stop; where nothing else uses it, it goes some days later."""
    stop.files.filter(file=file).delete()
    record(by=by, action="walks.take_file_off", **_of(stop.walk), stop=stop.pk)


@transaction.atomic
def note_read(*, by: User, stop: Stop) -> None:
    """Note that somebody read the words of a stop for names, accusations, hate and children, and found none.

    Raises
    ------
    UsageError
        If there are no words, or they were taken back.
    """
    if stop.contribution is None:
        raise UsageError(_("There is nothing to read."), _("This stop has no words."), _("Write them down first."))
    with in_one_entry() as parts:
        check_words(by=by, contribution=stop.contribution)
    record(by=by, action="walks.note_read", **_of(stop.walk), stop=stop.pk, parts=parts)


@transaction.atomic
def open_exhibition(*, by: User, walk: Walk, takes_answers: bool, at: datetime | None = None) -> Walk:
    """Open the exhibition of a walk to everybody; it shows what was agreed to and looked at, and nothing else.

    Raises
    ------
    UsageError
        If there are no stops.
    """
    if not walk.stops.exists():
        raise UsageError(_("The exhibition was not opened."), _("The walk has no stops."), _("Add a stop first."))
    walk.shown_at, walk.shown_by, walk.takes_answers = at or timezone.now(), by, takes_answers
    walk.save(update_fields=["shown_at", "shown_by", "takes_answers"])
    record(by=by, action="walks.open", **_of(walk))
    return walk


@transaction.atomic
def close_exhibition(*, by: User, walk: Walk) -> Walk:
    """Close the exhibition of a walk: its address leads nowhere then, and its files are the team's alone."""
    walk.shown_at = walk.shown_by = None
    walk.save(update_fields=["shown_at", "shown_by"])
    record(by=by, action="walks.close", **_of(walk))
    return walk


@transaction.atomic
def answer(  # noqa: PLR0913 - what a form tells of an answer
    *,
    walk: Walk,
    words: str,
    scopes: Sequence[str],
    asked_in: str,
    language: str,
    source: str = "",
    at: datetime | None = None,
) -> Contribution:
    """Take in what somebody answered at an exhibition, with what they agreed to; they get a receipt.

    Parameters
    ----------
    asked_in
        The language in which they were asked what they agree to.
    source
        A keyed digest of where it came from, so that nobody sends a flood.

    Raises
    ------
    UserError
        If no answers are taken, too many came lately, or words, language or consent will not do.
    """
    moment = at or timezone.now()
    if walk.shown_at is None or not walk.takes_answers:
        raise UsageError(_("Your answer was not sent."), _("No answers are taken here now."), _("Tell the team."))
    if len(words) > LONGEST_ANSWER:
        raise BadInputError(
            _("Your answer was not sent."), f"It has more than {LONGEST_ANSWER:,} characters.", _("Make it shorter.")
        )
    lately = Answer.objects.filter(at__gt=moment - WINDOW)
    if lately.count() >= MOST_OF_ALL or lately.filter(source=source).count() >= MOST_OF_AN_ADDRESS:
        raise UsageError(
            _("Your answer was not sent."), _("A great many came in the last hour."), _("Try again in an hour.")
        )
    place = walk.neighbourhood
    asked = Asked(language=asked_in, how=How.ON_A_DEVICE)
    who = welcome(by=None, neighbourhood=place, scopes=scopes, asked=asked, at=moment)
    said = record_contribution(
        by=None,
        neighbourhood=place,
        words=words,
        said_on=timezone.localdate(moment),
        language=language,
        participant=who,
        event=walk.event.bead,
        mode=Mode.WRITTEN,
        prompt=ASKED_AT_EXHIBITION,
        at=moment,
    )
    Answer.objects.create(walk=walk, contribution=said, source=source, at=moment)
    record(by=None, action="walks.answer", **_of(walk))
    return said


def forget_sources(now: datetime) -> None:
    """Forget where answers came from once they count no more."""
    Answer.objects.filter(at__lte=now - WINDOW).exclude(source="").update(source="")


def _about(text: str) -> str:
    if len(text) > LONGEST_ABOUT:
        raise BadInputError(
            _("It was not kept."), f"A text has more than {LONGEST_ABOUT:,} characters.", _("Make it shorter.")
        )
    return plain_words(text).strip()


def _of(walk: Walk) -> dict[str, Any]:
    """Return what the trail is told of a walk."""
    return {"scope": walk.neighbourhood.scope, "subject": f"walk:{walk.pk}"}

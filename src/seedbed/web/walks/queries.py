"""What is asked about walks; what everybody may see of one is decided here and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from seedbed.reports.walks import exhibition as shown
from seedbed.reports.walks.route_map import route_map
from seedbed.web.listening.became import ShownAt
from seedbed.web.listening.models import Contribution
from seedbed.web.listening.queries import Audience, Words, may_be_shown, words_for
from seedbed.web.media.models import MediaFile, MediaState
from seedbed.web.media.rules import may_go_beyond, what_is_missing
from seedbed.web.media.storing import storage
from seedbed.web.people.permissions import Visitor
from seedbed.web.places.models import Neighbourhood
from seedbed.web.places.queries import boundary_of
from seedbed.web.walks.models import Stop, StopFile, Walk

WITH = ("event__bead", "neighbourhood__scope", "neighbourhood__programme")


@dataclass(frozen=True, slots=True)
class SeenStop:
    """A stop with what may be seen of it, and why the rest may not.

    Parameters
    ----------
    number
        From 1.
    words
        What was said there; None where there is nothing, or its readers may not see it.
    missing
        Why something of it is not in the exhibition; for the team alone.
    """

    number: int
    stop: Stop
    words: Words | None
    files: tuple[MediaFile, ...]
    missing: list[str] = field(default_factory=list)
    awaits_reading: bool = False

    @property
    def said_to(self) -> str:
        """In which language its words are."""
        return self.words.language if self.words else "en"


def walks_of(neighbourhood: Neighbourhood) -> QuerySet[Walk]:
    """Return the walks of a neighbourhood, the newest first, each with how many ``stops_there`` are."""
    found = Walk.objects.filter(neighbourhood=neighbourhood, event__bead__tombstone=None)
    return found.select_related(*WITH).annotate(stops_there=Count("stops")).order_by("-made_at", "-pk")


def open_walk(show: UUID) -> Walk | None:
    """Return the walk whose exhibition is open under a number."""
    found = Walk.objects.select_related(*WITH).filter(show=show, event__bead__tombstone=None)
    return found.exclude(shown_at=None).first()


def day_of(walk: Walk) -> str:
    """Return the day of a walk as people read it."""
    return str(date_format(date.fromisoformat(walk.held_on), "DATE_FORMAT"))


def stops_of(walk: Walk) -> list[Stop]:
    """Return the stops of a walk in order, with words and files."""
    there = walk.stops.select_related("contribution__bead__neighbourhood__scope", "contribution__bead__tombstone")
    return list(there.prefetch_related("files__file__participant", "files__file__neighbourhood__scope"))


def as_everybody_sees(walk: Walk) -> list[SeenStop]:
    """Return the stops of a walk with what everybody may see, and what is missing of the rest."""
    return [_seen(number, stop) for number, stop in enumerate(stops_of(walk), 1)]


def _seen(number: int, stop: Stop) -> SeenStop:
    said = stop.contribution
    words = public_words(said) if said is not None else None
    files = [each.file for each in stop.files.all()]
    gone = [each for each in files if each.state != MediaState.ERASED and not may_go_beyond(each)]
    missing = [f"{each.get_kind_display()}: {why}" for each in gone for why in what_is_missing(each)]
    awaits = False
    if said is not None and words is None and said.words:
        agreed = may_be_shown(said.bead, Audience.PUBLIC)
        awaits = agreed and not was_read(said)
        told = _("nobody has read them for names and accusations.") if agreed else _("their speaker has not agreed.")
        missing.append(_("What was said there: %(why)s") % {"why": told})
    return SeenStop(number, stop, words, tuple(each for each in files if may_go_beyond(each)), missing, awaits)


def public_words(said: Contribution) -> Words | None:
    """Return words that everybody may read: their speaker agrees, and somebody read them for what would harm."""
    return words_for([said.bead], Audience.PUBLIC).get(said.pk) if was_read(said) else None


def was_read(said: Contribution) -> bool:
    """Say whether somebody read words before everybody may, and found nothing that would harm."""
    newest = said.checks.order_by("-at", "-pk").first()
    return newest is not None and newest.passed


def shows_to_everybody(_user: Visitor, file: MediaFile) -> bool:
    """Say whether an exhibition that is open shows a file."""
    where = {"stop__walk__shown_at__isnull": False, "stop__walk__event__bead__tombstone": None}
    return may_go_beyond(file) and StopFile.objects.filter(file=file, **where).exists()


def exhibitions_with(said: Contribution) -> list[ShownAt]:
    """Return the exhibitions that are open and show what was said at one of their stops."""
    where = {"contribution": said, "walk__shown_at__isnull": False, "walk__event__bead__tombstone": None}
    stops = Stop.objects.filter(**where).select_related("walk__event__bead")
    if not stops or public_words(said) is None:
        return []
    return [ShownAt(stop.walk.name, reverse("walks:show", args=[stop.walk.show])) for stop in stops]


def map_of(walk: Walk, stops: Sequence[Stop]) -> str:
    """Return the route of a walk as a picture (SVG); empty where nothing says where it went."""
    placed = [
        (number, (stop.longitude, stop.latitude))
        for number, stop in enumerate(stops, 1)
        if stop.longitude is not None and stop.latitude is not None
    ]
    line = boundary_of(walk.neighbourhood)
    route = [(float(x), float(y)) for x, y in walk.route]
    return route_map(walk.name, route, placed, line.outline if line else None)


def exhibition_of(walk: Walk, *, address: str = "", code: str = "") -> shown.Exhibition:
    """Return what everybody may see of a walk, with the bytes of its pictures, for print."""
    stops = as_everybody_sees(walk)
    return shown.Exhibition(
        name=walk.name,
        place=walk.neighbourhood.name,
        day=day_of(walk),
        about=walk.about,
        stops=[_as_shown(each) for each in stops],
        route_svg=map_of(walk, [each.stop for each in stops]),
        address=address,
        code_svg=code,
        invented=walk.neighbourhood.programme.invented,
    )


def _as_shown(seen: SeenStop) -> shown.Stop:
    return shown.Stop(
        number=seen.number,
        name=seen.stop.name,
        about=seen.stop.about,
        said=seen.words.said if seen.words else "",
        language=seen.said_to,
        translation=seen.words.translation if seen.words else "",
        sights=tuple(_sight(each) for each in seen.files),
    )


def _sight(file: MediaFile) -> shown.Sight:
    if not file.small_name:
        return shown.Sight(file.kind, file.alt)
    with storage().open(file.name, "rb") as opened:
        return shown.Sight(file.kind, file.alt, opened.read(), file.content_type)

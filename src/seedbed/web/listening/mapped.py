"""What people showed on the map, as the team sees it: roughly where a home may be, and each with what was said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from seedbed.thread.kinds import Relation
from seedbed.thread.payloads.choices import Precision
from seedbed.web.golden_thread.models import Bead, Link
from seedbed.web.listening.beside import files_of
from seedbed.web.listening.marks import HOME, PLACES
from seedbed.web.listening.models import Contribution, Mark
from seedbed.web.listening.queries import agreed_to, load_words
from seedbed.web.media.models import MediaFile
from seedbed.web.media.showing import may_see
from seedbed.web.people.permissions import Visitor
from seedbed.web.places.models import Neighbourhood

MOST = 500
"""Marks on one page."""
KINDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "point": (gettext_noop("A point"), ("Point",)),
    "line": (gettext_noop("A line"), ("LineString",)),
    "area": (gettext_noop("An area"), ("Polygon", "MultiPolygon")),
}
"""How a mark was drawn, in words, and the GeoJSON geometries of it."""
_HALF = 0.5 * 10 ** -PLACES[Precision.AREA]
"""Degrees to each side of a point that is known to `PLACES` alone."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which marks: of one contribution, an event, a category, a kind of `KINDS`; all where nothing is said."""

    contribution: int | None = None
    event: int | None = None
    category: str = ""
    kind: str = ""


ALL = Wanted()


@dataclass(frozen=True, slots=True)
class ShownMark:
    """One mark as it is shown. ``roughly`` says that it lies somewhere within its shape."""

    contribution: Contribution
    name: str
    category: str
    kind: str
    geometry: Mapping[str, Any]
    roughly: bool
    outside: bool


def marks_of(neighbourhood: Neighbourhood, wanted: Wanted = ALL) -> QuerySet[Mark]:
    """Return the marks of a neighbourhood that were not taken back, the newest first; whoever reads checks consent."""
    found = Mark.objects.filter(contribution__bead__neighbourhood=neighbourhood, contribution__bead__tombstone=None)
    if wanted.contribution is not None:
        found = found.filter(contribution=wanted.contribution)
    if wanted.event is not None:
        raised = Link.objects.filter(relation=Relation.RAISED_IN, retracted_at=None, target=wanted.event)
        found = found.filter(contribution__in=raised.values("source"))
    if wanted.category:
        found = found.filter(category=wanted.category)
    if wanted.kind in KINDS:
        shapes = Q()
        for each in KINDS[wanted.kind][1]:
            shapes |= Q(geometry__type=each)
        found = found.filter(shapes)
    return found.select_related("contribution__bead").order_by("-contribution", "pk")


def readable(marks: Iterable[Mark]) -> list[ShownMark]:
    """Return those marks whose makers agree that the team uses what they told, as they are shown."""
    some = list(marks)
    beads = {each.contribution_id: each.contribution.bead for each in some}
    load_words(list(beads.values()))
    agreed = {number for number, bead in beads.items() if agreed_to(bead)}
    return [_shown(each, beads[each.contribution_id]) for each in some if each.contribution_id in agreed]


def marks_with(contribution: Contribution) -> list[ShownMark]:
    """Return what was shown on the map with one contribution, in its order; whoever asks may read its words."""
    return [_shown(each, contribution.bead) for each in sorted(contribution.marks.all(), key=_number)]


def _number(mark: Mark) -> int:
    return int(mark.pk)


def files_with(contribution: Contribution, user: Visitor) -> list[MediaFile]:
    """Return the photos, recordings and drawings of one contribution that someone may see."""
    return [each for each in files_of(contribution) if may_see(user, each)]


def _shown(mark: Mark, bead: Bead) -> ShownMark:
    kind = next(name for name, (_words, shapes) in KINDS.items() if mark.geometry["type"] in shapes)
    roughly = mark.precision == Precision.AREA or mark.category == HOME
    return ShownMark(
        contribution=bead.contribution,
        name=mark.label or mark.category or _(KINDS[kind][0]),
        category=mark.category if mark.label else "",
        kind=kind,
        geometry=_rough(mark.geometry) if roughly else mark.geometry,
        roughly=roughly,
        outside=mark.outside,
    )


def _rough(geometry: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the square in which a point lies, so that nobody takes its middle for a door; shapes stay as they are."""
    if geometry["type"] != "Point":
        return geometry
    across, up = (round(each, PLACES[Precision.AREA]) for each in geometry["coordinates"][:2])
    west, east, south, north = across - _HALF, across + _HALF, up - _HALF, up + _HALF
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def events_with_marks(neighbourhood: Neighbourhood) -> list[Bead]:
    """Return the events at which something was put on the map, the newest first."""
    marked = marks_of(neighbourhood).order_by().values("contribution")
    links = Link.objects.filter(relation=Relation.RAISED_IN, retracted_at=None, source__in=marked)
    return list(Bead.objects.filter(pk__in=links.values("target"), tombstone=None).order_by("-pk"))


def categories_of(neighbourhood: Neighbourhood) -> list[str]:
    """Return the categories of marks, as they were written."""
    found = marks_of(neighbourhood).exclude(category="").order_by("category")
    return list(found.values_list("category", flat=True).distinct())

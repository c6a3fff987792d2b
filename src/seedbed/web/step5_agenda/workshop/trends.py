"""Behaviour over time: how a room draws a factor over the years, as a few points."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from seedbed.errors import UsageError
from seedbed.reports.svg import INK, LINE, MAIN, PAPER, QUIET, Drawing
from seedbed.web.people.audit import record
from seedbed.web.people.models import User
from seedbed.web.step5_agenda.models import MapFactor
from seedbed.web.step5_agenda.workshop_models import MapTrend, Workshop
from seedbed.web.ui.marking import marked

FIRST_YEAR, LAST_YEAR = 1900, 2100
LEVELS = {
    1: marked("very low"),
    2: marked("low"),
    3: marked("in the middle"),
    4: marked("high"),
    5: marked("very high"),
}
MOST_POINTS = 6
WIDTH, HEIGHT, SIDE, FOOT = 420.0, 200.0, 110.0, 34.0
Point = tuple[int, int]
"""A year, and a level from 1 to 5."""


@transaction.atomic
def draw_trend(
    *, by: User, workshop: Workshop, factor: UUID, points: Sequence[Point], at: datetime | None = None
) -> MapTrend:
    """Keep how the room drew a factor; drawing it again takes the place of what was there.

    Raises
    ------
    UsageError
        If the factor is not on the map, or there are not two points of different years.
    """
    found = MapFactor.objects.filter(map=workshop.map, key=factor, removed_at=None).first()
    told = sorted(points)
    years = [year for year, _level in told]
    right = all(FIRST_YEAR <= year <= LAST_YEAR and level in LEVELS for year, level in told)
    if found is None or not 2 <= len(told) <= MOST_POINTS or len(set(years)) < len(years) or not right:
        raise UsageError(
            _("The sketch was not kept."),
            _("It needs a factor of the map, and two to six different years from 1900 to 2100, each with a level."),
            _("Look at the years again."),
        )
    made, _new = MapTrend.objects.update_or_create(
        workshop=workshop,
        factor=found,
        defaults={"map": workshop.map, "points": [list(each) for each in told], "at": at or timezone.now(), "by": by},
    )
    record(by=by, action="workshops.draw_trend", scope=workshop.scope, subject=f"workshop:{workshop.pk}")
    return made


def trends_of(workshop: Workshop) -> QuerySet[MapTrend]:
    """Return what a workshop drew over time, by the names of factors."""
    return workshop.trends.select_related("factor").order_by("factor__name", "pk")


def draw_points(points: Sequence[Sequence[int]], *, told: tuple[str, str], levels: dict[int, str]) -> str:
    """Draw a sketch as SVG: years across, levels up.

    Parameters
    ----------
    points
        Years and levels, in order.
    told
        Title and description for who cannot see it.
    levels
        What each level is called.
    """
    drawing = Drawing(*told, WIDTH, HEIGHT)
    drawing.add("rect", x=0, y=0, width=WIDTH, height=HEIGHT, fill=PAPER)
    first, last = points[0][0], points[-1][0]
    top, bottom, right = 16.0, HEIGHT - FOOT, WIDTH - 30

    def place(year: int, level: int) -> tuple[float, float]:
        return SIDE + (year - first) / (last - first) * (right - SIDE), bottom - (level - 1) / 4 * (bottom - top)

    for level, words in levels.items():
        y = place(first, level)[1]
        drawing.line((SIDE, y), (right, y), stroke=LINE)
        drawing.text(SIDE - 10, y + 5, words, 13, text_anchor="end", fill=QUIET)
    places = [place(year, level) for year, level in points]
    for start, end in pairwise(places):
        drawing.line(start, end, stroke=MAIN, stroke_width=3)
    for (x, y), (year, _level) in zip(places, points, strict=True):
        drawing.add("circle", cx=x, cy=y, r=5, fill=MAIN, stroke=INK)
        drawing.text(x, HEIGHT - 10, str(year), 13, text_anchor="middle")
    return drawing.svg()

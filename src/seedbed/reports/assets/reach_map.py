"""A map of how long people have it from where they start: near discs are light, far ones dark squares."""

from __future__ import annotations

from collections.abc import Sequence

from shapely.geometry.base import BaseGeometry

from seedbed.analysis.assets.network import WalkNetwork
from seedbed.reports.asset_map.ground import Ground, draw_ground, ground_of
from seedbed.reports.asset_map.papers import Paper
from seedbed.reports.assets.reach_documents import ReachDocument, ReachOrigin
from seedbed.reports.map_symbols import site_symbol
from seedbed.reports.svg import INK, PAPER, Drawing, shorten
from seedbed.reports.words import count

WIDTH, HEIGHT = 380.0, 380.0
MOST_EDGES = 60_000
"""Streets of larger maps would be nothing but grey, and the page too heavy."""
NEAR = ("#cfe6e2", "#8fc1cf", "#4d91b8", "#1f5c8c")
FAR = "#0b2545"
ASKED, BEST = 1, 2
"""Symbols of places that were asked about."""
ASKED_WORDS = {ASKED: "what if: opens or moves here", BEST: "best place for a new one"}
PAPER_SIZE = Paper("window", WIDTH, HEIGHT, 9, 9)


def reach_map(
    document: ReachDocument,
    number: int,
    name: str,
    streets: WalkNetwork | None,
    outline: BaseGeometry | None = None,
) -> str:
    """Draw the origins by their time to the nearest asset of a kind, and the assets.

    Parameters
    ----------
    number
        Place of the kind in the document.
    name
        What the kind is called.
    streets
        Drawn below; None for none.
    outline
        The line inside which people were counted; with it the map shows the places around it too.
    """
    bands = sorted({*(60 * each for each in document.minutes), document.cutoff_seconds})
    kind = document.types[number].asset_type
    places = [place for place in document.places if place.asset_type == kind]
    drawing = Drawing(f"{name}: how far people have it", _description(document, number, bands), WIDTH, HEIGHT)
    spots = [(each.longitude, each.latitude) for each in document.origins]
    around = spots if outline is None else [(each.longitude, each.latitude) for each in places]
    ground = ground_of(outline, around, (0.0, 0.0, WIDTH, HEIGHT))
    shown = streets if streets is not None and streets.edge_count <= MOST_EDGES else None
    draw_ground(drawing, ground, shown, PAPER_SIZE)
    _origins(drawing, ground, document, number, bands)
    for place in places:
        spot = ground.point(place.longitude, place.latitude)
        if ground.holds(spot):
            site_symbol(drawing, *spot, 0)
    asked = _asked_places(document, kind)
    for longitude, latitude, sort in asked:
        spot = ground.point(longitude, latitude)
        if ground.holds(spot):
            site_symbol(drawing, *spot, sort)
    drawing.height = _legend(drawing, bands, name, {sort for *_, sort in asked})
    return drawing.svg()


def _band(seconds: float | None, bands: Sequence[float]) -> int:
    """Return which band a time is in; as many as there are bands for beyond them all."""
    return len(bands) if seconds is None else sum(seconds > band for band in bands)


def _time(origin: ReachOrigin, number: int) -> float | None:
    return origin.reach[number].seconds[0]


def _description(document: ReachDocument, number: int, bands: Sequence[float]) -> str:
    many = [0] * (len(bands) + 1)
    for origin in document.origins:
        many[_band(_time(origin, number), bands)] += 1
    told = [f"within {band / 60:g} minutes {count(many[at])}" for at, band in enumerate(bands)]
    return f"Of {count(len(document.origins))} {document.origins_kind}: {', '.join(told)}, beyond {count(many[-1])}."


def _origins(drawing: Drawing, ground: Ground, document: ReachDocument, number: int, bands: Sequence[float]) -> None:
    """Draw near ones first, so that far ones are never covered."""
    size = 4.0 if len(document.origins) < 300 else 2.2 if len(document.origins) < 4_000 else 1.1
    line = 0.6 if size > 2 else 0.0
    for origin in sorted(document.origins, key=lambda each: _band(_time(each, number), bands)):
        x, y = ground.point(origin.longitude, origin.latitude)
        if not ground.holds((x, y)):
            continue
        band = _band(_time(origin, number), bands)
        if band == len(bands):
            drawing.add("rect", x=x - size, y=y - size, width=2 * size, height=2 * size, fill=FAR, stroke=PAPER,
                        stroke_width=line)  # fmt: skip
        else:
            drawing.add("circle", cx=x, cy=y, r=size, fill=_near(band, bands), stroke=INK, stroke_width=line)


def _near(band: int, bands: Sequence[float]) -> str:
    return NEAR[min(band, len(NEAR) - 1)] if len(bands) > 1 else NEAR[1]


def _asked_places(document: ReachDocument, kind: str) -> list[tuple[float, float, int]]:
    """Return where something of a kind was asked to open or move to, and the best places, each with its symbol."""
    places: list[tuple[float, float, int]] = []
    if document.what_if is not None and document.what_if.asset_type == kind:
        places += [(each.longitude, each.latitude, ASKED) for each in document.what_if.places]
    if document.best_sites is not None and document.best_sites.asset_type == kind:
        places += [(each.longitude, each.latitude, BEST) for each in document.best_sites.sites]
    return places


def _legend(drawing: Drawing, bands: Sequence[float], name: str, asked: set[int]) -> float:
    y = HEIGHT + 20
    for at, band in enumerate(bands):
        drawing.add("circle", cx=12, cy=y - 4, r=5, fill=_near(at, bands), stroke=INK, stroke_width=0.8)
        drawing.text(26, y, f"within {band / 60:g} minutes", 12.5)
        y += 20
    drawing.add("rect", x=7, y=y - 9, width=10, height=10, fill=FAR)
    drawing.text(26, y, "farther, or not within reach", 12.5)
    y += 20
    site_symbol(drawing, 12, y - 4, 0)
    drawing.text(26, y, shorten(name, WIDTH - 40, 12.5), 12.5)
    for sort in sorted(asked):
        y += 20
        site_symbol(drawing, 12, y - 4, sort)
        drawing.text(26, y, ASKED_WORDS[sort], 12.5)
    return y + 8

"""The map that kiosks keep: a poster of the neighbourhood, its names by language, and a list of places beside it."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings

from seedbed.web.asset_register.queries.public import public_assets
from seedbed.web.places.ground import Ground, ground_of, named_places
from seedbed.web.places.models import Neighbourhood
from seedbed.web.places.queries import boundary_of
from seedbed.web.places.theme import theme_changed, theme_here

if TYPE_CHECKING:
    from seedbed.formats.osm_poster import PosterMap
    from seedbed.formats.paper.frame import SheetFrame

WIDTH = 300.0
"""Of the map, in its own millimetres."""
LETTERS = (10.0, 6.0, 3.6, 2.2, 1.3)
"""Heights of letters, from the whole map to a street seen close."""
MOST_PLACES = 2000
Drawn = dict[str, Any]


def map_for(neighbourhood: Neighbourhood) -> dict[str, Any]:
    """Return the map and the list of places of a neighbourhood.

    Without a line, or a map of its streets, there is no map: the list of places does the same.
    """
    drawn: Drawn | None = None
    places: list[Drawn] = []
    line, found = boundary_of(neighbourhood), ground_of(neighbourhood)
    if line is not None and found is not None:
        drawn, places = _poster(found, json.dumps(line.outline), theme_changed())
    assets = _assets(neighbourhood)
    known = {each["name"] for each in assets}
    others = [each for each in places if each["name"] not in known]
    credit = found.credit if found is not None else ""
    return {"map": drawn, "places": [*assets, *others][:MOST_PLACES], "credit": credit}


@lru_cache(maxsize=8)
def _poster(ground: Ground, outline: str, changed: int) -> tuple[Drawn, list[Drawn]]:  # noqa: ARG001 - a new theme draws anew
    """Return the map inside an outline and the list of its places."""
    from shapely.geometry import shape

    from seedbed.formats.osm_poster import around
    from seedbed.formats.paper.frame import SheetFrame, metres_a_degree

    line = shape(json.loads(outline))
    shown = replace(ground.shown().inside(around(line)), outline=line)
    west, south, east, north = shown.bounds
    across, up = metres_a_degree((south + north) / 2)
    height = WIDTH * (north - south) * up / ((east - west) * across)
    places = [{**asdict(each), "place": None} for each in named_places(shown)]
    return _drawn(shown, SheetFrame.around(shown.bounds, WIDTH, height)), places


def _drawn(shown: PosterMap, frame: SheetFrame) -> Drawn:
    from seedbed.reports.poster.svg import poster_svg

    theme = theme_here()[0]
    return {
        "svg": poster_svg(shown, theme, frame, language=None, told=("", "")),
        "frame": asdict(frame),
        "ink": theme.ink,
        "names": _names(shown, frame),
    }


def _names(shown: PosterMap, frame: SheetFrame) -> dict[str, list[Drawn]]:
    """Return where names stand for each language and size of letters, so that they can be read however near one looks.

    One list serves all languages in which nothing here has a name of its own.
    """
    from seedbed.reports.poster.labels import labels_for

    found: dict[str, list[Drawn]] = {}
    for code in ("", *(code for code, _ in settings.LANGUAGES)):
        found[code] = [
            {
                "letters": size,
                "labels": [
                    [each.text, *(round(at, 2) for at in (each.x, each.y, each.angle, each.size))]
                    for each in labels_for(shown, frame, size, code)
                ],
            }
            for size in LETTERS
        ]
    return {code: names for code, names in found.items() if code == "" or names != found[""]}


def _assets(neighbourhood: Neighbourhood) -> list[dict[str, Any]]:
    """Return the public assets that have a place: what the directory shows too."""
    found = public_assets(neighbourhood).exclude(longitude=None)
    rows = found.values_list("name", "longitude", "latitude", "bead_id")[:MOST_PLACES]
    return [
        {"kind": "asset", "name": name, "names": {}, "at": [east, north], "place": bead}
        for name, east, north, bead in rows
    ]

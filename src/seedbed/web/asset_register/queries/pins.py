"""Assets as pins on a map: sorted once, kept in memory until the register changes, so that a tile costs little."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

import numpy as np
from django.utils.crypto import salted_hmac

from seedbed.analysis.assets.pins import ALONE, Booleans, Pins, marks_on, pins_at
from seedbed.analysis.assets.types import ASSET_TYPES, AssetType
from seedbed.formats.vector_tiles import TilePoint, point_tile
from seedbed.web.asset_register.queries.lists import Wanted, assets_of, standing
from seedbed.web.asset_register.types_here import types_of
from seedbed.web.people.models import AuditEvent
from seedbed.web.places.models import Neighbourhood

LAYER = "assets"
"""Name of the tiles' layer, for the style of the map."""
MOST_MAPS, MOST_CHOICES = 8, 32
"""How many neighbourhoods' pins, and how many choices among the pins of each, a process keeps."""
MARKED = ("free", "step_free", "languages", "minimum_age", "maximum_age", "search", "status", "changed_at")
"""What else the list is narrowed by: where it changes, browsers ask for the tiles anew."""
Bounds = tuple[float, float, float, float]
Told = tuple[str, str, str]
"""Identifier, name and kind of an asset."""


@dataclass(slots=True)
class PinMap:
    """The pins of one neighbourhood as they were at one entry of the audit trail.

    ``bounds`` are west, south, east and north without the hundredth farthest out; None without any pins. ``mark`` is
    of these pins alone: unlike ``stamp`` it may be told to anyone, for it says nothing of what they do not see.
    """

    stamp: str
    mark: str
    pins: Pins
    bounds: Bounds | None
    told: list[Told]
    place_of: dict[int, int]
    kinds: dict[str, AssetType]
    choices: OrderedDict[Wanted, Booleans] = field(default_factory=OrderedDict)


_kept: OrderedDict[tuple[int, bool], PinMap] = OrderedDict()
_lock = Lock()


def stamp_of(neighbourhood: Neighbourhood) -> str:
    """Return a mark that changes with every change of the neighbourhood's assets."""
    changes = AuditEvent.objects.filter(scope_id=neighbourhood.scope_id, action__startswith="assets.")
    last = changes.order_by("-pk").values_list("pk", "hash").first()
    return "-".join(str(part)[:12] for part in last) if last else "0"


def pin_map(neighbourhood: Neighbourhood, *, public: bool) -> PinMap:
    """Return the pins of a neighbourhood: those of its public directory, or all."""
    key, stamp = (neighbourhood.pk, public), stamp_of(neighbourhood)
    with _lock:
        held = _kept.get(key)
        if held is None or held.stamp != stamp:
            # Others wait here: one reading of the register serves all the tiles of a map.
            held = _kept[key] = _made(neighbourhood, stamp, public=public)
        _kept.move_to_end(key)
        while len(_kept) > MOST_MAPS:
            _kept.popitem(last=False)
    return held


def _made(neighbourhood: Neighbourhood, stamp: str, *, public: bool) -> PinMap:
    placed = standing(neighbourhood).filter(longitude__isnull=False)
    rows = (placed.filter(public=True) if public else placed).order_by("pk")
    names = ("pk", "identifier", "name", "asset_type", "longitude", "latitude")
    columns = list(rows.values_list(*names, *MARKED))
    mark = salted_hmac("asset_register.pins", repr(columns), algorithm="sha256").hexdigest()[:16]
    longitude, latitude = [row[4] or 0.0 for row in columns], [row[5] or 0.0 for row in columns]
    told = [(str(identifier), name, kind) for _, identifier, name, kind, *_ in columns]
    places = {row[0]: place for place, row in enumerate(columns)}
    kinds = types_of(neighbourhood.programme.partnership)
    return PinMap(stamp, mark, pins_at(longitude, latitude), _bounds(longitude, latitude), told, places, kinds)


def _bounds(longitude: list[float], latitude: list[float]) -> Bounds | None:
    if not longitude:
        return None
    (west, east), (south, north) = (np.percentile(each, [1, 99]) for each in (longitude, latitude))
    return float(west), float(south), float(east), float(north)


def _chosen(held: PinMap, neighbourhood: Neighbourhood, wanted: Wanted) -> Booleans:
    """Return which pins a list with these filters shows; asked of the database once a choice."""
    with _lock:
        if wanted in held.choices:
            held.choices.move_to_end(wanted)
            return held.choices[wanted]
    mask = np.zeros(len(held.told), np.bool_)
    numbers = assets_of(neighbourhood, wanted).order_by().values_list("pk", flat=True)
    mask[[held.place_of[number] for number in numbers if number in held.place_of]] = True
    with _lock:
        held.choices[wanted] = mask
        while len(held.choices) > MOST_CHOICES:
            held.choices.popitem(last=False)
    return mask


def asset_tile(
    neighbourhood: Neighbourhood, zoom: int, x: int, y: int, *, wanted: Wanted | None = None, public: bool
) -> bytes:
    """Return one tile of a map of assets, as a vector tile with the layer `LAYER`.

    A mark that stands for one asset has ``id``, ``name``, ``kind`` and ``family``; one for several has ``count`` above
    1. Both have ``count``.

    Parameters
    ----------
    zoom, x, y
        The tile, counted as web maps count.
    wanted
        What the list beside the map is narrowed to.
    public
        Whether only what the public directory shows is on it.

    Raises
    ------
    UsageError
        If there is no such tile.
    """
    held = pin_map(neighbourhood, public=public)
    chosen = None if wanted in (None, Wanted(), Wanted(public=True)) else _chosen(held, neighbourhood, wanted)
    marks = marks_on(held.pins, zoom, x, y, chosen=chosen)
    places = zip(marks.x.tolist(), marks.y.tolist(), marks.count.tolist(), marks.number.tolist(), strict=True)
    points: list[TilePoint] = [
        (across, down, {"count": count} if number == ALONE else {"count": 1, **_alone(held, number)})
        for across, down, count, number in places
    ]
    return point_tile(LAYER, points)


def _alone(held: PinMap, number: int) -> dict[str, str]:
    identifier, name, code = held.told[number]
    kind = held.kinds.get(code, ASSET_TYPES["other"])
    return {"id": identifier, "name": name, "kind": kind.name, "family": kind.family.value}

"""``python -m benchmarks.tiles_served PLACES``: the tiles of a public map as the site serves them, on one database.

A browser's whole way but the network: middleware, session, database, tile. Tiles are those that a map asks for as
someone looks at towns of the country and draws nearer: from zoom 10 to 16, what a screen shows around places.
"""

from __future__ import annotations

import gzip
import json
import sys
import time

import django

django.setup()

import numpy as np  # noqa: E402 - Django must be set up before the rooms are imported
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.harness import peak_mb  # noqa: E402
from benchmarks.tiles_places import places_of  # noqa: E402
from seedbed.analysis.assets.pins import pins_at  # noqa: E402
from seedbed.web.asset_register.models import Asset  # noqa: E402
from seedbed.web.people.actions import open_site  # noqa: E402
from seedbed.web.places.actions import start_neighbourhood, start_partnership, start_programme  # noqa: E402
from seedbed.web.places.models import Neighbourhood  # noqa: E402

ZOOMS = range(10, 17)
LOOKS = 6
"""Places that someone looks at."""
SCREEN = (-1, 0, 1)
"""Tiles beside the middle one that a screen shows: nine at each zoom."""


def main(many: int) -> None:
    """Fill a database, ask for tiles, and print what came of it as JSON."""
    call_command("migrate", verbosity=0)
    place, tiles = _filled(many)
    browser = Client(SERVER_NAME="localhost")
    first = _asked(browser, place, tiles[0])
    answers = [_asked(browser, place, tile) for tile in tiles]
    spent = np.array([each[0] for each in answers]) * 1_000
    found = {
        "database": connection.vendor,
        "tiles": len(tiles),
        "first_ms": first[0] * 1_000,
        "p50_ms": float(np.percentile(spent, 50)),
        "p95_ms": float(np.percentile(spent, 95)),
        "most_ms": float(spent.max()),
        "bytes": sum(each[1] for each in answers),
        "seconds": float(spent.sum() / 1_000),
        "whole": all(each[1] for each in answers[: len(SCREEN) ** 2]),
        "peak_mb": peak_mb(),
    }
    print(json.dumps(found))


def _filled(many: int) -> tuple[Neighbourhood, list[tuple[int, int, int]]]:
    """Make a neighbourhood with many public assets; return the tiles that are asked for beside it."""
    open_site()
    programme = start_programme(by=None, partnership=start_partnership(by=None, name="Large"), name="Large")
    place = start_neighbourhood(by=None, programme=programme, name="Large")
    longitude, latitude = places_of(many)
    rows = zip(longitude.tolist(), latitude.tolist(), strict=True)
    moment = timezone.now()
    kinds = ("library", "park", "group", "service", "community_centre")
    Asset.objects.bulk_create(
        (
            Asset(
                neighbourhood=place,
                name=f"Place {number}",
                asset_type=kinds[number % len(kinds)],
                longitude=east,
                latitude=north,
                public=True,
                made_at=moment,
            )
            for number, (east, north) in enumerate(rows)
        ),
        batch_size=2_000,
    )
    pins = pins_at(longitude, latitude)
    middles = np.random.default_rng(7).integers(0, many, LOOKS)
    tiles = [
        (zoom, int(pins.x[middle] * 2**zoom) + across, int(pins.y[middle] * 2**zoom) + down)
        for middle in middles
        for zoom in ZOOMS
        for down in SCREEN
        for across in SCREEN
    ]
    return place, tiles


def _asked(browser: Client, place: Neighbourhood, tile: tuple[int, int, int]) -> tuple[float, int]:
    """Return the seconds that a tile takes, and its bytes."""
    zoom, x, y = tile
    start = time.perf_counter()
    answer = browser.get(f"/directory/{place.slug}/tiles/{zoom}/{x}/{y}.mvt", headers={"accept-encoding": "gzip"})
    content = answer.content
    seconds = time.perf_counter() - start
    if answer.status_code != 200:
        raise SystemExit(f"tile {tile}: {answer.status_code}")
    packed = answer.headers.get("Content-Encoding") == "gzip"
    return seconds, len(gzip.decompress(content) if packed else content)


if __name__ == "__main__":
    main(int(sys.argv[1]))

"""Tiles of a map with 100,000 pins: ours beside the clustering that comes with MapLibre, on the same places.

Both make every tile on which places are, from the whole country to a street, and must account for every place. The
peer is the cluster index of ``@maplibre/geojson-vt`` (formerly supercluster) with ``@maplibre/vt-pbf``, in Node, from
the packages of our front end. The bar is on the time of one tile: nineteen in twenty within 50 ms.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.harness import Recorder, Row, peak_mb
from benchmarks.tiles_places import Floats, places_of
from seedbed.analysis.assets.pins import ALONE, LEVELS, Pins, marks_on, pins_at
from seedbed.formats.vector_tiles import TilePoint, point_tile
from tests.postgres import PostgresAbsentError, start_postgres

PLACES, MORE = 100_000, 1_000_000
ZOOMS = (0, 2, 4, 6, 8, 10, 12, 14)
BAR_MS = 50.0
Tile = tuple[int, int, int]
ROOT = Path(__file__).parents[1]

PEER = """
import {readFileSync} from 'node:fs';
import {Supercluster} from '@maplibre/geojson-vt';
import {fromGeojsonVt} from '@maplibre/vt-pbf';
const {places, tiles} = JSON.parse(readFileSync(process.argv[2]));
const points = places.map(([x, y], id) => ({
  type: 'Feature', properties: {id: String(id), name: `Place ${id}`}, geometry: {type: 'Point', coordinates: [x, y]},
}));
const used = () => { const {user, system} = process.cpuUsage(); return (user + system) / 1e6; };
let start = used();
const index = new Supercluster({radius: 64, extent: 512, maxZoom: 16});
index.load(points);
const build = used() - start;
const counted = {};
start = used();
let bytes = 0;
for (const [z, x, y] of tiles) {
  const tile = index.getTile(z, x, y);
  if (!tile) continue;
  bytes += fromGeojsonVt({assets: tile}, {version: 2, extent: 512}).length;
}
const spent = used() - start;
for (const z of new Set(tiles.map((each) => each[0]))) {
  const found = index.getClusters([-180, -85, 180, 85], z);
  counted[z] = found.reduce((sum, each) => sum + (each.properties.point_count ?? 1), 0);
}
console.log(JSON.stringify({build, spent, bytes, counted}));
"""


def run(recorder: Recorder) -> None:
    """Compare 100,000 places with the peer, record ours with a million, then as the site serves them."""
    _compared(recorder)
    _alone(recorder, MORE)
    with tempfile.TemporaryDirectory(prefix="seedbed-tiles-") as home:
        _served(recorder, "", home)
    try:
        with start_postgres() as address, tempfile.TemporaryDirectory(prefix="seedbed-tiles-") as home:
            _served(recorder, address, home)
    except PostgresAbsentError as error:
        print(f"SKIPPED: tiles from PostgreSQL. {error}")


def _tiles(pins: Pins) -> list[Tile]:
    """Return the tiles on which places are; of the near zooms, where there are thousands, the fullest thousand."""
    found: list[Tile] = []
    for zoom in ZOOMS:
        across = (pins.x * 2**zoom).astype(np.int64)
        down = (pins.y * 2**zoom).astype(np.int64)
        each, many = np.unique(np.column_stack([across, down]), axis=0, return_counts=True)
        found += [(zoom, int(x), int(y)) for x, y in each[np.argsort(-many, kind="stable")][:1_000]]
    return found


def _ours(pins: Pins, tile: Tile) -> tuple[bytes, int]:
    marks = marks_on(pins, *tile)
    rows = zip(marks.x.tolist(), marks.y.tolist(), marks.count.tolist(), marks.number.tolist(), strict=True)
    points: list[TilePoint] = [
        (x, y, {"count": count} if number == ALONE else {"count": 1, "id": str(number), "name": f"Place {number}"})
        for x, y, count, number in rows
    ]
    return point_tile("assets", points), int(marks.count.sum())


def _each(pins: Pins, tiles: list[Tile]) -> tuple[float, Counter[int], int]:
    """Return the milliseconds within which nineteen of twenty tiles are made, places by zoom, and bytes of all."""
    spent, counted, size = [], Counter[int](), 0
    for tile in tiles:
        start = time.perf_counter()
        content, many = _ours(pins, tile)
        spent.append(1_000 * (time.perf_counter() - start))
        counted[tile[0]] += many
        size += len(content)
    return float(np.percentile(spent, 95)), counted, size


def _compared(recorder: Recorder) -> None:
    longitude, latitude = places_of(PLACES)
    build_s, pins = recorder.time(lambda: pins_at(longitude, latitude))
    tiles = _tiles(pins)
    compile_s = recorder.warm(lambda: [_ours(pins, tile) for tile in tiles[:20]])
    late_ms, counted, size = _each(pins, tiles)
    ours_s, _ = recorder.time(lambda: [_ours(pins, tile) for tile in tiles])
    whole = all(counted[zoom] == PLACES for zoom in ZOOMS if sum(tile[0] == zoom for tile in tiles) < 1_000)
    name, peer, note = _peer(longitude, latitude, tiles)
    agree = whole and (peer is None or set(peer["counted"].values()) == {PLACES})
    peer_s = None if peer is None else float(peer["build"]) + float(peer["spent"])
    told = f"p95 {late_ms:.2f} ms a tile; sorted in {build_s:.3f} s; {len(tiles):,} tiles, {size / 1e6:.1f} MB"
    recorder.add(
        Row(
            "tiles",
            f"{PLACES:,} pins, sorting and {len(tiles):,} tiles",
            ours_s + build_s,
            name,
            peer_s,
            None if peer_s is None else peer_s / (ours_s + build_s),
            agree,
            peak_mb(),
            compile_s,
            f"p95 at most {BAR_MS:g} ms a tile",
            late_ms <= BAR_MS,
            "; ".join([told, note]),
        )
    )


def _peer(longitude: Floats, latitude: Floats, tiles: list[Tile]) -> tuple[str, dict[str, Any] | None, str]:
    name = "@maplibre/geojson-vt clusters, Node"
    node = shutil.which("node")
    if node is None or not (ROOT / "node_modules" / "@maplibre" / "geojson-vt").is_dir():
        return name, None, "Node or its packages are absent, so there is no peer"
    with tempfile.TemporaryDirectory(dir=ROOT / "node_modules", prefix=".tiles-") as folder:
        script, given = Path(folder) / "peer.mjs", Path(folder) / "given.json"
        script.write_text(PEER, encoding="utf-8")
        given.write_text(
            json.dumps({"places": np.column_stack([longitude, latitude]).tolist(), "tiles": tiles}), encoding="utf-8"
        )
        done = subprocess.run([node, script, given], capture_output=True, text=True, check=True)
    answer = json.loads(done.stdout)
    size = f"{answer['bytes'] / 1e6:.1f} MB"
    return name, answer, f"peer builds in {answer['build']:.2f} s, its tiles take {answer['spent']:.2f} s, {size}"


def _alone(recorder: Recorder, many: int) -> None:
    longitude, latitude = places_of(many)
    build_s, pins = recorder.time(lambda: pins_at(longitude, latitude), repeats=1)
    tiles = _tiles(pins)
    late_ms, counted, _ = _each(pins, tiles)
    ours_s, _ = recorder.time(lambda: [_ours(pins, tile) for tile in tiles], repeats=1)
    size = f"{many:,} pins, sorting and {len(tiles):,} tiles"
    note = f"p95 {late_ms:.2f} ms a tile; sorted in {build_s:.3f} s; {2 * LEVELS} bits a place"
    agree = counted[0] == counted[2] == many
    bar, met = f"p95 at most {BAR_MS:g} ms a tile", late_ms <= BAR_MS
    recorder.add(Row("tiles", size, ours_s + build_s, "", None, None, agree, peak_mb(), None, bar, met, note))


def _served(recorder: Recorder, database: str, home: str) -> None:
    """Record the tiles of a public map with 100,000 assets through the site's own pages."""
    environ = os.environ | {
        "DATABASE_URL": database,
        "SEEDBED_HOME": home,
        "SEEDBED_SECRET_KEY": "for benchmarks only: it signs nothing real",
        "DJANGO_SETTINGS_MODULE": "seedbed.web.config.settings",
    }
    command = [sys.executable, "-m", "benchmarks.tiles_served", str(PLACES)]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout.splitlines()[-1])
    size = f"{PLACES:,} public assets, {found['tiles']:,} tiles at zooms 10 to 16, {found['database']}"
    note = (
        f"through the site: p50 {found['p50_ms']:.1f}, p95 {found['p95_ms']:.1f}, most {found['most_ms']:.1f} ms of "
        f"the clock; the first, which reads the register, {found['first_ms']:.0f} ms; {found['bytes'] / 1e6:.1f} MB"
    )
    bar, met = f"p95 at most {BAR_MS:g} ms a tile", found["p95_ms"] <= BAR_MS
    recorder.add(
        Row("tiles", size, found["seconds"], "", None, None, found["whole"], found["peak_mb"], None, bar, met, note)
    )

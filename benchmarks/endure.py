"""``make endure``: hours of use in minutes, on England's real pack; never in CI. Writes ENDURANCE.md.

In one process it screens every region and every integrated care board with several rules, profiles random
neighbourhoods and random drawn boundaries, and adds, lists and verifies packs again and again. Each answer
is held against laws (``endure_laws.py``), and memory and open files are watched (``endure_watch.py``). Random tables of
counts go through the disclosure guard and are attacked from outside (``endure_disclosure.py``).
"""

from __future__ import annotations

import argparse
import itertools
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import shapely

from benchmarks.endure_disclosure import disclosure
from benchmarks.endure_laws import broken_choosing, broken_profile
from benchmarks.endure_page import write_first
from benchmarks.endure_watch import Watch, summary
from benchmarks.inputs import UK_DATA
from seedbed.analysis.profile.contiguity import Contiguity, shared_borders
from seedbed.errors import BadInputError
from seedbed.reports.profile_files import write_profile
from seedbed.reports.profile_view import redacted
from seedbed.sources.packs import Pack
from seedbed.workflows.data import packs as data
from seedbed.workflows.places.profile import Place, profile
from seedbed.workflows.places.screen import screen
from seedbed.workflows.places.screen_pack import read_region
from seedbed.workflows.places.screen_region import ScreenRequest

SEED = 20_260
LEVELS = ("region", "icb24")
PERCENTILES = (3.0, 11.0, 20.0, 45.0)
BOUNDS = ((1_000, 5_000), (1_400, 2_600), (4_000, 15_000))
NEAR = 2.0
"""Metres between borders that count as shared, every third time."""
ENGLAND_EVERY = 20
"""Every so many times it is England's whole pack that is added and verified, else the invented town's."""
MOST_AREAS = 14
"""Most small areas of a random neighbourhood."""
RECOMPUTE_EVERY = 15
METRES_A_DEGREE = 111_320
SHARES = {"screens": 0.2, "neighbourhoods": 0.35, "boundaries": 0.2, "packs": 0.15, "disclosure": 0.1}
"""Of the time, by part."""


@dataclass(frozen=True)
class England:
    """The pack and what random places are drawn from."""

    pack: Pack
    folder: Path

    @cached_property
    def codes(self) -> list[str]:
        """Codes of all small areas."""
        return [str(code) for code in self._boundaries["code"]]

    @cached_property
    def borders(self) -> Contiguity:
        """Which small areas adjoin."""
        return shared_borders(np.asarray(self._boundaries.geometry.array))

    @cached_property
    def points(self) -> Any:
        """A place inside each small area: longitude and latitude."""
        return shapely.get_coordinates(shapely.point_on_surface(np.asarray(self._boundaries.geometry.array)))

    @cached_property
    def _boundaries(self) -> Any:
        return self.pack.boundaries(self.pack.small_level.id)


def main() -> int:
    """Run every part for its share of the time; return 1 if a law was broken or memory grew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0, help="how long in all; the default is 10")
    parser.add_argument("--pack", type=Path, help="folder of England's pack; without it one is built")
    parser.add_argument("--disclosure-only", action="store_true", help="random tables alone: no pack, no page written")
    asked = parser.parse_args()
    if asked.disclosure_only:
        return _disclosure_only(asked.minutes)
    with tempfile.TemporaryDirectory() as folder:
        england = England(Pack.open(asked.pack or _built(Path(folder) / "england")), Path(folder))
        parts: dict[str, Callable[[England, Watch], Iterator[None]]] = {
            "screens": _screens,
            "neighbourhoods": _neighbourhoods,
            "boundaries": _boundaries,
            "packs": _packs,
            "disclosure": lambda _england, watch: disclosure(watch),
        }
        watches = []
        for title, part in parts.items():
            watches.append(Watch(title))
            _run(part(england, watches[-1]), watches[-1], SHARES[title] * asked.minutes)
        page = summary(watches, _heading(england.pack, asked.minutes))
    write_first(page)
    print(page)
    return 1 if any(watch.problems for watch in watches) else 0


def _run(rounds: Iterator[None], watch: Watch, minutes: float) -> None:
    """Go on with a part until its time is over."""
    print(f"{watch.title} for {minutes:.1f} minutes", flush=True)
    until = time.monotonic() + minutes * 60
    for _ in rounds:
        if time.monotonic() > until:
            break
    print(watch.line(), flush=True)


def _disclosure_only(minutes: float) -> int:
    watch = Watch("disclosure")
    _run(disclosure(watch), watch, minutes)
    print("\n".join(watch.problems) or "No law was broken.")
    return 1 if watch.problems else 0


def _heading(pack: Pack, minutes: float) -> list[str]:
    areas = len(pack.small_areas())
    rules = len(PERCENTILES) * len(BOUNDS)
    return [
        "# Endurance",
        "",
        f"Written by `make endure`: one process, {minutes:g} minutes, the pack {pack.name} with {areas:,} small areas.",
        "",
        f"- **screens**: the 9 regions and 42 integrated care boards in turn, one a round, under {rules} rules "
        "(percentiles "
        f"{', '.join(f'{percentile:g}' for percentile in PERCENTILES)}; three bounds of residents), with pairs every "
        f"other time and borders within {NEAR:g} m counted as shared every third. Candidates must be in one "
        "piece, within bounds, region and percentile, ranked in order.",
        f"- **neighbourhoods**: random adjoining areas, 1 to {MOST_AREAS} at a time. Residents must be the sum of the "
        "areas, values inside their intervals, proportions possible, suppressed numbers absent. Of every "
        f"{RECOMPUTE_EVERY}th the script that works each figure out again without Seedbed is written and run; "
        "no figure may differ.",
        "- **boundaries**: random outlines that cut areas, some with a hole, under every rule of sharing out. "
        "An outline without residents is to be refused in plain words.",
        "- **packs**: add, list, verify; then a byte is changed, which verify must find, and adding again must mend "
        f"it and leave nothing behind. The invented town's pack, and every {ENGLAND_EVERY}th time England's.",
        "- **disclosure**: random tables, tables with levels, linked tables and successive releases go through the "
        "guard; an attack that shares no code with it, two linear programmes a count, must leave every small count at "
        "least five values, one of them 5 or more. Answers are hidden counts; a release that cannot "
        "be made safe is refused.",
    ]


def _built(folder: Path) -> Path:
    from seedbed.sources.england.recipe import build_england
    from seedbed.workflows.progress import silent

    print(f"Building England's pack from {UK_DATA}", flush=True)
    build_england(UK_DATA, folder, created=date(2026, 1, 1), progress=silent)
    return folder


def _screens(england: England, watch: Watch) -> Iterator[None]:
    """Screen every region and board, in an order that has nothing to do with size."""
    places = england.pack.areas.filter(pl.col("level").is_in(LEVELS))["code"].sort().to_list()
    random = np.random.default_rng(SEED)
    for turn, code in enumerate(itertools.chain(random.permutation(places), itertools.cycle(places))):
        near = NEAR if turn % 3 == 0 else None
        watch.round(str(code), lambda code=str(code), near=near: _screen_one(england, watch, code, near))  # type: ignore[misc]
        yield


def _screen_one(england: England, watch: Watch, code: str, near: float | None) -> list[str]:
    region = read_region(england.pack, ScreenRequest(code, near=near))
    broken = []
    for number, (percentile, (low, high)) in enumerate(itertools.product(PERCENTILES, BOUNDS)):
        request = ScreenRequest(code, percentile, low, high, pairs=bool(number % 2), seed=number, near=near)
        found = broken_choosing(screen(region, request), percentile, low, high)
        broken += [f"{percentile:g} %, {low:,} to {high:,}: {each}" for each in found]
        watch.answers += 1
    return broken


def _neighbourhoods(england: England, watch: Watch) -> Iterator[None]:
    random = np.random.default_rng(SEED + 1)
    for number in itertools.count():
        codes = _grown(england, random)
        name = ",".join(codes)
        script = number % RECOMPUTE_EVERY == 0
        watch.round(name, lambda codes=codes, script=script: _profile_one(england, watch, Place(codes), script=script))  # type: ignore[misc]
        yield


def _grown(england: England, random: np.random.Generator) -> tuple[str, ...]:
    """Return random areas that hang together."""
    members = [int(random.integers(len(england.codes)))]
    for _ in range(int(random.integers(MOST_AREAS))):
        around = {int(other) for member in members for other in england.borders.of(member)} - set(members)
        if not around:
            break
        members.append(int(random.choice(sorted(around))))
    return tuple(england.codes[member] for member in members)


def _profile_one(england: England, watch: Watch, place: Place, *, script: bool) -> list[str]:
    document = redacted(profile(england.pack, place))
    broken = broken_profile(document, england.pack.indicators)
    if place.codes and {area.code for area in document.areas} != set(place.codes):
        broken.append("the profile has other areas than were asked for")
    watch.answers += 1
    if script:
        path = england.folder / "recompute.py"
        write_profile(document, path, england.pack.folder)
        ran = subprocess.run([sys.executable, path], capture_output=True, text=True, check=False)
        if ran.returncode or not ran.stdout.rstrip().endswith(" 0 differ."):
            broken.append(f"the script differs: {(ran.stdout + ran.stderr).strip()[-300:]}")
    return broken


def _boundaries(england: England, watch: Watch) -> Iterator[None]:
    random = np.random.default_rng(SEED + 2)
    for number in itertools.count():
        path = england.folder / "drawn.geojson"
        outline = _drawn(england, random)
        path.write_text(json.dumps({"type": "Feature", "properties": {}, "geometry": outline}), encoding="utf-8")
        rule = (None, "area", "centroid", "postcodes")[number % 4]
        place = Place(boundary=path, rule=rule)
        watch.round(f"outline {number}, rule {rule}", lambda place=place: _boundary_one(england, watch, place))  # type: ignore[misc]
        yield


def _boundary_one(england: England, watch: Watch, place: Place) -> list[str]:
    try:
        return _profile_one(england, watch, place, script=watch.rounds % RECOMPUTE_EVERY == 0)
    except BadInputError as error:
        if "Nobody lives" not in error.what:
            raise
        watch.refused += 1
        return []


def _drawn(england: England, random: np.random.Generator) -> dict[str, Any]:
    """Return a random star-shaped outline 100 m to 4 km wide around a random area, every third with a hole."""
    longitude, latitude = england.points[random.integers(len(england.points))]
    corners = int(random.integers(3, 40))
    angles = np.sort(random.random(corners)) * 2 * np.pi
    reach = 10 ** random.uniform(1.7, 3.3) * random.uniform(0.4, 1.0, corners)
    east = reach * np.cos(angles) / (METRES_A_DEGREE * np.cos(np.radians(latitude)))
    north = reach * np.sin(angles) / METRES_A_DEGREE
    shape = shapely.Polygon(np.column_stack([longitude + east, latitude + north]))
    if random.random() < 1 / 3:
        hole = shapely.buffer(shape.representative_point(), 0.2 * np.sqrt(shape.area))
        shape = shapely.difference(shape, hole)
    whole: dict[str, Any] = json.loads(shapely.to_geojson(shapely.make_valid(shape)))
    return whole


def _packs(england: England, watch: Watch) -> Iterator[None]:
    """Go through the life of a pack: the invented town's, which is small, and now and then England's."""
    from seedbed.demo.town import build_town_pack

    town = build_town_pack(england.folder / "town")
    random = np.random.default_rng(SEED + 3)
    for number in itertools.count():
        pack = england.pack if number % ENGLAND_EVERY == 0 else town
        directory = england.folder / f"data of {pack.name}"
        watch.round(f"cycle {number}", lambda pack=pack, directory=directory: _cycle(pack, watch, directory, random))  # type: ignore[misc]
        yield


def _cycle(pack: Pack, watch: Watch, directory: Path, random: np.random.Generator) -> list[str]:
    broken = []
    name = pack.name
    data.add(pack.folder, directory)
    listed = data.list_packs(directory)
    if [each.name for each in listed.packs] != [name] or listed.broken:
        broken.append("the list is not the one pack that was added")
    if not data.verify(name, directory).whole:
        broken.append("a pack that was just added is not whole")
    files = sorted(path for path in (directory / "packs" / name).rglob("*.parquet") if path.is_file())
    _change_a_byte(files[int(random.integers(len(files)))], random)
    if data.verify(name, directory).whole:
        broken.append("a changed byte was not found")
    data.add(pack.folder, directory)
    if [path.name for path in (directory / "packs").iterdir()] != [name]:
        broken.append("something was left behind beside the pack")
    watch.answers += 5
    return broken


def _change_a_byte(path: Path, random: np.random.Generator) -> None:
    with path.open("r+b") as file:
        place = int(random.integers(path.stat().st_size))
        file.seek(place)
        byte = file.read(1)[0]
        file.seek(place)
        file.write(bytes([byte ^ 0xFF]))


if __name__ == "__main__":
    sys.exit(main())

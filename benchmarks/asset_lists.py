"""Lists of assets: 100,000 rows read, and 100,000 listings compared, in seconds."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np

from benchmarks.harness import Recorder, Row, peak_mb
from seedbed.analysis.assets.duplicates import duplicates
from seedbed.analysis.assets.listing import Listing
from seedbed.formats.assets.reading import read_assets
from seedbed.formats.assets.writing import write_assets

SIZE = 100_000
SECONDS_BAR = 15.0
COMMON = ("Saint Mary", "Holy", "River", "Green", "Church", "Hall", "Centre", "Library", "Park", "Community", "School")


def run(recorder: Recorder) -> None:
    """Record the seconds for a generated country's worth of listings."""
    listings = made_listings(SIZE)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "assets.csv"
        write_assets(path, listings)
        read_s, read = recorder.time(lambda: read_assets(path), repeats=1)
    _row(recorder, "assets read", f"CSV, {SIZE:,} rows", read_s, agree=read.listings == tuple(listings))
    found_s, found = recorder.time(lambda: duplicates(listings), repeats=2)
    planted = sum(each.second - each.first == SIZE // 2 for each in found)
    note = f"{planted:,} of {SIZE // 100:,} planted duplicates found, {len(found):,} pairs suggested"
    _row(recorder, "duplicates", f"{SIZE:,} listings", found_s, agree=planted >= 0.99 * SIZE // 100, note=note)


def made_listings(size: int) -> list[Listing]:
    """Return invented listings, of which one in a hundred is told twice a few metres off."""
    random = np.random.default_rng(1)
    rare = [f"{first}{second}" for first in ("Alder", "Kestrel", "Rope", "Tanner", "Quay") for second in range(900)]

    def name() -> str:
        first, last = (COMMON[int(place)] for place in random.integers(0, len(COMMON), 2))
        return f"{first} {rare[int(random.integers(len(rare)))]} {last}"

    half = [
        Listing(
            identifier=str(number),
            name=name(),
            longitude=round(float(random.uniform(-2.6, -1.9)), 6),
            latitude=round(float(random.uniform(53.3, 53.7)), 6),
            telephone=f"0161 {int(random.integers(10**6, 9 * 10**6))}",
        )
        for number in range(size)
    ]
    for number in range(size // 100):
        first, second = half[number], half[number + size // 2]
        half[number + size // 2] = Listing(
            identifier=second.identifier,
            name=first.name.upper(),
            longitude=round((first.longitude or 0) + 1e-4, 6),
            latitude=first.latitude,
        )
    return half


def _row(recorder: Recorder, job: str, size: str, seconds: float, *, agree: bool, note: str = "") -> None:
    recorder.add(
        Row(
            job=job,
            size=size,
            ours_cpu_s=seconds,
            peer="-",
            peer_cpu_s=None,
            ratio=None,
            agree=agree,
            peak_mb=peak_mb(),
            bar=f"<= {SECONDS_BAR:g} s",
            met=seconds <= SECONDS_BAR,
            note=note,
        )
    )

"""England's pack: built from the prepared tables, verified, and one cold profile from it, each a fresh process.

No peer builds such packs or such profiles, so there is no ratio: wall time and memory stand against the bar.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from benchmarks.harness import Recorder, Row
from benchmarks.inputs import REFERENCE_SIZE, UK_DATA
from benchmarks.whole_process import Ran, run_seedbed
from seedbed.workflows.demo.run import REAL_PLACES

WALL_BAR_S = 120
MEMORY_BAR_MB = 4_000
PROFILE_TIMES = 2


def run(recorder: Recorder) -> None:
    """Build, install and verify the pack, then profile two neighbourhoods from it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        built = run_seedbed(
            folder, "data", "build", "england", "--from", str(UK_DATA), "--out", str(folder / "england")
        )
        _record(recorder, "pack-build", REFERENCE_SIZE, [built], barred=True)
        run_seedbed(folder, "data", "add", str(folder / "england"))
        verified = run_seedbed(folder, "data", "verify", "england")
        _record(recorder, "pack-verify", REFERENCE_SIZE, [verified], barred=False)
        for place, codes in REAL_PLACES.values():
            asked = ("places", "profile", "--lsoa", ",".join(codes), "--name", place)
            ran = [run_seedbed(folder, *asked) for _ in range(PROFILE_TIMES)]
            _record(recorder, "profile", f"{place}, {len(codes)} of {REFERENCE_SIZE}", ran, barred=False)


def _record(recorder: Recorder, job: str, size: str, runs: list[Ran], *, barred: bool) -> None:
    wall, peak = max(ran.wall_s for ran in runs), max(ran.peak_mb for ran in runs)
    recorder.add(
        Row(
            job=job,
            size=size,
            ours_cpu_s=min(ran.cpu_s for ran in runs),
            peer="",
            peer_cpu_s=None,
            ratio=None,
            agree=CHECKS[job](runs[0].document),
            peak_mb=peak,
            bar=f"under {WALL_BAR_S} s wall and {MEMORY_BAR_MB:,} MB" if barred else "",
            met=not barred or (wall < WALL_BAR_S and peak < MEMORY_BAR_MB),
            note=f"{wall:.1f} s wall, a fresh process, imports included; no peer does this; {TOLD[job]}",
        )
    )


def _built_whole(document: dict[str, Any]) -> bool:
    """Every small area of England is there, and no dataset of the folder was left out."""
    return bool(f"{document['small_areas']:,} LSOAs" == REFERENCE_SIZE and not document["left_out"])


def _verified_whole(document: dict[str, Any]) -> bool:
    return bool(document["whole"] and len(document["packs"]) == 1)


def _adds_up(document: dict[str, Any]) -> bool:
    """The neighbourhood's residents are those of its areas, and each figure lies inside its interval."""
    inside = all(
        figure["ci_low"] <= figure["value"] <= figure["ci_high"]
        for figure in document["figures"]
        if None not in (figure["value"], figure["ci_low"], figure["ci_high"])
    )
    return bool(inside and document["population"] == sum(area["population"] for area in document["areas"]))


CHECKS = {"pack-build": _built_whole, "pack-verify": _verified_whole, "profile": _adds_up}
TOLD = {
    "pack-build": "agree: every LSOA, no dataset left out",
    "pack-verify": "checksums, columns, codes and figures of every table; agree: whole",
    "profile": "agree: residents add up, values inside their intervals",
}

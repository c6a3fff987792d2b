"""Photographed sheets of paper: 200 from our generator and 50 from a second, independent renderer, all simulated.

Bars: 95 % of sheets squared within 2 mm at the worst of 144 places of their map, 90 % of marks found as what they are,
in their colour and place, and at most one false mark a sheet. No package reads such sheets, so there is no peer.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial

import numpy as np

from benchmarks.harness import Recorder, Row, peak_mb
from benchmarks.paper_ground import invented_pack
from benchmarks.paper_mesh import photograph_of_mesh
from benchmarks.paper_photos import photograph
from benchmarks.paper_truth import SQUARED, Photographed, score
from seedbed.errors import BadInputError
from seedbed.formats.paper.pack import PaperPack, PrintedSheet
from seedbed.formats.paper.photos import Photograph
from seedbed.formats.paper.reading import read_sheet
from seedbed.reports.paper.redraw import redraw

SHEETS, FROM_MESH = 200, 50
LEAST_SQUARED, LEAST_FOUND, MOST_FALSE = 0.95, 0.90, 1.0
Told = tuple[bool, int, int, int, float, str]
"""Squared within the bar, marks found, missed, false, seconds of reading, and what went wrong."""


def run(recorder: Recorder) -> None:
    """Read both sets."""
    for job, many, size in (
        ("paper", SHEETS, "200 simulated photographs"),
        ("paper-mesh", FROM_MESH, "50 simulated photographs, second renderer"),
    ):
        with ProcessPoolExecutor(os.cpu_count()) as pool:
            told = list(pool.map(_read_mesh if job == "paper-mesh" else _read, range(many)))
        recorder.add(_row(job, size, told))


KINDS = (
    partial(invented_pack, 1, "A4"),
    partial(invented_pack, 2, "A3"),
    partial(invented_pack, 3, "A3", large_print=True),
    partial(invented_pack, 4, "A1", tiled=True),
)
"""The packs whose sheets are photographed: A4, A3, large print, and one of many A4 that make A1."""


@cache
def pack_of(kind: int) -> PaperPack:
    """Return the pack of a kind, made when a sheet of it is first asked for."""
    return KINDS[kind]()


def sheet_for(seed: int) -> tuple[PaperPack, PrintedSheet]:
    """Return the sheet that a photograph shows."""
    pack = pack_of(seed % len(KINDS))
    return pack, pack.sheets[seed // len(KINDS) % len(pack.sheets)]


def _read(seed: int) -> Told:
    return told_of(seed, photograph)


def _read_mesh(seed: int) -> Told:
    return told_of(seed, photograph_of_mesh)


def told_of(seed: int, renderer: Callable[[PrintedSheet, int], Photographed]) -> Told:
    """Photograph a sheet, read it, and compare."""
    pack, sheet = sheet_for(seed)
    photo = renderer(sheet, seed)
    wanted = sum(each.kind != "words" for each in photo.drawn)
    started = time.process_time()
    try:
        reading = read_sheet(Photograph(f"{seed}.jpg", photo.pixels), pack, redraw)
    except BadInputError as error:
        return False, 0, wanted, 0, time.process_time() - started, f"{seed}: {error.why}"
    seconds = time.process_time() - started
    found = score(reading, sheet, photo)
    missed = [f"{each.colour} {each.kind}" for each in found.missed]
    wrong = [*(f"no {each}" for each in missed), *(f"false {each}" for each in found.false)]
    if found.worst > SQUARED:
        wrong.append(f"off by {found.worst:.1f} mm")
    said = f"{seed}: {', '.join(wrong)}" if wrong else ""
    return found.worst <= SQUARED, found.found, len(missed), len(found.false), seconds, said


def _row(job: str, size: str, told: Sequence[Told]) -> Row:
    squared = float(np.mean([each[0] for each in told]))
    found, missed = sum(each[1] for each in told), sum(each[2] for each in told)
    false = sum(each[3] for each in told) / len(told)
    share = found / max(found + missed, 1)
    wrong = [each[5] for each in told if each[5]]
    print(f"{job}: {'; '.join(wrong)}")
    met = squared >= LEAST_SQUARED and share >= LEAST_FOUND and false <= MOST_FALSE
    note = (
        f"{squared:.1%} squared within 2 mm, {found} of {found + missed} marks found ({share:.1%}), "
        f"{false:.2f} false a sheet; not flawless: {len(wrong)} sheets"
    )
    return Row(
        job=job,
        size=size,
        ours_cpu_s=round(float(np.mean([each[4] for each in told])), 4),
        peer="none (seconds a sheet)",
        peer_cpu_s=None,
        ratio=None,
        agree=met,
        peak_mb=peak_mb(),
        bar="95 % squared, 90 % found, 1 false",
        met=met,
        note=note,
    )

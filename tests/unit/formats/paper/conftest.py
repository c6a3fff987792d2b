"""Packs of an invented place, and clean pictures of their sheets."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.paper_ground import invented_pack
from seedbed.formats.paper.pack import PaperPack, PrintedSheet
from seedbed.formats.paper.photos import Photograph
from seedbed.reports.paper.redraw import redraw

SCALE = 5.0
"""Pixels a millimetre of clean pictures."""


@pytest.fixture(scope="session")
def pack() -> PaperPack:
    return invented_pack(1, "A4")


@pytest.fixture(scope="session")
def tiled_pack() -> PaperPack:
    return invented_pack(4, "A2", tiled=True)


def scanned(sheet: PrintedSheet, *, turned: int = 0) -> NDArray[np.uint8]:
    """Return a flat scan of a sheet on a grey table, turned by so many quarters."""
    page = np.pad(redraw(sheet, SCALE), ((60, 60), (60, 60), (0, 0)), constant_values=90)
    return np.ascontiguousarray(np.rot90(page, turned))


def photographed(pixels: NDArray[np.uint8]) -> Photograph:
    return Photograph("sheet.jpg", pixels)

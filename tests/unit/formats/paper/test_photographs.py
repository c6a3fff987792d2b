"""A few simulated photographs, of both renderers: squared, and their marks found. The benchmark `paper` has 250."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from benchmarks import paper_mesh, paper_photos
from benchmarks.paper import told_of
from benchmarks.paper_truth import Photographed
from seedbed.formats.paper.pack import PrintedSheet

FLAT = [(paper_photos.photograph, seed) for seed in (0, 12, 28)]
FOLDED = [(paper_mesh.photograph_of_mesh, seed) for seed in (4,)]


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Photographs of 3 megapixels and of 1.7: enough for A4."""
    monkeypatch.setattr(paper_photos, "LONG", 2000)
    monkeypatch.setattr(paper_mesh, "LONG", 1500)


@pytest.mark.parametrize(("renderer", "seed"), [*FLAT, *FOLDED])
def test_a_photographed_sheet_is_squared_and_its_marks_found(
    renderer: Callable[[PrintedSheet, int], Photographed], seed: int
) -> None:
    squared, found, missed, false, _, told = told_of(seed, renderer)
    assert squared, told
    assert found >= 0.7 * (found + missed), told
    assert false <= 3, told

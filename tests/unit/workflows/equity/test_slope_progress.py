"""Simulated slopes of many sets say how far they are."""

from __future__ import annotations

from pathlib import Path

from seedbed.workflows.equity.slope import SlopeOptions, slope

SETS = 70


def test_progress_counts_sets_up_to_all_of_them(tmp_path: Path) -> None:
    rows = [f"s{at},{rank},{1000 + at},{5 + rank},0.1" for at in range(SETS) for rank in range(1, 7)]
    path = tmp_path / "rates.csv"
    path.write_text("\n".join(["set,rank,population,value,se", *rows]), encoding="utf-8")
    told: list[tuple[float, float, str]] = []
    slope(path, SlopeOptions(value_type="rate", draws=1000), lambda *each: told.append(each))
    assert [done for done, _, _ in told] == sorted({done for done, _, _ in told})
    assert len(told) > 1
    assert told[-1] == (SETS, SETS, "Simulating limits: 70 of 70 sets")

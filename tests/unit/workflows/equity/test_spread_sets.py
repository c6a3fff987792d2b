"""Many sets together tell what they tell one by one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from seedbed.workflows.equity import spread as workflow
from seedbed.workflows.equity.spread import measure_spread
from seedbed.workflows.equity.spread_sets import SpreadOptions

INVENTED = np.random.default_rng(3)
OPTIONS = [SpreadOptions(), SpreadOptions(interval="none", aversions=(1.5,), orders=())]


def table(folder: Path, columns: str) -> Path:
    """Write sets of one to twelve people, some with nothing; the rows of a set do not stand together."""
    sets = np.repeat(np.arange(60), 1 + np.arange(60) % 12)
    INVENTED.shuffle(sets)
    rows = [f"s{at},{round(INVENTED.lognormal(3, 1)) // 2 * (at % 7 > 0)},{1 + at % 3},g{at % 2}" for at in sets]
    path = folder / "people.csv"
    path.write_text("\n".join([columns, *rows]), encoding="utf-8")
    return path


def told(path: Path, options: SpreadOptions) -> dict[str, Any]:
    return measure_spread(path, options).model_dump()


def same(one: Any, other: Any) -> bool:
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == pytest.approx(other, rel=1e-7, abs=1e-9)) if isinstance(one, float) else bool(one == other)


@pytest.mark.parametrize("options", OPTIONS)
@pytest.mark.parametrize("columns", ["set,value,weight,group", "set,value,population,band"])
def test_many_sets_are_told_as_they_are_one_by_one(
    columns: str, options: SpreadOptions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = table(tmp_path, columns)
    together = told(path, options)
    monkeypatch.setattr(workflow, "MANY", 10**9)
    assert same(together, told(path, options))

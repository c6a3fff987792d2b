from __future__ import annotations

import numpy as np
import pytest

from seedbed.workflows.equity.gaps_trends import year_of


@pytest.mark.parametrize(
    ("date", "year"),
    [
        ("2019", 2019.0),
        ("2018/19", 2018.0),
        ("2018-19", 2018.0),
        ("March 2019", 2019.0),
        ("2019-07", 2019.5),
        ("2019-07-01", 2019.5),
        ("2015-2017", 2015.0),
    ],
)
def test_the_year_of_a_date(date: str, year: float) -> None:
    assert year_of(date) == pytest.approx(year)


@pytest.mark.parametrize("date", ["", "first wave", "99999"])
def test_a_date_without_a_year_has_none(date: str) -> None:
    assert np.isnan(year_of(date))

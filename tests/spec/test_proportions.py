"""The share of people with a characteristic, and Wilson's interval around it.

A figure of a small place moves from year to year by chance alone. The interval says how far: it holds every true share
under which a figure like the one seen would not be surprising.

With `x` people of `n`, the share is `p = x / n` and the limits are

    (2x + z^2 - z * sqrt(z^2 + 4x(1 - p))) / (2(n + z^2))      the lower
    (2x + z^2 + z * sqrt(z^2 + 4x(1 - p))) / (2(n + z^2))      the upper

where `z` is 1.959964 for 95 % and 3.090232 for 99.8 %. The limits never pass 0 or 100 %, and nobody in ten still has
an honest upper limit. Apportioned counts, which need not be whole, are allowed.

Source: Wilson, Journal of the American Statistical Association 22 (1927), 209-212; recommended for proportions in the
technical guides of the Office for Health Improvement and Disparities.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seedbed.analysis.equity import rates
from tests.spec.tables import Columns, example

title = "Proportions"
part = "Figures and how sure they are"


@example(
    """
    | people with it | people | per cent | low   | high  |
    |----------------|--------|----------|-------|-------|
    | 20             | 100    | 20       | 13.34 | 28.88 |
    | 200            | 1000   | 20       | 17.64 | 22.59 |
    | 0              | 10     | 0        | 0     | 27.75 |
    | 10             | 10     | 100      | 72.25 | 100   |
    """,
    within=0.005,
)
def test_a_share_in_per_cent(given: Columns) -> Mapping[str, Any]:
    """A share in per cent.

    For 20 of 100: `z^2 = 3.8415`; the root is `sqrt(3.8415 + 80 * 0.8) = 8.2366`, times `z` 16.1434. So the limits are
    `(43.8415 - 16.1434) / 207.683 = 13.34 %` and `(43.8415 + 16.1434) / 207.683 = 28.88 %`. Ten times as many people
    give a closer interval around the same share. For nobody of 10 the upper limit is `z^2 / (10 + z^2) = 27.75 %`.
    """
    answer = rates.proportion(given["people with it"], given["people"], multiplier=100)
    return {"per cent": answer.value, "low": answer.low, "high": answer.high}


@example(
    """
    | people with it | people | per cent | low   | high  |
    |----------------|--------|----------|-------|-------|
    | 20             | 100    | 20       | 10.52 | 34.71 |
    """,
    within=0.005,
)
def test_surer_is_wider(given: Columns) -> Mapping[str, Any]:
    """The same share at 99.8 %.

    `z = 3.090232`, `z^2 = 9.5495`, root `sqrt(9.5495 + 64) = 8.5761`, times `z` 26.5021: the limits are
    `(49.5495 - 26.5021) / 219.099` and `(49.5495 + 26.5021) / 219.099`.
    """
    answer = rates.proportion(given["people with it"], given["people"], multiplier=100, confidence=0.998)
    return {"per cent": answer.value, "low": answer.low, "high": answer.high}


@example(
    """
    | people with it | people | per cent | low | high |
    |----------------|--------|----------|-----|------|
    | 0              | 0      |          |     |      |
    | 3              |        |          |     |      |
    |                | 100    |          |     |      |
    """
)
def test_no_people_no_share(given: Columns) -> Mapping[str, Any]:
    """Where there is nobody, or a number is missing, there is no share.

    An empty cell is an honest answer; a nought would be a wrong one.
    """
    answer = rates.proportion(given["people with it"], given["people"], multiplier=100)
    return {"per cent": answer.value, "low": answer.low, "high": answer.high}

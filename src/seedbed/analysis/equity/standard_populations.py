"""Standard populations that rates are standardised to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

ESP_2013: Final[dict[str, int]] = {
    "0-4": 5_000,
    "5-9": 5_500,
    "10-14": 5_500,
    "15-19": 5_500,
    "20-24": 6_000,
    "25-29": 6_000,
    "30-34": 6_500,
    "35-39": 7_000,
    "40-44": 7_000,
    "45-49": 7_000,
    "50-54": 7_000,
    "55-59": 6_500,
    "60-64": 6_000,
    "65-69": 5_500,
    "70-74": 5_000,
    "75-79": 4_000,
    "80-84": 2_500,
    "85-89": 1_500,
    "90+": 1_000,
}
"""European Standard Population 2013: people by five-year age band, 100,000 in all.

Source: Eurostat, Revision of the European Standard Population, 2013, with its under-ones joined to ages 1-4.
"""

FINEST: Final[dict[int, int]] = (
    {0: 1_000, 1: 4_000}
    | {5 * band: people for band, people in enumerate(ESP_2013.values()) if 0 < band < 18}
    | {90: 800, 95: 200}
)
"""The European Standard Population 2013 by the age at which each of its 21 bands starts."""


def band_start(band: str) -> int | None:
    """Return the age that an age band starts at: 0 for "Under 1" and "0-4", 90 for "90+"; None where none is told."""
    if re.match(r"\s*(under|less than|<)", band, re.IGNORECASE):
        return 0
    found = re.search(r"\d+", band)
    return int(found.group()) if found else None


def european_standard(bands: Sequence[str]) -> list[int] | None:
    """Return the European Standard Population 2013 for age bands that its own bands can be joined into.

    Parameters
    ----------
    bands
        Names of the age bands in any order: "0-4", "05-09", "85+". The highest is taken to be open: all ages from its
        start.

    Returns
    -------
    list of int or None
        People of the standard in each band; None where the names tell no ages, two start alike, they do not start at
        0, one starts within a band of the standard, or the highest is closed ("60-64").
    """
    starts = [band_start(band) for band in bands]
    known = [start for start in starts if start is not None]
    if len(known) < len(starts) or len(set(known)) < len(known) or min(known, default=1) > 0:
        return None
    if not set(known) <= set(FINEST) or _is_closed(bands[known.index(max(known))]):
        return None
    ordered = sorted(known)
    ends = dict(zip(ordered, [*ordered[1:], 200], strict=True))
    return [sum(people for age, people in FINEST.items() if start <= age < ends[start]) for start in known]


def _is_closed(band: str) -> bool:
    """Say whether the highest age band names an end that people outlive."""
    ages = [int(age) for age in re.findall(r"\d+", band)]
    return len(ages) == 2 and ages[1] < 99

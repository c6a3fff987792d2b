"""Standard populations that rates are standardised to."""

from __future__ import annotations

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

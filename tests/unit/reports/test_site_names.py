"""The names of known places as people write them."""

from __future__ import annotations

import pytest

from seedbed.reports.site_names import display_name


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("PARK SQUARE PHARMACY", "Park Square Pharmacy"),
        ("CENTRE OF THE TOWN CLINIC", "Centre of the Town Clinic"),
        ("ST MARK'S CENTRE (CHURCH HALL)", "St Mark's Centre (Church Hall)"),
        ("O'BRIEN & SONS", "O'Brien & Sons"),
        ("NORTH NHS GP CDC", "North NHS GP CDC"),
        ("The Old Surgery", "The Old Surgery"),
        ("MILL PRACTICE | EAST NETWORK 5", "Mill Practice"),
        ("CARE LTD | MILL CARE", "Mill Care"),
        ("LEARNING SUPPORT | MILL DAY CENTRE | 1 MILL CLOSE", "Mill Day Centre"),
        ("CARE LTD", "Care Ltd"),
        ("", ""),
    ],
)
def test_name_is_shown_as_people_write_it(raw: str, shown: str) -> None:
    assert display_name(raw) == shown

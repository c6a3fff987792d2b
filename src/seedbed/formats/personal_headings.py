"""Headings of columns that say who somebody is. They are never read: whoever asks for consent asks for the card too."""

from __future__ import annotations

import re

from seedbed.formats.data_table_headings import plain_heading

PERSONAL = frozenset(
    {
        "name", "names", "full name", "first name", "last name", "surname", "forename", "your name", "respondent",
        "age", "ages", "your age", "age band", "age group", "age range", "how old are you", "date of birth", "dob",
        "gender", "sex", "ethnicity", "ethnic group", "religion", "disability", "sexual orientation",
        "address", "home address", "street address", "postcode", "your postcode", "post code",
        "e mail", "email", "email address", "e mail address", "phone", "phone number", "telephone", "mobile",
    }
)  # fmt: skip


def is_personal(heading: str) -> bool:
    """Say whether a heading, or the last part of a form's path such as ``about/age``, says who somebody is."""
    last = re.split(r"[/.]", heading.rstrip("/. ?:"))[-1]
    return " ".join(plain_heading(last).replace("_", " ").replace("-", " ").rstrip("?: ").split()) in PERSONAL

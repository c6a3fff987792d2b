"""What a reader of files took columns for, in the words of the pages."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

MAIN = {
    "name": _("Name"),
    "asset_type": _("Kind"),
    "description": _("What it is"),
    "organisation": _("Run by"),
    "address": _("Address"),
    "postcode": _("Postcode"),
    "longitude": _("Longitude"),
    "latitude": _("Latitude"),
    "telephone": _("Telephone"),
    "email": _("E-mail"),
    "website": _("Website"),
    "opening": _("Open"),
    "price": _("Cost"),
}
"""Fields of a listing that most tables tell of."""
REST = {
    "identifier": _("Identifier"),
    "easting": _("Easting"),
    "northing": _("Northing"),
    "opening_days": _("Open, a column a day"),
    "free": _("Free"),
    "languages": _("Languages"),
    "step_free": _("Step-free"),
    "accessibility": _("Getting in"),
    "eligibility": _("For whom"),
    "minimum_age": _("Youngest age"),
    "maximum_age": _("Oldest age"),
    "capacity": _("Room for"),
    "owner": _("Owner"),
    "controller": _("Who decides there"),
    "condition": _("Condition"),
    "used_for": _("What people use it for"),
    "potential_use": _("What it could be used for"),
    "status": _("State"),
    "last_verified": _("Last checked"),
    "source": _("Who gives it out"),
    "licence": _("Licence"),
}
"""The others that a column may mean."""
FIELDS = {**MAIN, **REST, "prices": _("Cost")}
"""Of a listing, as notes of a reader name them before a colon."""
WHYS = {
    "by its heading": _("By its heading"),
    "by their headings": _("By their headings"),
    "by what it holds": _("By what it holds"),
    "one a day": _("A column for each day"),
    "as told": _("As you kept it"),
}
"""Why a column is thought to mean something, as the reader says it."""


def columns_and_notes(notes: Iterable[str]) -> tuple[list[tuple[str, str]], list[str]]:
    """Return apart what each column was taken for, as field and column, and what else a reader noted."""
    columns: list[tuple[str, str]] = []
    others = []
    for note in notes:
        field, colon, taken = note.partition(": ")
        if colon and field in FIELDS:
            columns.append((str(FIELDS[field]), taken))
        else:
            others.append(note)
    return columns, others

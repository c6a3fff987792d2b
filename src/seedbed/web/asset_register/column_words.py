"""What a reader of files took columns for, in the words of the pages."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

FIELDS = {
    "name": _("Name"),
    "identifier": _("Identifier"),
    "asset_type": _("Kind"),
    "description": _("What it is"),
    "organisation": _("Run by"),
    "longitude": _("Longitude"),
    "latitude": _("Latitude"),
    "easting": _("Easting"),
    "northing": _("Northing"),
    "postcode": _("Postcode"),
    "address": _("Address"),
    "telephone": _("Telephone"),
    "email": _("E-mail"),
    "website": _("Website"),
    "opening": _("Open"),
    "opening_days": _("Open"),
    "price": _("Cost"),
    "prices": _("Cost"),
    "free": _("Free"),
    "languages": _("Languages"),
    "step_free": _("Step-free"),
    "accessibility": _("Getting in"),
    "eligibility": _("For whom"),
    "minimum_age": _("Youngest age"),
    "maximum_age": _("Oldest age"),
    "capacity": _("Room for"),
    "owner": _("Owner"),
    "status": _("State"),
    "last_verified": _("Last checked"),
    "licence": _("Licence"),
}
"""Of a listing, as notes of a reader name them before a colon."""


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

"""Factors or links of a map as lines of a table, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from seedbed.web.step5_agenda.arranging.queries import subsystems_of
from seedbed.web.step5_agenda.models import MapFactor, MapLink, SystemMap
from seedbed.web.step5_agenda.opinions.origins import Behind, behind_these
from seedbed.web.step5_agenda.opinions.panel import name_of, page_of
from seedbed.web.step5_agenda.queries import factors_of, links_of
from seedbed.web.step5_agenda.tables.forms import LINES, LineForm

A_PAGE = 50
"""Lines: their fields, with what each showed, stay below the most that a site takes at once."""
Rows = list[MapFactor] | list[MapLink]


@dataclass(frozen=True, slots=True)
class Line:
    """A factor or link in a table: what it is called, its page, its form, and who says so."""

    name: str
    address: str
    form: LineForm
    behind: Behind


def page_at(found: SystemMap, kind: str, number: str) -> Page[Any]:
    """Return a page of a map's factors or links, in the order of their names."""
    rows: Rows = factors_of(found) if kind == "factors" else links_of(found)
    return Paginator(rows, A_PAGE).get_page(number)


def lines_of(found: SystemMap, kind: str, rows: list[MapFactor | MapLink], sent: Any = None) -> list[Line]:
    """Return rows as lines; ``sent`` is what a browser sent of them."""
    parts = subsystems_of(found) if kind == "factors" else {}
    behind = behind_these(found, {str(row.key): row.bead_id for row in rows})
    made = []
    for row in rows:
        name = name_of(row)
        form = LINES[kind](sent, row=row, name=name, parts=parts)
        made.append(Line(name, page_of(row), form, behind[str(row.key)]))
    return made

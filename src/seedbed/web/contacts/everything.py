"""All that is held of one person in one file: to read (HTML), for programs (JSON), and as tables (CSV)."""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from seedbed.formats.tables import safe_cell
from seedbed.web.consent.held import Cell, Row, Who, all_held
from seedbed.web.contacts.models import Contact
from seedbed.web.people.audit import record
from seedbed.web.people.models import Scope, User
from seedbed.web.people.sealing import key_ring

IN_MEMORY = 1 << 20
"""Bytes of a file that are held before the rest goes to the disk."""


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of thing, as it is written."""

    name: str
    title: str
    rows: list[Row]

    @property
    def columns(self) -> list[str]:
        """Headings, in the order in which they first come."""
        return list(dict.fromkeys(heading for row in self.rows for heading in row))

    @property
    def lines(self) -> list[list[Cell]]:
        """Cells under the headings."""
        return [[row.get(heading, "") for heading in self.columns] for row in self.rows]


@transaction.atomic
def export_everything(*, by: User | None, scope: Scope, who: Who, at: datetime | None = None) -> IO[bytes]:
    """Write all that is held of one person into a ZIP file; that somebody took it is recorded first.

    Raises
    ------
    CannotBeOpenedError
        If something of theirs lies under a key that is not here: then nothing is handed out that is not whole.
    """
    sections = gathered(who)
    record(
        by=by,
        action="contacts.export",
        scope=scope,
        subject=_subject(who),
        rows=sum(len(section.rows) for section in sections),
    )
    return _zipped(sections, at or timezone.now())


def gathered(who: Who) -> list[Section]:
    """Return all that is held of one person, by kind; kinds of which nothing is held are there and empty."""
    return [Section(held.name, str(held.title), list(held.rows(who))) for held in all_held()]


def _subject(who: Who) -> str:
    """Return what the trail calls the person: a digest that only whoever has the keys can lead back to them."""
    if who.participant is not None:
        return f"person:{key_ring(Contact.PURPOSE).digest('person', who.participant.pk)[:16]}"
    return f"receipt:{who.receipt.pk}" if who.receipt else ""


def _zipped(sections: list[Section], at: datetime) -> IO[bytes]:
    file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - the response closes it
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, chunks in _files(sections, at):
            with archive.open(name, "w") as inside:
                for chunk in chunks:
                    inside.write(chunk.encode())
    file.seek(0)
    return file


def _files(sections: list[Section], at: datetime) -> Iterator[tuple[str, Iterator[str]]]:
    day = timezone.localtime(at).date().isoformat()
    context = {"sections": sections, "day": day}
    yield "everything.html", iter([render_to_string("contacts/everything.html", context)])
    whole = {"written on": day, **{section.name: section.rows for section in sections}}
    yield "everything.json", json.JSONEncoder(ensure_ascii=False, indent=1).iterencode(whole)
    for section in sections:
        if section.rows:
            yield f"{section.name}.csv", _table(section)


def _table(section: Section) -> Iterator[str]:
    yield "\ufeff"
    rows: list[list[Cell]] = [[*section.columns], *section.lines]
    for row in rows:
        line = StringIO(newline="")
        csv.writer(line).writerow([safe_cell(cell) for cell in row])
        yield line.getvalue()

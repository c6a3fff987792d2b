"""Notes that were written on paper: typed one in a line, or brought as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from seedbed.errors import BadInputError
from seedbed.formats.messages import Refused
from seedbed.formats.old_consultations import Columns, guessed, read_old_table
from seedbed.formats.plain_text import plain_line
from seedbed.web.people.audit import record
from seedbed.web.people.models import User
from seedbed.web.step5_agenda.workshop.scripts import SCRIPTS
from seedbed.web.step5_agenda.workshop.sending import check_room_for, hold
from seedbed.web.step5_agenda.workshop_models import LONGEST_NOTE, Came, Workshop, WorkshopNote

SIGNS = {
    "+": "up", "up": "up", "more": "up", "rising": "up",
    "-": "down", "−": "down", "down": "down", "less": "down", "falling": "down",
    "=": "steady", "steady": "steady", "same": "steady",
    "hope": "hope", "fear": "fear",
}  # fmt: skip
"""What people write for a direction, at the end of a line after a semicolon or in a column."""
HEADINGS = frozenset({"direction", "trend", "which way", "up or down", "hope or fear"})


@dataclass(frozen=True, slots=True)
class Written:
    """A note from paper: its words, and a direction where one was written."""

    words: str
    direction: str = ""


def lines_of(typed: str) -> list[Written]:
    """Read notes typed one in a line; a direction may follow after a semicolon: ``Rents; up``."""
    return [_line(line) for line in typed.splitlines() if line.strip()]


def read_notes(path: Path) -> tuple[list[Written], list[Refused]]:
    """Read notes of a table, CSV or XLSX: a column of notes, and one named ``direction`` if there is one.

    Returns
    -------
    notes, refused
        Rows that are too long or have no note are refused one by one.

    Raises
    ------
    BadInputError
        If it is of another kind, damaged, too large, or has no heading.
    """
    table = read_old_table(path)
    ways = [heading for heading in table.headings if heading.casefold() in HEADINGS]
    columns: Columns = guessed(table)
    words = [heading for heading in columns.words if heading not in ways][:1]
    if not words:
        raise _bad(f"{path.name} has no column of notes.")
    where = table.headings.index(words[0])
    way = table.headings.index(ways[0]) if ways else None
    notes, refused = [], []
    for number, cells in table.rows:
        told = plain_line(cells[where]).strip() if where < len(cells) else ""
        if 0 < len(told) <= LONGEST_NOTE:
            notes.append(Written(told, SIGNS.get(cells[way].strip().casefold(), "") if way is not None else ""))
        else:
            why = "it has no note" if not told else f"it has more than {LONGEST_NOTE} characters"
            refused.append(Refused(f"row {number:,}", why))
    if not notes:
        raise _bad(f"{path.name} has no note of at most {LONGEST_NOTE} characters.")
    return notes, refused


@transaction.atomic
def add_notes(
    *, by: User, workshop: Workshop, step: str, notes: Sequence[Written], came: Came, at: datetime | None = None
) -> int:
    """Put notes from paper on the table; also after the workshop. Returns how many.

    Raises
    ------
    TooManyNotesError
        If there would be too many.
    BadInputError
        If one is too long, or the script has no such step.
    """
    found = hold(workshop)
    now = at or timezone.now()
    check_room_for(found, len(notes))
    if step not in {each.slug for each in SCRIPTS[found.script].steps}:
        raise _bad(_("The script has no such step."))
    too_long = next((each for each in notes if len(each.words) > LONGEST_NOTE), None)
    if too_long is not None:
        raise _bad(f"A note has more than {LONGEST_NOTE} characters: “{too_long.words[:40]}…”.")
    rows = [
        WorkshopNote(
            workshop=found, step=step, token=uuid4(), words=each.words, direction=each.direction, came=came, at=now
        )
        for each in notes
    ]
    WorkshopNote.objects.bulk_create(rows)
    record(by=by, action="workshops.add_notes", scope=found.scope, subject=f"workshop:{found.pk}", many=len(rows))
    return len(rows)


def _line(line: str) -> Written:
    words, _sign, way = line.rpartition(";")
    direction = SIGNS.get(way.strip().casefold(), "")
    kept = words if direction and words.strip() else line
    return Written(plain_line(kept).strip(), direction if kept is words else "")


def _bad(why: str) -> BadInputError:
    return BadInputError(
        _("The notes were not taken."), why, _("Write one note in a line, or give a table with a heading.")
    )

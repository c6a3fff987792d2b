"""What the columns of a table that was sent seem to mean, and what reading it so would give."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from seedbed.analysis.assets.listing import Listing
from seedbed.errors import UserError
from seedbed.formats.assets.mapping import LOOKED_AT, Column, ColumnMapping, Told, guessed, name_of_column
from seedbed.formats.assets.maps import map_rows
from seedbed.formats.assets.reading import form_of
from seedbed.formats.assets.rows import Row, Rows, read_rows
from seedbed.formats.assets.tabular import OWN
from seedbed.web.asset_register.actions.importing import Asked
from seedbed.web.asset_register.column_words import columns_and_notes
from seedbed.web.asset_register.file_reading import as_sent, kept_in, read_file, wishes_of
from seedbed.web.asset_register.models import Import
from seedbed.web.asset_register.placing import placed
from seedbed.web.asset_register.readying import Ready, make_ready

SHOWN = 10
"""Rows that a preview shows."""
SAMPLES, LONGEST_SAMPLE = 3, 60


@dataclass(frozen=True, slots=True)
class Sample:
    """The first rows of a table.

    Parameters
    ----------
    headings
        Of its columns.
    rows
        The first rows, at most `LOOKED_AT`.
    whole
        Whether these are all that a preview reads.
    many
        How many a preview reads: of a map all.
    """

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    whole: bool
    many: int

    def name(self, place: int) -> str:
        """Return by what a column is named."""
        return name_of_column(self.headings, place)

    def cells(self, place: int) -> list[str]:
        """Return the cells of a column."""
        return [row.cells[place] for row in self.rows]

    def held(self, place: int) -> list[str]:
        """Return some different things that a column holds, the first."""
        found = dict.fromkeys(cell.strip() for cell in self.cells(place) if cell.strip())
        return [each if len(each) <= LONGEST_SAMPLE else f"{each[:LONGEST_SAMPLE]}…" for each in list(found)[:SAMPLES]]

    def mapping(self, name: str, told: Told | None = None) -> ColumnMapping:
        """Return what the columns seem to mean, or what people say.

        Raises
        ------
        BadInputError
            If people name a column that is not there.
        """
        return guessed(self.headings, [self.cells(place) for place in range(len(self.headings))], name, told)


@dataclass(frozen=True, slots=True)
class Tried:
    """What the first rows of a table give when it is read in some way.

    Parameters
    ----------
    listings
        What would be taken, the first few.
    many
        How many of the rows that were read would be taken.
    refused
        Where each row stands that would not be taken, and why.
    notes
        What else people should know, such as how many have no place.
    wrong
        Why nothing can be read so; None if it can.
    """

    listings: tuple[Listing, ...] = ()
    many: int = 0
    refused: tuple[tuple[str, str], ...] = field(default_factory=tuple)
    notes: tuple[str, ...] = ()
    wrong: UserError | None = None


def table_in(name: str, content: bytes) -> Sample | None:
    """Return the first rows of a table or map whose columns may mean anything; None for all other forms.

    What the register wrote itself says what it holds.

    Raises
    ------
    UserError
        If it cannot be read.
    """
    with tempfile.TemporaryDirectory(prefix="seedbed-") as folder:
        path = kept_in(folder, name, content)
        try:
            form = form_of(path)
            if form in {"geojson", "map"}:
                properties = map_rows(path)
                if properties is None:
                    return None
                return Sample(properties.headings, properties.rows[:LOOKED_AT], whole=True, many=len(properties.rows))
            if form != "table":
                return None
            rows = read_rows(path, LOOKED_AT + 1)
        except UserError as error:
            raise as_sent(error, f"{folder}/") from error
    return None if set(rows.headings) >= OWN else _sample(rows)


def _sample(rows: Rows) -> Sample:
    first = rows.rows[:LOOKED_AT]
    return Sample(rows.headings, first, whole=len(rows.rows) <= LOOKED_AT, many=len(first))


def seems(kept: Import, sample: Sample) -> ColumnMapping:
    """Return what the columns of a table seem to mean."""
    asked = Asked(**kept.asked)
    return sample.mapping(Path(kept.name).stem, Told(name_by_kind=asked.name_by_kind))


def told_by(mapping: ColumnMapping, sample: Sample, *, name_by_kind: bool) -> Told:
    """Return a mapping as people would tell it: all that is taken, nothing guessed beside it."""
    return Told(
        columns={each.field: tuple(sample.name(place) for place in each.places) for each in mapping.columns},
        fixed={"asset_type": mapping.kind} if mapping.kind else {},
        name_by_kind=name_by_kind,
        guess=False,
    )


def tried(kept: Import, told: Told) -> Tried:
    """Return what the first rows of a table give when its columns mean what is told."""
    wishes = replace(wishes_of(kept), told=told, most_rows=LOOKED_AT)
    try:
        listings = placed(read_file(kept.name, bytes(kept.content), wishes), kept.neighbourhood)
    except UserError as error:
        return Tried(wrong=error)
    asked = Asked(**kept.asked)
    ready: Ready = make_ready(listings, kept.neighbourhood, only_inside=asked.only_inside, placeless=asked.placeless)
    return Tried(
        tuple(each.listing for each in ready.listings[:SHOWN]),
        len(ready.listings),
        tuple((each.path, each.reason) for each in ready.rejected),
        notes=tuple(columns_and_notes(ready.notes)[1]),
    )


def whys(columns: Sequence[Column]) -> dict[str, str]:
    """Return why each field is thought to be what it is, by field."""
    return {each.field: each.why for each in columns}

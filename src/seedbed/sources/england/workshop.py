"""The bench the pack is built on: inputs are taken from the folder, figures and indicators are put into the pack."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from seedbed.errors import BadInputError
from seedbed.sources.england.datasets import DATASETS, Frame
from seedbed.sources.england.hierarchy import Hierarchy
from seedbed.sources.england.levels import SMALL
from seedbed.sources.england.registry import reader_for, readers
from seedbed.sources.indicators import Indicator
from seedbed.sources.packs import PackWriter

ProgressCall = Callable[[float, float, str], None]


@dataclass(frozen=True, slots=True)
class Input:
    """One dataset and the files it came from, or would come from."""

    dataset: str
    title: str
    files: str
    publisher: str
    licence: str
    url: str


@dataclass
class Workshop:
    """What every chapter of the recipe works with."""

    folder: Path
    writer: PackWriter
    areas: pl.DataFrame = field(default_factory=pl.DataFrame)
    """All areas, once the geography is done."""
    hierarchy: Hierarchy = field(init=False)
    indicators: list[Indicator] = field(default_factory=list)
    used: list[Input] = field(default_factory=list)
    left_out: list[Input] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    figures: int = 0

    def take(self, dataset: str) -> Frame | None:
        """Read a dataset's normalised frame; None where the folder does not have it.

        Raises
        ------
        BadInputError
            If a file is there but cannot be read.
        """
        spec = DATASETS[dataset]
        reader = reader_for(dataset, self.folder)
        wanted = " or ".join(each.files for each in readers(dataset)) or "none known yet"
        about = (spec.publisher.name, spec.publisher.licence, spec.url)
        if reader is None:
            self.left_out.append(Input(dataset, spec.title, wanted, *about))
            return None
        frame = reader.read(self.folder)
        missing = [column for column in spec.columns if column not in frame.columns]
        if missing:
            raise BadInputError(
                f"{reader.files} does not give what it should.",
                f"{self.folder / reader.files}: no {', '.join(missing)} for '{spec.title}'.",
                "Download the file again, or move it out of the folder to build without it.",
            )
        self.used.append(Input(dataset, spec.title, reader.files, *about))
        return frame

    def add_figures(self, name: str, rows: pl.DataFrame, *, source: str) -> None:
        """Put figures into the pack as one more table, in order of indicator and area.

        Parameters
        ----------
        name
            Of the file.
        source
            Dataset whose publisher and licence are given.
        """
        if rows.is_empty():
            return
        spec = DATASETS[source]
        self.writer.add_table(
            name,
            rows.sort("indicator", "area", "period"),
            role="figures",
            title=spec.title,
            publisher=spec.publisher.name,
            licence=spec.publisher.licence,
        )
        self.figures += len(rows)

    def small_codes(self) -> pl.DataFrame:
        """Return the codes of England's small areas, one column ``code``."""
        return self.areas.filter(pl.col("level") == SMALL).select("code")

    def known(self, codes: pl.Expr) -> pl.Expr:
        """Return whether codes are areas of the pack."""
        return codes.is_in(self.areas["code"].to_list())

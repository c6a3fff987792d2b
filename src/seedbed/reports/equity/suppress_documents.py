"""The document that ``seedbed equity suppress`` answers with. It holds no hidden count, nor anything made from one."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from seedbed.reports.documents import Document, Part


class SuppressCell(BaseModel):
    """One cell; its categories stand in keys of their own, named after the table's columns, "Total" in a margin."""

    model_config = ConfigDict(extra="allow")

    count: float | None = Field(description="People; null where hidden. Rounded where rounding was asked for.")
    hidden: Literal["primary", "secondary", "no", "yes"] = Field(
        description="primary: small, or leaves few out; secondary: a small count could be worked out from it, or it "
        "was hidden before; no: shown; yes: hidden in a table that was only audited. Publish that a cell is hidden, "
        "not why."
    )
    attack_low: float | None = Field(description="Smallest count of people that fits all that is shown.")
    attack_high: float | None = Field(description="Largest count that does; null where nothing bounds it.")
    unsafe: bool = Field(default=False, description="True where an audit found that the cell gives too much away.")

    def category(self, column: str) -> str:
        """Return the cell's category in a column."""
        return str((self.model_extra or {})[column])


class SuppressTable(Part):
    """The cells of one table, margins included."""

    file: str
    columns: list[str] = Field(description="The columns of categories, in order.")
    cells: list[SuppressCell]


class SuppressAudit(Part):
    """What the attack on the numbers that are shown found."""

    passed: bool = Field(description="False only with --audit-only: otherwise nothing is given out that fails.")
    rule: str = Field(description="What an attacker may at most find.")
    attacked: int = Field(description="Hidden cells attacked, of all tables together.")
    recovered: int = Field(description="Hidden cells that an attacker can work out exactly; none of them small.")
    fewest_values: int | None = Field(
        description="Fewest whole numbers that any small cell may be, as far as an attacker knows; null without any."
    )
    cells_together: int = Field(description="Cells of all tables and earlier publications that were attacked as one.")
    unsafe: list[str] = Field(
        default=[],
        description="Names of the cells, of all tables together, that give too much away; only with --audit-only.",
    )


class SuppressTotals(Part):
    """How many cells, of the table and those linked to it."""

    cells: int
    shown: int
    primary: int
    secondary: int
    everything: bool = Field(description="True where nothing but hiding all cells would do.")
    cheapest: bool = Field(description="True where it is proved that no cheaper choice of cells protects as well.")


class SuppressDocument(Document):
    """What ``seedbed equity suppress`` found."""

    schema_: str = Field(default="seedbed/equity-suppress/1", alias="schema")
    file: str = Field(description="Name of the file that was read.")
    columns: list[str] = Field(description="The columns of categories, in order.")
    minimum: int = Field(description="The smallest count of people that may be shown.")
    rounding: str = Field(description="none, or how counts were rounded: conventional, random or controlled.")
    base: int | None = Field(description="Multiples of what counts were rounded to; null where they were not.")
    audit_only: bool = Field(description="True where a table was attacked as published and nothing was changed.")
    cells: list[SuppressCell] = Field(description="Cells of the table, margins included.")
    linked: list[SuppressTable] = Field(default=[], description="The tables protected together with it.")
    audit: SuppressAudit
    totals: SuppressTotals
    notes: list[str] = Field(default=[], description="What to be careful about, in plain English.")

"""The meter as a page shows it: a section a characteristic, the numbers for analysts below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from seedbed.reports.results.shown import shown_tables
from seedbed.reports.voices.representation_documents import (
    RepresentationDocument,
    RepresentationGroup,
    RepresentationVariable,
)
from seedbed.reports.voices.representation_result import in_short, representation_result
from seedbed.reports.words import HIDDEN
from seedbed.web.ui.tables import Column, Table, table_of, titled
from seedbed.web.who_is_heard.advice import NextShift
from seedbed.web.who_is_heard.meter import Meter, asks
from seedbed.web.who_is_heard.themes import Said

THEME_HEADINGS = ("Theme", "As heard", "Weighted", "95% limits of it")
HEADINGS = ("Group", "People who spoke", "Of all who live here", "Quotient", "95% limits", "More to reach 1")


@dataclass(frozen=True, slots=True)
class Section:
    """One characteristic: what is asked, who is heard, where to go next."""

    characteristic: str
    asks: str
    sentences: tuple[str, ...]
    chart: tuple[str, SafeString] | None
    table: Table | None
    said: Table | None
    shifts: tuple[NextShift, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """All the measures, for those who want them."""

    tables: tuple[tuple[Table, str], ...]
    sentences: tuple[str, ...]
    notes: tuple[str, ...]
    methods: tuple[str, ...]


def sections(meter: Meter, advice: dict[str, list[NextShift]], themes: Mapping[str, Sequence[Said]]) -> list[Section]:
    """Return a section for each characteristic that was told, or that somebody should be asked for."""
    told = {each.variable: each for each in meter.document.variables} if meter.document else {}
    names = dict.fromkeys([*told, *advice])
    return [
        _section(meter.document, name, told.get(name), themes.get(name, ()), tuple(advice.get(name, ())))
        for name in names
    ]


def numbers(document: RepresentationDocument | None) -> Numbers | None:
    """Return all measures with their methods; None where nothing can be shown."""
    if document is None:
        return None
    result = representation_result(document)
    tables = tuple((table_of(table, narrow=True, stacks=True), about) for table, about in shown_tables(result.tables))
    return Numbers(tables, result.sentences, result.notes, result.methods)


def _section(
    document: RepresentationDocument | None,
    name: str,
    variable: RepresentationVariable | None,
    themes: Sequence[Said],
    shifts: tuple[NextShift, ...],
) -> Section:
    if document is None or variable is None:
        return Section(name, asks(name), (), None, None, None, shifts)
    groups = [each for each in document.groups if each.variable == name]
    alone = document.model_copy(update={"variables": [variable], "groups": groups})
    # The picture of quotients comes after that of shares.
    charts = representation_result(alone).charts
    return Section(
        name,
        asks(name),
        in_short(document, variable),
        titled(charts[-1]) if charts else None,
        _table(name, groups),
        _themes(name, themes) if themes else None,
        shifts,
    )


def _table(name: str, groups: list[RepresentationGroup]) -> Table:
    columns = [Column(heading, numeric=at > 0) for at, heading in enumerate(HEADINGS)]
    caption = f"People who spoke, by {name.replace('_', ' ')}, beside all who live here"
    return Table(caption, columns, [_row(each) for each in groups], narrow=True, stacks=True)


def _themes(name: str, themes: Sequence[Said]) -> Table:
    columns = [Column(heading, numeric=at > 0) for at, heading in enumerate(THEME_HEADINGS)]
    caption = f"What people spoke of, as heard and weighted by {name.replace('_', ' ')}"
    rows = [
        [str(each.theme.payload["name"]), f"{each.as_heard}%", f"{each.weighted}%", f"{each.low}% to {each.high}%"]
        for each in themes
    ]
    return Table(caption, columns, rows, narrow=True, stacks=True)


def _row(group: RepresentationGroup) -> list[str]:
    here = f"{100 * group.benchmark_share:.1f}%"
    if group.hidden or group.quotient is None or group.low is None or group.high is None:
        return [group.group, HIDDEN, here, "–", "–", "–"]
    limits = f"{group.low:.2f} to {group.high:.2f}"
    return [
        group.group,
        f"{group.sample_count or 0:,}",
        here,
        f"{group.quotient:.2f}",
        limits,
        f"{group.more_needed or 0:,}",
    ]

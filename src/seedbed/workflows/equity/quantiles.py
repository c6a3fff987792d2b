"""``seedbed equity quantiles``: which tenth, fifth or other group each row of a table falls in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from seedbed.analysis.equity.quantile_groups import QuantileGroups, Rule, quantile_groups
from seedbed.analysis.equity.quantiles import End
from seedbed.formats.data_table import DataTable, Grouping, Wanted, plain_heading, read_data_table
from seedbed.workflows.equity.rate_parts import or_none
from seedbed.workflows.method_notes import method_notes

if TYPE_CHECKING:
    from seedbed.reports.equity.quantiles_documents import QuantileGroup, QuantilesDocument

RULES: Final[dict[Rule, str]] = {
    "phe": "1 + floor(q (r - 1) / n) of rank r among n places in q groups, as in Fingertips (Office for Health "
    "Improvement and Disparities, Technical Guide: Assigning Deprivation Categories)",
    "indices": "q r / n rounded up, of rank r among n places in q groups, as in the English Indices of Deprivation",
    "population": "q w / W rounded up, w the people of all places before and of the place itself, W those of all "
    "places: groups of like numbers of people",
}
VALUE, PEOPLE = "value", "population"


@dataclass(frozen=True, slots=True)
class QuantilesOptions:
    """What is asked for; see `quantile_groups`.

    Parameters
    ----------
    value
        Column of the values.
    by
        Columns that make the sets; left out, the column ``set`` if there is one.
    """

    groups: int = 10
    first: End = "highest"
    rule: Rule = "phe"
    value: str = VALUE
    by: tuple[str, ...] = ()


def quantiles_of_table(path: Path, options: QuantilesOptions | None = None) -> QuantilesDocument:
    """Read a table and say which group each row falls in.

    Parameters
    ----------
    path
        Columns ``value``, ``name`` (or ``area``, ``code``; optional), ``set`` (optional), ``population`` (for groups of
        like numbers of people).
    options
        Groups, end, rule, and which columns hold the values and make the sets.

    Raises
    ------
    BadInputError
        If the table cannot be used; names the file and the row.
    UsageError
        If options cannot be used.
    """
    options = options or QuantilesOptions()
    table = read_data_table(path, _columns(options))
    by = [_key(number) for number in range(len(options.by))] if options.by else ["set"]
    sets = table.grouped(*by)
    people = table.numbers(PEOPLE) if table.has(PEOPLE) else None
    table.check(table.numbers(PEOPLE) < 0, PEOPLE, "is below zero", "Correct it, or leave the cell empty.")
    with method_notes() as warned:
        found = quantile_groups(
            table.numbers(VALUE),
            options.groups,
            first=options.first,
            rule=options.rule,
            sets=sets.index,
            weights=people if options.rule == "population" else None,
        )
    named = list(options.by) or (["set"] if table.has("set") else [])
    return _document(table, options, found, (sets, named, [*warned, *_missing(table, options)]))


def _columns(options: QuantilesOptions) -> list[Wanted]:
    also = ("score", "estimate") if options.value == VALUE else ()
    wanted = [
        Wanted("name", "text", required=False, also=("area", "area_name", "code", "area_code", "lsoa")),
        Wanted(PEOPLE, required=options.rule == "population", also=("people", "denominator")),
    ]
    if options.by:
        wanted += [Wanted(_key(number), "text", also=(name,)) for number, name in enumerate(options.by)]
    else:
        wanted.append(Wanted("set", "text", required=False))
    if plain_heading(options.value) == VALUE:
        return [*wanted, Wanted(VALUE, also=also)]
    return [*wanted, Wanted(VALUE, also=(options.value,))]


def _key(number: int) -> str:
    return f"*by {number + 1}"


def _missing(table: DataTable, options: QuantilesOptions) -> list[str]:
    missing = np.isnan(table.numbers(VALUE))
    if options.rule == "population":
        missing |= np.isnan(table.numbers(PEOPLE))
    many = int(missing.sum())
    what = "a value or a population" if options.rule == "population" else "a value"
    return [f"Rows without {what} have no group and were not counted: {many:,} of {table.rows:,}."] if many else []


def _document(
    table: DataTable,
    options: QuantilesOptions,
    found: QuantileGroups,
    rest: tuple[Grouping, list[str], list[str]],
) -> QuantilesDocument:
    from seedbed.reports.equity.quantiles_documents import QuantileRow, QuantilesDocument

    sets, by, notes = rest
    of_sets = [sets.names[place] for place in sets.index.tolist()]
    group = [None if each is None else int(each) for each in or_none(found.group)]
    cells = zip(table.texts("name"), of_sets, or_none(table.numbers(VALUE)), or_none(found.rank), group, strict=True)
    # Millions of rows of our own making need no validation.
    return QuantilesDocument.model_construct(
        file=table.path.name,
        notes=notes,
        groups=options.groups,
        first=options.first,
        rule=options.rule,
        method=RULES[options.rule],
        by=by,
        sets=len(sets.names),
        rows=[QuantileRow(*row) for row in cells],
        of_groups=_of_groups(table, found, sets, options.groups),
    )


def _of_groups(table: DataTable, found: QuantileGroups, sets: Grouping, groups: int) -> list[QuantileGroup]:
    """Return the groups of the first sets."""
    from seedbed.reports.equity.quantiles_documents import SETS_SHOWN, QuantileGroup

    value, people = table.numbers(VALUE), table.numbers(PEOPLE)
    told = []
    for place, name in enumerate(sets.names[:SETS_SHOWN]):
        own = sets.index == place
        if found.places[place] < groups:
            continue
        for group in range(1, groups + 1):
            inside = own & (found.group == group)
            held = value[inside]
            ends = [None] * 3 if not held.size else [float(part(held)) for part in (np.min, np.median, np.max)]
            of = float(people[inside].sum()) if table.has(PEOPLE) else None
            told.append(
                QuantileGroup(
                    set=name,
                    quantile=group,
                    places=held.size,
                    population=None if of is None or np.isnan(of) else of,
                    lowest=ends[0],
                    middle=ends[1],
                    highest=ends[2],
                )
            )
    return told

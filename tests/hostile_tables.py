"""Tables as they should not be, and what must hold of every analyst's command whatever it is given.

A good invented table of each command is changed at random: cells that are no numbers or numbers beyond measure, columns
that are gone, doubled or all alike, rows that are few, doubled or out of order.
"""

from __future__ import annotations

import csv
import io
import json
import re
import traceback
import warnings
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import click
from click.testing import CliRunner

from seedbed.cli.main import app
from seedbed.errors import UserError
from seedbed.formats.plain_text import LONGEST_LINE, plain_line
from tests.journeys.result_tables import COMMANDS

NUMBERS = (
    *("", "0", "-0", "-1", "0.5", "1", "3", "100", "100.0000001", "1e-9", "1e15", "1e50", "1e308", "5e-324", "1e400"),
    *("9223372036854775808", "99999999999999999999999", "nan", "inf", "-inf", "NA", "abc", "50%", "1,5", "٣", "=1+1"),
)
TEXTS = (
    *("", "=cmd|' /C calc'!A0", "@x", "\u202eabc", "e\u0301", "é", "a\tb", "x" * 3000, "Total", "<b>", 'q"q', "\u200b"),
    *("a\nb", "0", "1.0", "\x1b[31mred", "مرحبا", "[bold]x[/bold]", "{{7*7}}", " space "),
)
SCALES = (0.0, -1.0, 1e-300, 1e-12, 0.01, 100.0, 1e6, 1e15, 1e40, 1e300)
HEADINGS = ("set", "value", "weight", "population", "se", "stratum", "cluster", "rank", "group", "variable", "date", "")
OPTIONS: dict[str, tuple[tuple[str, ...], ...]] = {
    "agreement": (("--several", "masi"), ("--metric", "interval"), ("--bootstraps", "0")),
    "representation": (("--finite",), ("--exact",), ("--benchmark-is", "sample"), ("--counts", "attendances")),
    "survival": (("--stage-means", "own"), ("--resamples", "200")),
    "rates": (("--kind", "proportion"), ("--kind", "proportion", "--method", "exact"), ("--method", "byar")),
    "funnel": (("--kind", "rate"), ("--kind", "ratio"), ("--baseline", "12")),
    "quantiles": (("--rule", "indices", "--groups", "3"), ("--first", "lowest", "--groups", "2"), ("--by", "area")),
    "slope": (
        *(("--value-type", "rate", "--multiplicative", "--draws", "500"), ("--value-type", "proportion")),
        *(
            ("--method", "who"),
            ("--method", "who", "--scale", "linear", "--limits", "sampling"),
            ("--method", "who", "--value-type", "rate", "--per", "1000"),
            ("--multiplier", "-1"),
        ),
    ),
    "concentration": (("--kind", "extended"), ("--rank-high", "worse"), ("--bounds", "0", "100")),
    "gaps": (("--draws", "200", "--adverse"), ("--draws", "200", "--not-ordered"), ("--reference", "fifth 1")),
    "spread": (("--by", "group"), ("--kolm", "0.01"), ("--interval", "none")),
    "life-expectancy": (("--last-width", "15"), ("--infant-factor", "0.5")),
    "suppress": (("--round", "5"), ("--zeros",), ("--audit-only",), ("--minimum", "10")),
}
"""By command: options that change how a table is worked on."""

Rows = list[list[str]]


def good_tables(name: str) -> list[Rows]:
    """Return the invented tables of a command, the heading first."""
    return [list(csv.reader(io.StringIO(make()))) for make in COMMANDS[name][2:]]  # type: ignore[operator]


def hostile_command(name: str, folder: Path, seed: int) -> tuple[list[str], list[Path]]:
    """Write changed tables of a command, and return its arguments and the tables."""
    random, tables = Random(seed), good_tables(name)
    for _ in range(random.choice((1, 1, 2, 3))):
        place = random.randrange(len(tables))
        tables[place] = changed(tables[place], random)
    paths = [folder / f"hostile-{number}.csv" for number in range(len(tables))]
    for path, table in zip(paths, tables, strict=True):
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(table)
    options = random.choice(((), *OPTIONS[name]))
    return [*map(str, COMMANDS[name][:2]), *map(str, paths), *options], paths


def changed(table: Rows, random: Random) -> Rows:
    """Return a table with one thing wrong."""
    heading, rows = list(table[0]), [list(row) for row in table[1:]]
    if not heading or not rows:
        return table
    column = random.randrange(len(heading))
    changes = (_cell, _cell, _cells, _all_alike, _scaled, _few, _shuffled, _doubled, _exchanged)
    place = random.randrange(len(changes) + 2)
    if place < len(changes):
        return [heading, *changes[place](rows, column, random)]
    if place == len(changes):
        heading[column] = random.choice(HEADINGS)
        return [heading, *rows]
    return [row[:column] + row[column + 1 :] for row in (heading, *rows)]


def _cell(rows: Rows, column: int, random: Random) -> Rows:
    random.choice(rows)[column] = random.choice(_fitting(rows, column))
    return rows


def _cells(rows: Rows, column: int, random: Random) -> Rows:
    for row in rows:
        if random.random() < 0.4:
            row[column] = random.choice(_fitting(rows, column))
    return rows


def _all_alike(rows: Rows, column: int, random: Random) -> Rows:
    one = random.choice((random.choice(rows)[column], random.choice(_fitting(rows, column))))
    return [[*row[:column], one, *row[column + 1 :]] for row in rows]


def _scaled(rows: Rows, column: int, random: Random) -> Rows:
    scale = random.choice(SCALES)
    for row in rows:
        if _is_number(row[column]):
            row[column] = repr(float(row[column]) * scale)
    return rows


def _few(rows: Rows, _: int, random: Random) -> Rows:
    return random.sample(rows, min(len(rows), random.choice((1, 2, 3, len(rows) // 2 + 1))))


def _shuffled(rows: Rows, _: int, random: Random) -> Rows:
    random.shuffle(rows)
    return rows


def _doubled(rows: Rows, _: int, random: Random) -> Rows:
    return rows + random.choice(([list(random.choice(rows))], [list(row) for row in rows]))


def _exchanged(rows: Rows, column: int, random: Random) -> Rows:
    other = random.randrange(len(rows[0]))
    for row in rows:
        row[column], row[other] = row[other], row[column]
    return rows


def _fitting(rows: Rows, column: int) -> tuple[str, ...]:
    return NUMBERS if 2 * sum(_is_number(row[column]) for row in rows) > len(rows) else TEXTS


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def broken_laws(arguments: list[str], paths: list[Path]) -> list[str]:
    """Run a command with ``--json`` and return what no command may do, in words; nothing if all is well.

    A fault of ours; a warning of a library; an error that names no table or is too long to read; an answer that holds
    what is no number, limits the wrong way round, or a standard error below zero.
    """
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        answer = CliRunner().invoke(app, [*arguments, "--json"])
    found = [f"warning: {each.message}" for each in caught]
    error = answer.exception
    if isinstance(error, UserError):
        return found + list(_broken_by_error(error, paths))
    if error is not None and not isinstance(error, SystemExit | click.ClickException):
        where = traceback.extract_tb(error.__traceback__)[-1]
        return [*found, f"fault: {type(error).__name__}: {error} at {Path(where.filename).name}:{where.lineno}"]
    return found + (list(_broken_by_answer(answer.stdout)) if error is None else [])


def _broken_by_error(error: UserError, paths: list[Path]) -> Iterator[str]:
    if error.exit_code == 3 and not any(path.name in str(error) for path in paths):
        yield f"the error names no table: {error}"
    if max(len(plain_line(each)) for each in (error.what, error.why, error.next_step)) > LONGEST_LINE:
        yield f"the error is too long: {error.what}"


def _broken_by_answer(text: str) -> Iterator[str]:
    yield from (f"the answer holds {word}" for word in re.findall(r": (NaN|-?Infinity)\b", text))
    yield from _broken_in(json.loads(text))


def _broken_in(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for each in part:
            yield from _broken_in(each)
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from _broken_in(value)
            high = part.get(f"{key.removesuffix('low')}high") if key.endswith("low") else None
            if _is_real(value) and _is_real(high) and value > high:
                yield f"{key} {value!r} is above its high limit {high!r}"
            if key.endswith("standard_error") and _is_real(value) and value < 0:
                yield f"{key} is {value!r}"


def _is_real(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)

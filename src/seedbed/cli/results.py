"""What the analysts' commands share: their options, and how they give an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from seedbed.cli.output import print_json, say
from seedbed.errors import BadInputError, UsageError
from seedbed.formats.plain_text import plain_line

if TYPE_CHECKING:
    from seedbed.reports.documents import Document
    from seedbed.reports.results.result import Result, ResultTable

Command = TypeVar("Command", bound=Callable[..., Any])
FILE = click.Path(path_type=Path)
DRAWS = click.IntRange(max=1_000_000)
"""Times that a sample may be drawn again; more would say no more and take hours."""
ROWS_SHOWN = 40
"""Rows of a table printed to a terminal."""
CONFIDENCE = "Two-sided confidence of the intervals, between 0 and 1."
OUT = "Write a file: .html (a page with charts), .csv, .xlsx or .json. May be given more than once."

WRITTEN = ("files", "heat_out")
"""Options that name files to write; every other path is read."""
PUBLISH = "For publication: leave out sets with counts of 1 to 4 and those that would give such a count away."
SMALL_COUNTS = (
    "Counts from 1 to 4 in what was written: {many:,}. Such a file is for your own use; --publish leaves out what may "
    "not be published."
)


def table_argument(command: Command) -> Command:
    """Give a command its table."""
    return click.argument("table", type=FILE)(command)


def result_options(command: Command) -> Command:
    """Give a command ``--json`` and ``--out``, passed on as ``as_json`` and ``files``; its errors name its tables.

    A file that the command reads is never written over.
    """
    command = keeping_tables(_naming_tables(command))
    command = click.option("--out", "files", multiple=True, type=FILE, help=OUT)(command)
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON document to stdout.")(command)


def keeping_tables(command: Command) -> Command:
    """Refuse to write over a file that the command reads: the counts in it may stand nowhere else."""

    @wraps(command)
    def kept(*arguments: Any, **options: Any) -> Any:
        read = {path.resolve() for name, path in _paths(options) if name not in WRITTEN}
        for name, path in _paths(options):
            if name in WRITTEN and path.resolve() in read:
                raise UsageError(
                    f"Nothing was written to {path}.", "The command reads it.", "Give the file to write another name."
                )
        return command(*arguments, **options)

    return cast("Command", kept)


def _paths(options: dict[str, Any]) -> Iterator[tuple[str, Path]]:
    """Yield each path that an option holds, with the option's name."""
    for name, value in options.items():
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Path):
                yield name, each


def _naming_tables(command: Command) -> Command:
    """Let errors name the tables a command was given, where a method that knows only numbers has refused them."""

    @wraps(command)
    def named(*arguments: Any, **options: Any) -> Any:
        try:
            return command(*arguments, **options)
        except BadInputError as error:
            tables = [value.name for value in options.values() if isinstance(value, Path)]
            if not tables or any(table in str(error) for table in tables):
                raise
            raise BadInputError(error.what, f"{' with '.join(tables)}: {error.why}", error.next_step) from error

    return cast("Command", named)


def confidence_option(command: Command) -> Command:
    """Give a command ``--confidence``."""
    return click.option("--confidence", type=float, default=0.95, show_default=True, help=CONFIDENCE)(command)


def publish_option(command: Command) -> Command:
    """Give a command ``--publish``."""
    return click.option("--publish", is_flag=True, help=PUBLISH)(command)


def check_files(files: Sequence[Path]) -> None:
    """Refuse files that cannot be written before any work starts."""
    from seedbed.reports.results.files import check_result_file

    for file in files:
        check_result_file(file)


def give(document: Document, result: Callable[[], Result], files: Sequence[Path], *, as_json: bool) -> None:
    """Write the files asked for, and print the document or, without either, what a person reads first.

    ``result`` is made only where it is shown: its sentences and tables of millions of rows take as long as the rest.
    """
    from seedbed.reports.documents import MethodDocument
    from seedbed.reports.results.files import holds_document, write_document, write_result

    made = None if all(map(holds_document, files)) and (files or as_json) else result()
    for file in files:
        if made is None:
            write_document(document, file)
        else:
            write_result(made, document, file)
        say(f"Wrote {file}.")
    many = document.small_counts() if files and isinstance(document, MethodDocument) else 0
    if many:
        say(f"Warning: {SMALL_COUNTS.format(many=many)}")
    if as_json:
        print_json(document)
    elif made is not None and not files:
        print_result(made)


def print_result(result: Result) -> None:
    """Print what a person reads first: sentences, the first rows of tables, methods and notes."""
    from seedbed.reports.results.files import holds_numbers
    from seedbed.reports.results.shown import shown_tables

    for sentence in result.sentences:
        click.echo(plain_line(sentence))
    for table, told in shown_tables(result.tables):
        click.echo("")
        click.echo(plain_line(table.caption))
        numbers = [holds_numbers(table, column) for column in range(len(table.headings))]
        _print_table([[plain_line(heading) for heading in table.headings], *_shown(table)], numbers)
        if len(table.rows) > ROWS_SHOWN:
            click.echo(f"The first {ROWS_SHOWN} of {len(table.rows):,} rows; --out FILE.csv writes all.")
        if told:
            click.echo(plain_line(told))
    click.echo("")
    for sentence in result.methods:
        click.echo(plain_line(sentence))
    for note in result.notes:
        click.echo(plain_line(f"Note: {note}"))


def _shown(table: ResultTable) -> list[list[str]]:
    from seedbed.reports.results.files import column_decimals, shown_cell

    decimals = column_decimals(table)
    return [
        [plain_line(shown_cell(cell, digits)) for cell, digits in zip(row, decimals, strict=True)]
        for row in table.rows[:ROWS_SHOWN]
    ]


def _print_table(rows: Sequence[Sequence[str]], numbers: Sequence[bool]) -> None:
    """Print columns side by side: names to the left, numbers to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            cell.rjust(width) if number and place else cell.ljust(width)
            for place, (cell, width, number) in enumerate(zip(row, widths, numbers, strict=True))
        ]
        click.echo("  ".join(cells).rstrip())

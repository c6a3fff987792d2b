"""``seedbed systems ask``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from seedbed.cli.results import check_files, give, result_options
from seedbed.cli.systems.options import map_argument

FACTORS = "Factor to ask about, by name; may be repeated. Without it, those the map marks."
TOWARDS = "For question c: outcome to ask towards; may be repeated."


@click.command("ask")
@map_argument
@click.argument("letter")
@click.option("--factor", "chosen", multiple=True, metavar="FACTOR", help=FACTORS)
@click.option("--towards", "other", multiple=True, metavar="FACTOR", help=TOWARDS)
@result_options
def ask_command(map_file: Path, files: tuple[Path, ...], *, as_json: bool, **options: Any) -> None:
    """Ask a system map a question: what else moves, what it relies on, which factors stand out.

    MAP is a map's file, LETTER one of

    \b
    a  What else moves if we move what we control?
    b  Do our actions help or hinder each other?
    c  What must hold for an action to reach an outcome?
    d  What does an outcome depend on?
    e  Does more of one outcome mean less of another?
    f  What stands directly around a factor?
    g  What moves several outcomes at once?
    h  What could change what is vulnerable, and what would change with it?
    i  What is hit from several sides at once?
    j  Which factors move the most others?
    k  Which factor joins the parts of the map?
    l  What stands around the factor that joins the map?
    m  Which factors are moved by the most others?
    n  Which factors move many and are moved by few?
    """  # noqa: D301 - \b keeps the lines of the list apart in click
    from seedbed.reports.systems.ask_result import ask_result
    from seedbed.workflows.systems.ask import AskChoice, ask_map

    check_files(files)
    document = ask_map(map_file, AskChoice(**options))
    give(document, lambda: ask_result(document), files, as_json=as_json)

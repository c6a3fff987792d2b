"""``seedbed systems convert``."""

from __future__ import annotations

from pathlib import Path

import click

from seedbed.cli.output import print_json
from seedbed.cli.results import FILE, print_result

READ = "Format of the map that is read; without it, that of its ending and content."
TO = "Format to write; without it, that of the ending of OUT."


@click.command("convert")
@click.argument("source", metavar="IN", type=FILE)
@click.argument("target", metavar="OUT", type=FILE)
@click.option("--format", "format", help=READ)
@click.option("--to", help=TO)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document to stdout.")
def convert_command(source: Path, target: Path, format: str | None, to: str | None, *, as_json: bool) -> None:  # noqa: A002 - the word people use
    """Write a system map in the format of another program, and say what that format does not hold.

    IN is a map of PRSM (.prsm, .xlsx), Kumu (.json, .xlsx), Gephi or yEd (.graphml, .gexf), GML (.gml), LOOPY
    (.loopy), a table of links or a square table of weights (.csv), a list for fuzzy cognitive maps, or a project with a
    graph from NVivo, MAXQDA or ATLAS.ti (.qdpx, .qde). OUT is one of prsm, prsm-xlsx, kumu, kumu-xlsx, graphml, gexf,
    gml, dot, edge-list, matrix, loopy and refi (.qdpx).
    """
    from seedbed.reports.systems.convert_result import convert_result
    from seedbed.workflows.systems.convert import convert_map

    document = convert_map(source, target, format=format, to=to)
    if as_json:
        print_json(document)
    else:
        print_result(convert_result(document))

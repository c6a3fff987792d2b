"""``seedbed places choose``: record which candidate was chosen, and why."""

from __future__ import annotations

from pathlib import Path

import click

from seedbed.cli.output import print_json, say
from seedbed.errors import UsageError

PATH = click.Path(path_type=Path)


@click.command()
@click.argument("candidates", type=PATH)
@click.option("--rank", required=True, type=int, help="Rank of the candidate that was chosen.")
@click.option("--area", help="Code of one of its areas, where candidates share the rank.")
@click.option("--by", required=True, help="Who chose: a person or a group.")
@click.option("--reason", required=True, help="Why, in your own words.")
@click.option("--out", type=PATH, help="Write the record to this JSON file.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document to stdout.")
def choose(  # noqa: PLR0913 - one argument an option
    *, candidates: Path, rank: int, area: str | None, by: str, reason: str, out: Path | None, as_json: bool
) -> None:
    """Record the choice of one of the CANDIDATES.json that 'seedbed places screen' wrote, and why."""
    from seedbed.workflows.places.choose import choose as record
    from seedbed.workflows.places.choose import write_choice

    if out is None and not as_json:
        raise UsageError("The choice was not recorded.", "It is not said where to.", "Add --out FILE.json, or --json.")
    document = record(candidates, rank=rank, area=area, by=by, reason=reason)
    if out is not None:
        write_choice(document, out)
        say(
            f"Recorded in {out}: {', '.join(document.chosen.areas)} ({document.chosen.parent}), rank "
            f"{document.chosen.rank} of {document.candidates_total:,}, chosen by {document.chosen_by}."
        )
    if as_json:
        print_json(document)

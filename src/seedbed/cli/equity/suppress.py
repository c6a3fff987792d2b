"""``seedbed equity suppress``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from seedbed.cli.results import FILE, check_files, give, result_options, table_argument


@click.command(name="suppress")
@table_argument
@click.option("--minimum", type=int, default=5, show_default=True, help="The smallest count that may be shown.")
@click.option("--count", default="count", show_default=True, help="Column with the counts.")
@click.option("--denominator", help="Column with all people of each row, if it is published: complements count too.")
@click.option("--by", multiple=True, help="Column of categories; without it, all other columns. May be given again.")
@click.option("--within", multiple=True, metavar="LOWER=HIGHER", help="Levels: ward=district. May be given again.")
@click.option("--linked", multiple=True, type=FILE, help="Another table of the same people, protected with it.")
@click.option("--published", multiple=True, type=FILE, help="A table published before; empty counts were hidden.")
@click.option("--round", "nearest", type=int, metavar="BASE", help="Round to the nearest multiple in place of hiding.")
@click.option("--random-round", type=int, metavar="BASE", help="Round at random to a multiple nearby.")
@click.option("--controlled-round", type=int, metavar="BASE", help="Round so that totals still add up.")
@click.option("--seed", type=int, help="A secret number for random rounding and the choice of cells to hide; keep it.")
@click.option("--zeros", is_flag=True, help="Hide noughts too.")
@click.option("--audit-only", is_flag=True, help="Attack TABLE as it is: empty counts are hidden.")
@click.option("--strict", is_flag=True, help="With --audit-only: end with exit code 5 if it is not safe.")
@result_options
def suppress_command(
    table: Path,
    files: tuple[Path, ...],
    *,
    as_json: bool,
    nearest: int | None,
    random_round: int | None,
    controlled_round: int | None,
    **options: Any,
) -> None:
    """Hide what could point to someone in TABLE, and what would give that away, and attack the result.

    TABLE has a column for each category, such as area and sex, and the column count. Margins are worked out; rows that
    say Total are checked against them. A column that looks like figures or per cent is refused unless --by names the
    categories; columns that --by does not name are left out.
    """
    from seedbed.errors import UsageError

    check_files(files)
    asked = {"conventional": nearest, "random": random_round, "controlled": controlled_round}
    chosen = {method: base for method, base in asked.items() if base is not None}
    if len(chosen) > 1:
        raise UsageError(
            "Counts can be rounded in one way only.", f"{len(chosen)} ways were asked for.", "Choose one of them."
        )
    from seedbed.cli.output import say
    from seedbed.reports.equity.suppress_result import audit_verdict, suppress_result
    from seedbed.workflows.equity.suppress import SuppressOptions, refuse_unsafe, suppress

    rounding: dict[str, Any] = {}
    for method, base in chosen.items():
        rounding = {"rounding": method, "base": base}
    document = suppress(table, SuppressOptions(**options, **rounding))
    give(document, lambda: suppress_result(document), files, as_json=as_json)
    if not document.audit.passed and (as_json or files):
        say(audit_verdict(document))
    if options["strict"]:
        refuse_unsafe(document)

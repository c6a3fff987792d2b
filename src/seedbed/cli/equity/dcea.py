"""``seedbed equity dcea``."""

from __future__ import annotations

from pathlib import Path

import click

from seedbed.cli.results import FILE, check_files, confidence_option, give, result_options


@click.command("dcea")
@click.argument("inputs", type=FILE, required=False)
@click.option("--example", is_flag=True, help="Print an invented inputs file to start from, and stop.")
@confidence_option
@result_options
def dcea_command(
    inputs: Path | None, *, example: bool, confidence: float, files: tuple[Path, ...], as_json: bool
) -> None:
    """Weigh who gains and who loses health from a programme, and what that is worth to those who mind inequality.

    INPUTS is a TOML file of groups, what they gain, what it costs and who bears that: see --example.
    """
    from seedbed.formats.distribution_template import TEMPLATE

    if example:
        click.echo(TEMPLATE, nl=False)
        return
    if inputs is None:
        raise click.UsageError("Missing argument 'INPUTS', a TOML file; --example prints one to start from.")
    check_files(files)
    from seedbed.reports.equity.dcea_result import dcea_result
    from seedbed.workflows.equity.dcea import weigh_distribution

    document = weigh_distribution(inputs, confidence)
    give(document, lambda: dcea_result(document), files, as_json=as_json)

"""``seedbed voices representation``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from seedbed.cli.results import FILE, check_files, confidence_option, give, result_options

KINDS = click.Choice(["people", "attendances"])
BENCHMARKS = click.Choice(["known", "sample"])


@click.command("representation")
@click.argument("sample", type=FILE)
@click.argument("benchmark", type=FILE)
@click.option("--population", type=float, help="People the sample is to speak for; without it the benchmark's sum.")
@click.option("--counts", type=KINDS, default="people", show_default=True, help="What one of the sample's counts is.")
@click.option(
    "--benchmark-is",
    "kind",
    type=BENCHMARKS,
    default="known",
    show_default=True,
    help="known: a census; sample: a survey or small counts, uncertain themselves.",
)
@click.option("--finite", is_flag=True, help="Take account of how much of the population was heard.")
@click.option("--exact", is_flag=True, help="Clopper-Pearson limits of the quotients in place of Wilson's.")
@click.option("--show-small", is_flag=True, help="Show counts under five, on this screen only: never in files.")
@confidence_option
@result_options
def representation_command(
    sample: Path, benchmark: Path, files: tuple[Path, ...], *, as_json: bool, **options: Any
) -> None:
    """Compare the groups of those heard with a benchmark.

    SAMPLE has the columns group and count, or one row a person with group alone; BENCHMARK has group and count (or
    share). A column variable (age, sex, ethnicity, area) may stand in both: each is compared by itself. People whose
    group is empty gave no card: they are counted and shown. Counts under five are hidden.
    """
    from seedbed.errors import UsageError
    from seedbed.reports.voices.representation_result import representation_result
    from seedbed.workflows.voices.representation import RepresentationChoice, representation

    check_files(files)
    if options["show_small"] and files:
        raise UsageError(
            "Small counts are not written to files.",
            "A file travels, and someone counted in a group of three could be recognised.",
            "Leave out --show-small or --out.",
        )
    choice = RepresentationChoice(benchmark=options.pop("kind"), **options)
    document = representation(sample, benchmark, choice)
    give(document, lambda: representation_result(document), files, as_json=as_json)

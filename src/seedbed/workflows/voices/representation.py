"""``seedbed voices representation``: read a sample and its benchmark, say who is heard, give the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from seedbed.analysis.equity.representation.checks import RepresentationOptions
from seedbed.errors import BadInputError, UsageError
from seedbed.formats.data_table_file import bad_table
from seedbed.reports.voices.representation_documents import RepresentationDocument, WholeSample
from seedbed.workflows.method_notes import method_notes
from seedbed.workflows.voices.group_counts import GroupCounts, no_answers, read_benchmark, read_sample
from seedbed.workflows.voices.hiding import hidden_groups, nothing_hidden
from seedbed.workflows.voices.representation_parts import Told, Variable, heard_groups, variable_parts

ATTENDANCES = (
    "Attendances were counted: one person may be in several, so chance moves these numbers more than the intervals "
    "say, and no response propensity or R-indicator can be given. Count each person once where you can."
)
HIDDEN = (
    "Numbers of {groups} are hidden: under five people, or what would give such a number away. In the measures of the "
    "whole sample these groups count as one."
)
AGAIN = (
    "Two answers with a few people more or fewer between them tell by subtraction of which groups these are, though "
    "each hides small numbers: show another only once ten or more have come since, and none because somebody left."
)
ABSENT = "Nobody was heard of {groups}, which the benchmark has: the count is taken as 0."


@dataclass(frozen=True, slots=True)
class RepresentationChoice:
    """What is asked for.

    Parameters
    ----------
    counts
        Whether the sample counts people or attendances.
    benchmark
        Whether the benchmark is known (a census) or itself a sample (a survey, or small counts).
    population
        People the sample is to speak for; None takes the benchmark's counts.
    finite
        Whether to take account of the population being finite.
    exact
        Clopper-Pearson limits in place of Wilson's.
    show_small
        Whether counts under five are shown; never in files for others.
    """

    counts: Literal["people", "attendances"] = "people"
    benchmark: Literal["known", "sample"] = "known"
    population: float | None = None
    finite: bool = False
    exact: bool = False
    confidence: float = 0.95
    show_small: bool = False


USUAL = RepresentationChoice()


def representation(sample: Path, benchmark: Path, choice: RepresentationChoice = USUAL) -> RepresentationDocument:
    """Say who is heard beside the benchmark.

    Raises
    ------
    UsageError
        If options do not go together.
    BadInputError
        If a table is bad, or the sample has a variable or group that the benchmark lacks.
    """
    if choice.counts == "attendances" and (choice.population is not None or choice.finite):
        raise UsageError(
            "Attendances have no finite population.",
            "A response propensity is of people, and one person may attend many times.",
            "Leave --population and --finite out, or count people.",
        )
    heard, beside = read_sample(sample), read_benchmark(benchmark)
    variables, notes = _matched(sample, heard, beside)
    if choice.counts == "people":
        notes.append(AGAIN)
    by_shares = beside.shares or (choice.counts == "attendances" and choice.benchmark == "known")
    return represented(variables, choice, (sample, benchmark), by_shares=by_shares, notes=notes)


def represented(
    variables: list[Variable],
    choice: RepresentationChoice,
    files: tuple[Path, Path],
    *,
    by_shares: bool = False,
    notes: Sequence[str] = (),
) -> RepresentationDocument:
    """Say who is heard of variables that were read before: of two tables, or of a site's own cards.

    Parameters
    ----------
    files
        What the sample and the benchmark are called, in errors and in the document.
    by_shares
        Whether the benchmark's numbers say nothing of how many people there are.
    notes
        What to be careful about, said before all else.

    Raises
    ------
    BadInputError
        If counts and benchmark do not go together.
    """
    options = RepresentationOptions(
        population=choice.population,
        benchmark_is_sample=choice.benchmark == "sample",
        finite=choice.finite,
        exact=choice.exact,
        confidence=choice.confidence,
    )
    with method_notes() as warned:
        told = _told(variables, options, files, by_shares=by_shares, show_small=choice.show_small)
    return RepresentationDocument(
        file=files[0].name,
        benchmark_file=files[1].name,
        confidence=choice.confidence,
        notes=[*notes, *_notes(told, choice), *(note for note in warned if not _is_part(note, warned))],
        counts=choice.counts,
        benchmark_is=choice.benchmark,
        interval=told[0].interval,
        groups=[group for each in told for group in each.groups],
        variables=[each.variable for each in told],
        **_top(told),
    )


def _told(
    variables: list[Variable],
    options: RepresentationOptions,
    files: tuple[Path, Path],
    *,
    by_shares: bool,
    show_small: bool,
) -> list[Told]:
    """Return what may be told of each variable."""
    heard_of = []
    for each in variables:
        try:
            heard_of.append(heard_groups(each, options, by_shares=by_shares))
        except BadInputError as error:
            raise _in_its_place(error, *files, each.name) from error
    shown = [nothing_hidden(len(each.groups)) for each in variables]
    hiding = shown if show_small else hidden_groups(heard_of)
    return [
        variable_parts(each, hidden, options, by_shares=by_shares)
        for each, hidden in zip(variables, hiding, strict=True)
    ]


def _in_its_place(error: BadInputError, sample: Path, benchmark: Path, variable: str) -> BadInputError:
    """Return an error that names the files and the variable; groups are counted in the benchmark's order."""
    of = f", '{variable}'" if variable else ""
    return BadInputError(error.what, f"{sample} beside {benchmark}{of}: {error.why}", error.next_step)


def _top(told: list[Told]) -> dict[str, Any]:
    """Return the measures of the only variable; of several, none stands for all."""
    if len(told) > 1:
        return {}
    return {name: getattr(told[0].variable, name) for name in WholeSample.model_fields}


def _matched(path: Path, heard: GroupCounts, beside: GroupCounts) -> tuple[list[Variable], list[str]]:
    """Return the variables of both tables, each group of the sample in its place in the benchmark."""
    strange = [name for name in heard.of if name not in beside.of]
    if strange:
        told = f"its variable '{strange[0]}' is not in the benchmark, which has {_named(list(beside.of))}"
        raise bad_table(path, told, "Give the benchmark this variable, by the same name.")
    variables, notes = [], []
    for name, groups in beside.of.items():
        if name not in heard.of:
            notes.append(f"The sample says nothing of '{name}', which the benchmark has: it is left out.")
            continue
        known, no_card, not_said = no_answers(heard.of[name], groups)
        unknown = [group for group in known if group not in groups]
        if unknown:
            told = f"{_named(unknown)} is in the sample and not in the benchmark, which has {_named(list(groups))}"
            raise bad_table(path, told, "Name groups alike in both tables, or leave the group empty where not known.")
        absent = [group for group in groups if group not in known]
        if absent:
            notes.append(ABSENT.format(groups=_named(absent)))
        counts = [known.get(group, 0.0) for group in groups]
        variables.append(Variable(name, list(groups), counts, list(groups.values()), no_card, not_said))
    return variables, notes


def _notes(told: list[Told], choice: RepresentationChoice) -> list[str]:
    notes = [ATTENDANCES] if choice.counts == "attendances" else []
    hidden = [group for each in told for group in each.variable.hidden_groups]
    if hidden:
        notes.append(HIDDEN.format(groups=_named(hidden)))
    taken = {each.variable.benchmark_taken_for for each in told}
    if choice.counts == "people" and choice.population is None and taken - {"counts"}:
        notes.append(
            f"The benchmark's numbers were taken for {' and '.join(sorted(taken))}, so the population is not known and "
            "there is no R-indicator: say --population."
        )
    return notes


def _is_part(note: str, notes: list[str]) -> bool:
    return any(note != other and note in other for other in notes)


def _named(names: list[str]) -> str:
    shown = [f"'{name}'" if name else "(no name)" for name in names[:10]]
    return ", ".join(shown) + (f" and {len(names) - 10} more" if len(names) > 10 else "")

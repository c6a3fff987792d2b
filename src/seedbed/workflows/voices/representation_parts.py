"""One variable's parts of the document: groups beside the benchmark, small ones hidden, and the whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.equity.representation.checks import RepresentationOptions, checked_benchmark
from seedbed.analysis.equity.representation.quotients import Representation, more_needed, propensities, quotients
from seedbed.analysis.equity.representation.quotients import representation as all_measures
from seedbed.reports.voices.representation_documents import RepresentationGroup, RepresentationVariable, WholeSample
from seedbed.workflows.voices.hiding import HeardGroups, Hiding


@dataclass(frozen=True, slots=True)
class Variable:
    """The two tables of one variable, group by group, and who is in neither."""

    name: str
    groups: list[str]
    counts: list[float]
    benchmark: list[float]
    no_card: int
    not_said: int


@dataclass(frozen=True, slots=True)
class Told:
    """What the document says of one variable."""

    variable: RepresentationVariable
    groups: list[RepresentationGroup]
    interval: str


def heard_groups(variable: Variable, options: RepresentationOptions, *, by_shares: bool) -> HeardGroups:
    """Return what the guard looks at: counts, and how many people of each group there are where that is known.

    Raises
    ------
    BadInputError
        The counts and the benchmark do not go together.
    """
    counts = np.array(variable.counts)
    _, known = checked_benchmark(counts, _beside(variable, options, by_shares=by_shares), options)
    counted = np.isfinite(known.population) and known.taken_for == "counts" and options.population is None
    most = np.ceil(np.round(known.counts, 6)) if counted else np.full(len(counts), np.inf)
    return HeardGroups(variable.counts, most.tolist(), variable.no_card, variable.not_said)


def variable_parts(variable: Variable, hiding: Hiding, options: RepresentationOptions, *, by_shares: bool) -> Told:
    """Work out one variable.

    Parameters
    ----------
    hiding
        What may not be shown of it.
    by_shares
        Whether the benchmark's numbers say nothing of how many people there are.
    """
    counts, given = np.array(variable.counts), np.array(variable.benchmark)
    beside = _beside(variable, options, by_shares=by_shares)
    _, known = checked_benchmark(counts, beside, options)
    limits = quotients(counts, beside, options)
    whole = _whole(counts, beside, hiding, options)
    reached = propensities(counts, known)
    partial = np.sqrt(known.shares) * (reached - counts.sum() / known.population)
    needed = more_needed(counts, beside)
    numbers = (limits.value, limits.low, limits.high, counts / counts.sum(), reached, partial)
    groups = [
        RepresentationGroup(
            variable=variable.name,
            group=name,
            sample_count=None if away else round(counts[row]),
            benchmark_count=float(given[row]),
            benchmark_share=float(known.shares[row]),
            more_needed=None if away or not given[row] else round(needed[row]),
            hidden=bool(away),
            **_shown(numbers, row, away=bool(away)),
        )
        for row, (name, away) in enumerate(zip(variable.groups, hiding.hidden.tolist(), strict=True))
    ]
    return Told(
        RepresentationVariable(
            variable=variable.name,
            sample=None if hiding.total else round(counts.sum()),
            no_card=None if hiding.total else variable.no_card,
            prefer_not_to_say=None if hiding.total else variable.not_said,
            population=_number(known.population),
            benchmark_total=float(given.sum()),
            benchmark_taken_for="shares" if by_shares else known.taken_for,
            least_heard=_least_heard(groups),
            hidden_groups=[group.group for group in groups if group.hidden],
            **whole,
        ),
        groups,
        limits.method,
    )


def _beside(variable: Variable, options: RepresentationOptions, *, by_shares: bool) -> NDArray[np.float64]:
    given = np.array(variable.benchmark)
    return given / given.sum() if by_shares and given.sum() > 0 and not options.benchmark_is_sample else given


def _shown(numbers: tuple[NDArray[np.float64], ...], row: int, *, away: bool) -> dict[str, float | None]:
    names = ("quotient", "low", "high", "sample_share", "propensity", "partial_r")
    return {name: None if away else _number(values[row]) for name, values in zip(names, numbers, strict=True)}


def _least_heard(groups: list[RepresentationGroup]) -> str:
    below = [(group.quotient, group.group) for group in groups if group.quotient is not None and group.quotient < 1]
    return min(below)[1] if below else ""


def _whole(
    counts: NDArray[np.float64], beside: NDArray[np.float64], hiding: Hiding, options: RepresentationOptions
) -> dict[str, Any]:
    """Return the measures of the whole sample; hidden groups count as one, or the measures would give them away."""
    nothing: dict[str, Any] = WholeSample().model_dump()
    if hiding.total:
        return nothing
    if hiding.hidden.any():
        counts, beside = _joined(counts, hiding.hidden), _joined(beside, hiding.hidden)
        if not beside[-1]:  # groups that the benchmark has nobody in are no group
            counts, beside = counts[:-1], beside[:-1]
    if (beside > 0).sum() < 2:
        return nothing
    return _measures(all_measures(counts, beside, replace(options, exact=False)))


def _joined(values: NDArray[np.float64], hidden: NDArray[np.bool_]) -> NDArray[np.float64]:
    return np.append(values[~hidden], values[hidden].sum())


def _measures(whole: Representation) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "chi_square_method": whole.chi_square.method,
        "degrees_of_freedom": whole.chi_square.degrees,
        "dissimilarity_by_chance": _number(whole.dissimilarity_by_chance),
        "dissimilarity_p": _number(whole.dissimilarity_p),
        "chi_square": _number(whole.chi_square.value),
        "p": _number(whole.chi_square.p),
        "p_simulated": _number(whole.chi_square.p_simulated),
        "r_indicator_sample_sd": _number(whole.r_indicator_sample_sd),
        "partial_r": _number(whole.partial_r_variable),
    }
    intervals = (("dissimilarity", whole.dissimilarity), ("kl", whole.divergence), ("r_indicator", whole.r_indicator))
    for name, interval in intervals:
        answer[name], answer[f"{name}_low"], answer[f"{name}_high"] = map(
            _number, (interval.value, interval.low, interval.high)
        )
    return answer


def _number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None

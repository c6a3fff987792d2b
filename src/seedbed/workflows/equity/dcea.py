"""``seedbed equity dcea``: who gains and who loses health from a programme, and whether that is worthwhile."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from seedbed.analysis.equity.checks import checked_confidence
from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.impact.distribution import health_slope
from seedbed.analysis.impact.distribution_uncertainty import Outcome, drawn_outcomes, outcome, percentile_limits
from seedbed.analysis.impact.distribution_welfare import (
    SEARCHED,
    Welfare,
    equivalents,
    implicit_weights,
    threshold_aversion,
)
from seedbed.errors import BadInputError
from seedbed.formats.distribution_inputs import DistributionInputs, read_distribution_inputs
from seedbed.reports.words import listed

if TYPE_CHECKING:
    from seedbed.reports.equity.dcea_documents import (
        DceaDocument,
        DrawnShares,
        EquivalentHealth,
        GroupHealth,
        GroupWeight,
        Position,
        Threshold,
    )

NOTHING = 1e-9
"""QALYs a person below which a change is rounding."""


def weigh_distribution(path: Path, confidence: float = 0.95) -> DceaDocument:
    """Read inputs and work out who gains and who loses.

    Parameters
    ----------
    path
        A TOML file: see `seedbed.formats.distribution_inputs`.
    confidence
        Two-sided coverage of the limits over the draws.

    Raises
    ------
    BadInputError
        If the inputs cannot be used; names the file and the key.
    UsageError
        If the confidence is not between 0 and 1, or the draws do not fit into memory.
    """
    from seedbed.reports.equity.dcea_documents import DceaDocument

    level = checked_confidence(confidence)
    inputs = read_distribution_inputs(path)
    programme = inputs.programme
    point = outcome(programme)
    _refuse_less_than_nothing(inputs, point, path)
    drawn = drawn_outcomes(programme, inputs.draws, inputs.seed) if programme.is_uncertain() else None
    total = float(point.change.total)
    total_low, total_high = _limits(None if drawn is None else drawn.change.total, level)
    return DceaDocument(
        file=path.name,
        invented=inputs.invented,
        confidence=level,
        notes=_notes(inputs, point, drawn),
        title=inputs.title,
        opportunity_cost_shares=inputs.shared_by,
        cost=float(point.cost),
        cost_per_qaly_elsewhere=float(programme.year_cost.value),
        net_health=_groups(inputs, point, drawn, level),
        total=total,
        total_low=total_low,
        total_high=total_high,
        per_million=1e6 * total / float(point.cost) if point.cost > 0 else None,
        ede=_equivalents(inputs, point, drawn, level),
        thresholds=_thresholds(inputs, point),
        weights=_weights(inputs, point),
        **_slopes(inputs, point, drawn, level),
        position=_position(inputs, point),
        probabilities=None if drawn is None else _probabilities(inputs, drawn),
        draws=0 if drawn is None else inputs.draws,
        seed=inputs.seed,
        drawn_together=list(inputs.together),
    )


def _refuse_less_than_nothing(inputs: DistributionInputs, point: Outcome, path: Path) -> None:
    below = np.flatnonzero(point.change.after < 0)
    if below.size:
        name, health = inputs.groups[int(below[0])], point.change.after[int(below[0])]
        raise BadInputError(
            "A group would lose more health than it has.",
            f"{path}: '{name}' would have {health:.4g} years a person after the programme.",
            "Check the cost, the cost of a QALY elsewhere, and whether benefits are per person, per user or in all.",
        )


def _limits(draws: Floats | None, confidence: float) -> tuple[float | None, float | None]:
    if draws is None:
        return None, None
    low, high = percentile_limits(draws, confidence)
    return float(low), float(high)


def _groups(inputs: DistributionInputs, point: Outcome, drawn: Outcome | None, confidence: float) -> list[GroupHealth]:
    from seedbed.reports.equity.dcea_documents import GroupHealth

    programme, change = inputs.programme, point.change
    users = programme.reached * programme.uptake.value if inputs.counts_users else programme.population
    rows = []
    for place, name in enumerate(inputs.groups):
        net = None if drawn is None else drawn.change.net[:, place]
        low, high = _limits(net, confidence)
        rows.append(
            GroupHealth(
                group=name,
                rank=float(programme.rank[place]),
                population=float(programme.population[place]),
                users=float(users[place]),
                benefit=float(change.benefit[place]),
                opportunity_cost=float(change.opportunity_cost[place]),
                value=float(change.net[place]),
                ci_low=low,
                ci_high=high,
                probability_gain=None if net is None else float((net > 0).mean()),
                health_before=float(change.before[place]),
                health_after=float(change.after[place]),
            )
        )
    return rows


def _equivalents(
    inputs: DistributionInputs, point: Outcome, drawn: Outcome | None, confidence: float
) -> list[EquivalentHealth]:
    from seedbed.reports.equity.dcea_documents import EquivalentHealth

    people = inputs.programme.population
    most, least = _ends(inputs)
    rows = []
    for measure, aversions in inputs.aversions.items():
        ours = equivalents(point.change.before, point.change.after, people, measure, aversions)
        for place, aversion in enumerate(aversions):
            draws = _drawn_change(inputs, drawn, measure, aversion)
            low, high = _limits(draws, confidence)
            total = float(ours.change[place] * people.sum())
            weight = implicit_weights(point.change.before, measure, aversion, least)[most]
            rows.append(
                EquivalentHealth(
                    measure=measure,
                    aversion=aversion,
                    before=float(ours.before[place]),
                    after=float(ours.after[place]),
                    change=float(ours.change[place]),
                    change_low=low,
                    change_high=high,
                    total_change=total,
                    equity_impact=total - float(point.change.total),
                    probability_worthwhile=None if draws is None else float((draws > 0).mean()),
                    weight_of_most_disadvantaged=_known(weight),
                )
            )
    return rows


def _drawn_change(
    inputs: DistributionInputs, drawn: Outcome | None, measure: Welfare, aversion: float
) -> Floats | None:
    """Return the change of the equivalent in each draw; one aversion at a time, so that memory stays small."""
    if drawn is None:
        return None
    change = drawn.change
    before = np.maximum(change.before, 0) if measure == "atkinson" else change.before
    after = np.maximum(change.after, 0) if measure == "atkinson" else change.after
    return np.asarray(equivalents(before, after, inputs.programme.population, measure, [aversion]).change[0])


def _thresholds(inputs: DistributionInputs, point: Outcome) -> list[Threshold]:
    from seedbed.reports.equity.dcea_documents import Threshold

    people, change = inputs.programme.population, point.change
    return [
        Threshold(
            measure=measure,
            aversion=_known(threshold_aversion(change.before, change.after, people, measure)),
            searched_to=SEARCHED[measure],
        )
        for measure in inputs.aversions
    ]


def _weights(inputs: DistributionInputs, point: Outcome) -> list[GroupWeight]:
    from seedbed.reports.equity.dcea_documents import GroupWeight

    _, least = _ends(inputs)
    return [
        GroupWeight(measure=measure, aversion=aversion, group=name, weight=_known(weight))
        for measure, aversions in inputs.aversions.items()
        for aversion in aversions
        for name, weight in zip(
            inputs.groups, implicit_weights(point.change.before, measure, aversion, least), strict=True
        )
    ]


def _slopes(inputs: DistributionInputs, point: Outcome, drawn: Outcome | None, confidence: float) -> dict[str, Any]:
    """Return the slope before, after and its change, each with limits, by the document's keys."""
    found: dict[str, Any] = {}
    for name, of in (("before", _before), ("after", _after), ("change", _change)):
        found[f"slope_{name}"] = float(_slope_of(inputs, of(point)))
        low, high = _limits(None if drawn is None else _slope_of(inputs, of(drawn)), confidence)
        found |= {f"slope_{name}_low": low, f"slope_{name}_high": high}
    return found


def _before(of: Outcome) -> Floats:
    return of.change.before


def _after(of: Outcome) -> Floats:
    return of.change.after


def _change(of: Outcome) -> Floats:
    return of.change.after - of.change.before


def _slope_of(inputs: DistributionInputs, health: Floats) -> Floats:
    return health_slope(health, inputs.programme.population, inputs.programme.rank)


def _gap_change(inputs: DistributionInputs, of: Outcome) -> Floats:
    """Return by how much the slope lies further from 0 after than before: below 0, the gap is narrower."""
    return np.asarray(np.abs(_slope_of(inputs, _after(of))) - np.abs(_slope_of(inputs, _before(of))))


def _position(inputs: DistributionInputs, point: Outcome) -> Position:
    gap, total = float(_gap_change(inputs, point)), float(point.change.total)
    if abs(gap) < NOTHING or abs(total) < NOTHING * float(inputs.programme.population.sum()):
        return "no change in one of the two"
    if total > 0:
        return "more health, narrower gap" if gap < 0 else "more health, wider gap"
    return "less health, narrower gap" if gap < 0 else "less health, wider gap"


def _probabilities(inputs: DistributionInputs, drawn: Outcome) -> DrawnShares:
    from seedbed.reports.equity.dcea_documents import DrawnShares

    more, narrower = drawn.change.total > 0, _gap_change(inputs, drawn) < 0
    return DrawnShares(
        more_health=float(more.mean()), narrower_gap=float(narrower.mean()), both=float((more & narrower).mean())
    )


def _ends(inputs: DistributionInputs) -> tuple[int, int]:
    """Return the places of the most and the least disadvantaged group."""
    rank = inputs.programme.rank
    return int(np.argmin(rank)), int(rank.size - 1 - np.argmax(rank[::-1]))


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _notes(inputs: DistributionInputs, point: Outcome, drawn: Outcome | None) -> list[str]:
    notes = []
    if drawn is None:
        notes.append(
            "No input has a standard error or limits, so nothing is said about how sure the answer is. Give inputs as "
            "{ value, se } or { value, low, high }."
        )
    else:
        notes.append(_how_drawn(inputs.together))
    if float(_slope_of(inputs, _before(point))) < 0:
        notes.append(
            "The more disadvantaged groups have more health than the others: check that the most disadvantaged group "
            "stands first, or give ranks."
        )
    if drawn is not None and (drawn.change.after < 0).any():
        notes.append("In some draws a group's health fell below zero; it was counted as zero for Atkinson's measure.")
    return notes


def _how_drawn(together: tuple[str, ...]) -> str:
    if together:
        shared = (
            f"The errors of {listed(together)} are drawn together for all groups, all others apart from each other."
        )
        return f"{shared} Where others go together too, the limits may be much too narrow."
    return (
        "Uncertain inputs are drawn apart from each other. Where one study gives a number for all groups, its errors "
        "go together and these limits may be much too narrow: name it under 'together' in the inputs."
    )

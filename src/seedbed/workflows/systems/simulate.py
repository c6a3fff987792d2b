"""``seedbed systems simulate``: read a map, play a what-if, give the document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from seedbed.analysis.systems.scenarios import Effects, effects
from seedbed.analysis.systems.sensitivity import FactorChange, Sensitivity, sensitivity
from seedbed.analysis.systems.types import SystemMap
from seedbed.analysis.systems.what_if import (
    MOST_STEPS,
    NOT_A_FORECAST,
    TOLERANCE,
    Chosen,
    Rule,
    Simulation,
    Squash,
    simulate,
)
from seedbed.errors import UsageError
from seedbed.reports.systems.simulate_documents import FactorEffect, LinkThatMatters, LinkWeighed, SimulateDocument
from seedbed.workflows.systems.maps import about, names, read_system, values
from seedbed.workflows.systems.people import PeoplesWeights, read_weights

LINKS_SHOWN = 5
UNCERTAIN = (
    "Uncertain links: {many:,}. They carry no sign and pass nothing on here; draws of the weights (--draws) try them "
    "in both directions."
)
UNSETTLED_DRAWS = (
    "{many:,} of {draws:,} draws did not settle; the mean of the second half of their steps stands for them."
)
NOTHING_HELD = "Weights cannot be drawn where nothing is held."
NO_CYCLE = "It did not become steady, so no effect of single steps is meant: values are means over what keeps coming."


@dataclass(frozen=True, slots=True)
class SimulateChoice:
    """What is asked for; ``start`` and ``hold`` as "FACTOR=VALUE". See ``seedbed.analysis.systems.what_if``."""

    rule: Rule = "modified"
    squash: Squash = "sigmoid"
    steepness: float = 1.0
    tolerance: float = TOLERANCE
    most_steps: int = MOST_STEPS
    start: tuple[str, ...] = ()
    hold: tuple[str, ...] = ()
    rest: float | None = None
    draws: int = 0
    seed: int = 0
    confidence: float = 0.95
    people: Path | None = None
    format: str | None = None


USUAL = SimulateChoice()


def play_what_if(path: Path, choice: SimulateChoice = USUAL) -> SimulateDocument:
    """Play a what-if through a map.

    Parameters
    ----------
    path
        A map's file.
    choice
        What is asked for.

    Raises
    ------
    BadInputError
        If the file cannot be read as a map.
    UsageError
        For a factor that is not there, a value out of range, or settings that make no sense.
    """
    read = read_system(path, choice.format)
    weighed = read_weights(choice.people, read.map) if choice.people else None
    system, called = weighed.system if weighed else read.map, names(read.map)
    start, hold = values(system, choice.start, "--start"), values(system, choice.hold, "--set")
    if choice.draws and not hold:
        raise UsageError(NOTHING_HELD, "They say how far a change hangs on the weights.", 'Hold one: --set "Name=1".')
    chosen = _chosen(choice)
    run = simulate(system, start=start, hold=hold, rest=choice.rest, **chosen)
    found = effects(system, hold=hold, start=start, rest=choice.rest, **chosen) if hold else None
    drawn = _drawn(system, choice, start, hold, weighed) if choice.draws else None
    moves = run.outcome != "steady"
    return SimulateDocument(
        **about(path, read, _notes(system, run, drawn)),
        rule=choice.rule,
        squash=choice.squash,
        steepness=choice.steepness,
        tolerance=choice.tolerance,
        held={called[each]: value for each, value in hold.items()},
        outcome=run.outcome,
        steps=run.steps,
        period=run.period,
        nothing_held_outcome=found.nothing_held.outcome if found else None,
        steady=_named(called, run.steady),
        low=_named(called, run.low) if moves else {},
        high=_named(called, run.high) if moves else {},
        draws=drawn.draws if drawn else 0,
        draws_settled=drawn.settled if drawn else 0,
        seed=choice.seed,
        confidence=choice.confidence,
        effects=_effects(system, called, hold, found, drawn) if found else [],
        people=weighed.people if weighed else 0,
        weights=_weights(system, called, weighed) if weighed else [],
    )


def _weights(system: SystemMap, called: Mapping[str, str], weighed: PeoplesWeights) -> list[LinkWeighed]:
    """Return what people said of each link, those on which they differ most first."""
    found = [(link, weighed.shared[link.identifier]) for link in system.links if link.identifier in weighed.shared]
    return [
        LinkWeighed(
            cause=called[link.cause],
            effect=called[link.effect],
            people=each.people,
            median=each.median,
            lower_quartile=each.lower_quartile,
            upper_quartile=each.upper_quartile,
            disagree=each.disagree,
        )
        for link, each in sorted(found, key=lambda item: (not item[1].disagree, -item[1].spread))
    ]


def _chosen(choice: SimulateChoice) -> Chosen:
    return {
        "rule": choice.rule,
        "squash": choice.squash,
        "steepness": choice.steepness,
        "tolerance": choice.tolerance,
        "most_steps": choice.most_steps,
    }


def _drawn(
    system: SystemMap,
    choice: SimulateChoice,
    start: Mapping[str, float],
    hold: Mapping[str, float],
    weighed: PeoplesWeights | None,
) -> Sensitivity:
    """Draw the weights; draws are followed until only effects are left, in no more steps than usual."""
    return sensitivity(
        system,
        hold=hold,
        start=start,
        rest=choice.rest,
        draws=choice.draws,
        seed=choice.seed,
        confidence=choice.confidence,
        given=weighed.bands if weighed else None,
        rule=choice.rule,
        squash=choice.squash,
        steepness=choice.steepness,
    )


def _named(called: Mapping[str, str], found: Mapping[str, float]) -> dict[str, float]:
    return {called[each]: value for each, value in found.items()}


def _notes(system: SystemMap, run: Simulation, drawn: Sensitivity | None) -> list[str]:
    told = [NOT_A_FORECAST]
    uncertain = sum(link.sign == 0 for link in system.links)
    if uncertain:
        told.append(UNCERTAIN.format(many=uncertain))
    if run.outcome != "steady":
        told.append(NO_CYCLE)
    if drawn and drawn.settled < drawn.draws:
        told.append(UNSETTLED_DRAWS.format(many=drawn.draws - drawn.settled, draws=drawn.draws))
    return told


def _effects(
    system: SystemMap, called: Mapping[str, str], hold: Mapping[str, float], found: Effects, drawn: Sensitivity | None
) -> list[FactorEffect]:
    by_factor = {each.factor: each for each in drawn.factors} if drawn else {}
    order = sorted(found.change, key=lambda each: (each in hold, -abs(found.change[each])))
    told = []
    for each in order:
        effect = FactorEffect(
            factor=called[each],
            nothing_held=found.nothing_held.steady[each],
            held=found.held.steady[each],
            change=found.change[each],
            is_held=each in hold,
        )
        told.append(_with_interval(effect, system, called, by_factor[each]) if each in by_factor else effect)
    return told


def _with_interval(
    effect: FactorEffect, system: SystemMap, called: Mapping[str, str], change: FactorChange
) -> FactorEffect:
    links = {link.identifier: link for link in system.links}
    mattering = [
        LinkThatMatters(
            cause=called[links[each.link].cause],
            effect=called[links[each.link].effect],
            correlation=each.correlation,
            share=each.share,
        )
        for each in change.links[:LINKS_SHOWN]
    ]
    limits = {"median": change.median, "low": change.low, "high": change.high, "up": change.up, "down": change.down}
    return effect.model_copy(update={**limits, "links": mattering})

"""A what-if as a person reads it: sentences, tables, methods and notes."""

from __future__ import annotations

from seedbed.reports.results.result import Result, ResultTable
from seedbed.reports.results.words import level_text, limit_headings
from seedbed.reports.systems.simulate_documents import FactorEffect, SimulateDocument
from seedbed.reports.words import count, listed, number

HARDLY = 0.005
"""A change that two decimals do not show."""
RULES = {
    "kosko": "Kosko's rule: a factor is what its causes make it (Kosko 1986).",
    "modified": "The modified rule: a factor also keeps itself going (Stylios and Groumpos 2004).",
    "rescaled": "The rescaled rule: 0.5 stands for 'not known' and passes nothing on (Papageorgiou 2014).",
}
SQUASHES = {
    "sigmoid": "sums become values from 0 to 1 by a sigmoid of steepness {steepness:g}",
    "tanh": "sums become values from -1 to 1 by a hyperbolic tangent of steepness {steepness:g}",
    "bivalent": "a sum above 0 becomes 1, any other 0",
    "trivalent": "a sum becomes -1, 0 or 1, its sign",
}
OUTCOMES = {
    "steady": "Values settle after {steps}.",
    "cycle": "Values never settle: they come round again every {period} steps.",
    "chaos": "Values never settle, they did not repeat within {steps}, and the smallest nudge grows: the map says "
    "nothing steady here.",
    "unsettled": "Values neither settled nor repeated within {steps}.",
}
LEFT_ALONE = {
    "cycle": "Left alone the map never settles: it comes round in a cycle, and changes are beside its mean.",
    "chaos": "Left alone the map never settles nor repeats, and changes are beside the mean of its later steps.",
    "unsettled": "Left alone the map did not settle in the steps allowed; changes are beside the mean of its later "
    "steps.",
}
WEIGHTS = (
    "Weights: weak 0.25, medium 0.5, strong 0.75, or the number given; parallel links add up; uncertain links pass "
    "nothing on."
)
PEOPLE = (
    "Weights of {people} people: the median of each link; uncertain where some give it a direction and others the "
    "opposite. Draws of these links go from the least to the largest that anyone gave; of the others as said below."
)
FOLLOWED = (
    "What changes is told from runs followed until no factor changes by 0.0000001 in a step; what no way of links "
    "leads to from what is held changes by 0."
)
DRAWS = (
    "{draws} draws of all weights, from seed {seed}, each value as likely as another: within 0.1, 0.2 or 0.3 of what "
    "was said, as people's confidence is high, medium or low; uncertain links in either direction. Limits hold the "
    "middle {level} of the draws. They say how far guesses at weights move the answer, not how sure anybody is of the "
    "world. Up and down are shares of draws with a change of more than 0.0001. Which link matters most is told by "
    "Spearman's rank correlation of its weight with the change over the draws, or of the sizes of both for a link that "
    "may run either way; what chance alone gives once in a thousand is left out."
)


def simulate_result(document: SimulateDocument) -> Result:
    """Return what a page, a terminal or a CSV shows of a what-if."""
    tables = [_effects_table(document)] if document.effects else []
    return Result(
        title="What-if, not a forecast",
        sentences=_sentences(document),
        tables=(*tables, _values_table(document), *_weights_table(document)),
        methods=_methods(document),
        notes=tuple(document.notes),
        file=document.file,
        invented=document.invented,
    )


def _sentences(document: SimulateDocument) -> tuple[str, ...]:
    told = [OUTCOMES[document.outcome].format(steps=_steps(document.steps), period=count(document.period))]
    if not document.held:
        return (*told, "Nothing is held: this is where the map goes by itself.")
    if document.nothing_held_outcome in LEFT_ALONE:
        told.append(LEFT_ALONE[document.nothing_held_outcome])
    held = listed([f"'{name}' at {number(value, 2)}" for name, value in document.held.items()])
    moved = [each for each in document.effects if not each.is_held and abs(each.change) >= HARDLY]
    if not moved:
        return (*told, f"With {held}, no other factor changes by 0.01 or more.")
    told.append(f"With {held}, beside the same map left alone: {listed([_moved(each) for each in moved[:5]])}.")
    doubted = [each.factor for each in moved if each.up and each.down and min(each.up, each.down) >= 0.05]
    if doubted:
        told.append(
            f"Which way it goes hangs on the weights for {listed(doubted[:5])}: some draws say up, others down."
        )
    first = next((each for each in moved if each.links), None)
    if first:
        link = first.links[0]
        told.append(
            f"For '{first.factor}' the link from '{link.cause}' to '{link.effect}' matters most (rank correlation "
            f"{number(link.correlation, 2)} over {count(document.draws)} draws)."
        )
    return tuple(told)


def _steps(many: int) -> str:
    return "1 step" if many == 1 else f"{count(many)} steps"


def _moved(effect: FactorEffect) -> str:
    return f"'{effect.factor}' {'up' if effect.change > 0 else 'down'} by {number(abs(effect.change), 2)}"


def _effects_table(document: SimulateDocument) -> ResultTable:
    headings: tuple[str, ...] = ("Factor", "Nothing held", "Held", "Change")
    rows = [(each.factor, each.nothing_held, each.held, each.change) for each in document.effects if not each.is_held]
    if document.draws:
        headings += ("Middle change", *limit_headings(document.confidence), "% up", "% down")
        drawn = [
            (
                each.median,
                each.low,
                each.high,
                *(None if share is None else 100 * share for share in (each.up, each.down)),
            )
            for each in document.effects
            if not each.is_held
        ]
        return ResultTable(_caption(), headings, tuple((*a, *b) for a, b in zip(rows, drawn, strict=True)), 2)
    return ResultTable(_caption(), headings, tuple(rows), 2)


def _caption() -> str:
    return "What changes beside the same map left alone, the most first. Values have no unit."


def _values_table(document: SimulateDocument) -> ResultTable:
    rows = tuple(
        (name, value, document.low.get(name, value), document.high.get(name, value))
        for name, value in document.steady.items()
    )
    if document.outcome == "steady":
        return ResultTable("Value of each factor in the end.", ("Factor", "Value"), tuple(row[:2] for row in rows), 3)
    headings = ("Factor", "Mean", "Least", "Largest")
    return ResultTable("Values that each factor keeps coming to.", headings, rows, 3)


def _weights_table(document: SimulateDocument) -> list[ResultTable]:
    if not document.weights:
        return []
    rows = tuple(
        (f"{each.cause} → {each.effect}", each.people, each.median, each.lower_quartile, each.upper_quartile,
         "yes" if each.disagree else "no")
        for each in document.weights
    )  # fmt: skip
    headings = ("Link", "People", "Median", "Lower quartile", "Upper quartile", "Disagree on direction")
    return [ResultTable("Weights that people gave, where they differ most first.", headings, rows, 2)]


def _methods(document: SimulateDocument) -> tuple[str, ...]:
    squash = SQUASHES[document.squash].format(steepness=document.steepness)
    told = [
        "A fuzzy cognitive map: step by step each factor takes up what its causes pass on, times the link's weight; "
        f"{squash}. Steady once no factor changes by {document.tolerance:g} in a step.",
        RULES[document.rule],
        WEIGHTS,
    ]
    if document.people:
        told.append(PEOPLE.format(people=count(document.people)))
    if document.effects:
        told.append(FOLLOWED)
    if document.draws:
        told.append(
            DRAWS.format(draws=count(document.draws), seed=document.seed, level=level_text(document.confidence))
        )
    return tuple(told)

"""Questions that start from factors people point at: what they control, want, or fear for (a to i)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations, permutations, product

from seedbed.analysis.systems.answers import Answer, Asked, Group, Ranked, Sentence, told
from seedbed.analysis.systems.reach import Part, Reached, union

FAR = 3
"""Links from which on an effect is easily overlooked."""
MOST_PAIRS = 30
NOWHERE = Part(frozenset(), frozenset())
ALIKE, APART, UNSURE = "the same way", "different ways", "nobody is sure which way"


def unexpected_effects(asked: Asked) -> Answer:
    """(a) What else moves when what people control is moved."""
    reached = [asked.near.downstream(each) for each in asked.chosen]
    steps = _nearest(reached)
    sentences = []
    for each in reached:
        far = [factor for factor, many in each.steps.items() if many >= FAR]
        sentences.append(_reach_told(asked, each, "{name} reaches {many} of the other {all} factors."))
        if far:
            words = "Of these, {names} only by {links} links or more, so easily overlooked."
            sentences.append(told(words, names=asked.names(far), links=FAR))
        sentences += _outcomes_told(asked, each)
    groups = [_reached_group(asked, "What {name} reaches", each) for each in reached]
    return asked.answer(_all(reached), sentences, groups, _by_number(steps), "fewest links to it")


def complement_or_clash(asked: Asked) -> Answer:
    """(b) Where the effects of several factors meet: do they add up or work against each other."""
    reached = [asked.near.downstream(each) for each in asked.chosen]
    met = _met(reached)
    kinds = _kinds(met)
    sentences = [told("{names} together reach {many} factors; {shared} of them are reached by two or more.",
                      names=asked.names(asked.chosen), many=len(_all(reached).factors - set(asked.chosen)),
                      shared=len(met))]  # fmt: skip
    for kind, words in (
        (ALIKE, "They complement each other at {names}: moved the same way."),
        (APART, "They clash at {names}: moved different ways."),
        (UNSURE, "At {names} nobody is sure which way: a link is uncertain, or ways of the same length disagree."),
    ):
        if kinds[kind]:
            sentences.append(told(words, names=asked.names(kinds[kind])))
    groups = [_kind_group(asked, kind, kinds[kind]) for kind in kinds]
    return asked.answer(_all(reached), sentences, groups, _by_many(met), "how many of the chosen reach it")


def relies_on(asked: Asked) -> Answer:
    """(c) By which ways an intervention reaches an outcome, and what else must hold along them."""
    sentences, groups, parts = [], [], []
    pairs = [(cause, effect) for cause, effect in product(asked.chosen, asked.other) if cause != effect]
    for cause, effect in pairs[:MOST_PAIRS]:
        ways = asked.near.ways(cause, effect)
        values = {"cause": asked.name(cause), "effect": asked.name(effect)}
        if not ways:
            sentences.append(told("No way leads from {cause} to {effect}.", **values))
            continue
        shortest = " → ".join([asked.name(cause), *(asked.name(link.effect) for link in ways[0])])
        sentences.append(told("From {cause} to {effect}, most directly: {way}.", **values, way=shortest))
        part = Part(
            frozenset({cause, *(link.effect for way in ways for link in way)}),
            frozenset(link.identifier for way in ways for link in way),
        )
        parts.append(part)
        groups.append(asked.group("Ways from {cause} to {effect}", part, **values))
    sentences += _pairs_left_out(len(pairs))
    on_ways = union(parts)
    around = union(asked.near.ego(each) for each in on_ways.factors)
    outside = {
        link.cause for each in on_ways.factors - set(asked.chosen) for link in asked.near.into[each]
    } - on_ways.factors
    if outside:
        words = "Along the ways it relies on {names}, which also push on what lies between."
        sentences.append(told(words, names=asked.names(asked.in_order(outside))))
        groups.append(asked.group("What it relies on", asked.near.part(outside)))
    return asked.answer(around, sentences, groups)


def constraints(asked: Asked) -> Answer:
    """(d) What an outcome depends on, and how much of that anybody controls."""
    reached = [asked.near.upstream(each) for each in asked.chosen]
    sentences = []
    for each in reached:
        sentences.append(_reach_told(asked, each, "{many} of the other {all} factors push on {name}."))
        direct = [factor for factor, many in each.steps.items() if many == 1]
        if direct:
            up, down, unsure = ([factor for factor in direct if each.signs[factor] == sign] for sign in (1, -1, 0))
            for words, factors in (
                ("Directly, {names} move it the same way.", up),
                ("Directly, {names} move it the opposite way.", down),
                ("Of {names} nobody is sure which way they move it.", unsure),
            ):
                if factors:
                    sentences.append(told(words, names=asked.names(factors)))
        held = [factor for factor in each.steps if asked.system.by_identifier[factor].controlled_by]
        sentences.append(
            told("Somebody is named who controls {held} of the {many}.", held=len(held), many=len(each.steps))
        )
    groups = [_reached_group(asked, "What pushes on {name}", each) for each in reached]
    return asked.answer(_all(reached), sentences, groups, _by_number(_nearest(reached)), "fewest links from it")


def trade_offs(asked: Asked) -> Answer:
    """(e) Where outcomes share surroundings, and whether more of one means less of another."""
    egos = [asked.near.ego(each) for each in asked.chosen]
    shared = {factor for one, other in combinations(egos, 2) for factor in one.factors & other.factors}
    sentences = []
    pairs = list(permutations(asked.chosen, 2))
    down = {each: asked.near.downstream(each) for each in asked.chosen}
    parts = [union(egos)]
    for cause, effect in pairs[:MOST_PAIRS]:
        if effect not in down[cause].steps:
            continue
        words = {
            1: "More of {cause} means more of {effect} along the shortest ways.",
            -1: "More of {cause} means less of {effect} along the shortest ways: a trade-off.",
            0: "{cause} moves {effect}, but nobody is sure which way.",
        }[down[cause].signs[effect]]
        sentences.append(told(words, cause=asked.name(cause), effect=asked.name(effect)))
        first = asked.near.ways(cause, effect, most=1)[0]
        parts.append(Part(frozenset(link.effect for link in first), frozenset(link.identifier for link in first)))
    sentences += _pairs_left_out(len(pairs))
    if not sentences:
        sentences.append(told("No way leads from one of {names} to another.", names=asked.names(asked.chosen)))
    if shared:
        words = "Next to two or more of them stand {names}: what is done there touches several outcomes."
        sentences.append(told(words, names=asked.names(asked.in_order(shared))))
    groups = [
        asked.group("Around {name}", ego, name=asked.name(each)) for each, ego in zip(asked.chosen, egos, strict=True)
    ]
    groups.append(asked.group("Around two or more", asked.near.part(shared)))
    return asked.answer(union(parts), sentences, groups)


def surroundings(asked: Asked) -> Answer:
    """(f, l) What stands directly around a factor."""
    egos = [asked.near.ego(each) for each in asked.chosen]
    sentences = []
    for each in asked.chosen:
        causes = dict.fromkeys(link.cause for link in asked.near.into[each] if link.cause != each)
        effects = dict.fromkeys(link.effect for link in asked.near.out[each] if link.effect != each)
        for words, factors in (("{name} is moved by {names}.", causes), ("{name} moves {names}.", effects)):
            if factors:
                sentences.append(told(words, name=asked.name(each), names=asked.names(factors)))
        if not causes and not effects:
            sentences.append(told("No link joins {name} to another factor.", name=asked.name(each)))
    groups = [
        asked.group("Around {name}", ego, name=asked.name(each)) for each, ego in zip(asked.chosen, egos, strict=True)
    ]
    return asked.answer(union(egos), sentences, groups)


def levers(asked: Asked) -> Answer:
    """(g) What pushes on several outcomes at once, and whether the same way."""
    reached = [asked.near.upstream(each) for each in asked.chosen]
    met = _met(reached, least=min(2, len(reached)))
    kinds = _kinds(met)
    sentences = [told("{many} factors push on {least} or more of {names}.", many=len(met), least=min(2, len(reached)),
                      names=asked.names(asked.chosen))]  # fmt: skip
    if len(reached) > 1:
        for kind, words in (
            (ALIKE, "Co-benefits: {names} move them the same way."),
            (APART, "Mind what is wanted of each: {names} move them different ways."),
            (UNSURE, "Nobody is sure which way {names} move them."),
        ):
            if kinds[kind]:
                sentences.append(told(words, names=asked.names(kinds[kind])))
    held = [factor for factor in met if asked.system.by_identifier[factor].controlled_by]
    if held:
        sentences.append(told("Of these, somebody is named who controls {names}.", names=asked.names(held)))
    groups = [_kind_group(asked, kind, kinds[kind]) for kind in kinds] if len(reached) > 1 else []
    part = asked.near.part({*met, *asked.chosen})
    return asked.answer(part, sentences, groups, _by_many(met), "how many of the chosen it pushes on")


def exposed(asked: Asked) -> Answer:
    """(h) What could make vulnerable factors change, and what would change with them."""
    sentences, groups, everything = [], [], []
    for each in asked.chosen:
        up, down = asked.near.upstream(each), asked.near.downstream(each)
        everything += [up, down]
        values = {"name": asked.name(each), "up": len(up.steps), "down": len(down.steps)}
        sentences.append(told("{up} factors could make {name} change; {down} would be moved with it.", **values))
        sentences += _outcomes_told(asked, down)
        groups.append(_reached_group(asked, "What could make {name} change", up))
        groups.append(_reached_group(asked, "What would be moved with {name}", down))
    return asked.answer(_all(everything), sentences, groups)


def compound_risks(asked: Asked) -> Answer:
    """(i) What is hit from several vulnerable factors at once."""
    reached = [asked.near.downstream(each) for each in asked.chosen]
    met = _met(reached)
    sentences = [told("{many} factors are reached by two or more of {names}.", many=len(met),
                      names=asked.names(asked.chosen))]  # fmt: skip
    if met:
        most = max(len(signs) for signs in met.values())
        top = [factor for factor, signs in met.items() if len(signs) == most]
        sentences.append(told("Most exposed, to {most} of them: {names}.", most=most, names=asked.names(top)))
        adding = _kinds(met)[ALIKE]
        if adding:
            sentences.append(
                told("Moved the same way by all of theirs, so effects add up: {names}.", names=asked.names(adding))
            )
    part = asked.near.part({*met, *asked.chosen})
    return asked.answer(part, sentences, [asked.group("Reached by two or more", asked.near.part(met))], _by_many(met),
                        "how many of the chosen reach it")  # fmt: skip


def _nearest(reached: Iterable[Reached]) -> dict[str, int]:
    nearest: dict[str, int] = {}
    for each in reached:
        for factor, steps in each.steps.items():
            nearest[factor] = min(steps, nearest.get(factor, steps))
    return nearest


def _met(reached: Iterable[Reached], least: int = 2) -> dict[str, list[int]]:
    """Return the signs by which each factor is reached, of those reached by ``least`` or more; most reached first."""
    signs: dict[str, list[int]] = {}
    for each in reached:
        for factor, sign in each.signs.items():
            signs.setdefault(factor, []).append(sign)
    met = [(factor, found) for factor, found in signs.items() if len(found) >= least]
    return dict(sorted(met, key=lambda item: -len(item[1])))


def _kinds(met: Mapping[str, list[int]]) -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = {ALIKE: [], APART: [], UNSURE: []}
    for factor, signs in met.items():
        kinds[UNSURE if 0 in signs else ALIKE if len(set(signs)) == 1 else APART].append(factor)
    return kinds


def _kind_group(asked: Asked, kind: str, factors: list[str]) -> Group:
    return asked.group(f"Moved {kind}" if kind != UNSURE else "Moved, n" + kind[1:], asked.near.part(factors))


def _all(reached: Iterable[Reached]) -> Part:
    return union(Part(each.factors | {each.start}, each.links) for each in reached)


def _reached_group(asked: Asked, words: str, reached: Reached) -> Group:
    return asked.group(words, Part(reached.factors, reached.links), name=asked.name(reached.start))


def _reach_told(asked: Asked, reached: Reached, words: str) -> Sentence:
    others = len(asked.system.factors) - 1
    return told(words, name=asked.name(reached.start), many=len(reached.steps), all=others)


def _outcomes_told(asked: Asked, reached: Reached) -> list[Sentence]:
    """Tell which outcomes move and which way, along the shortest ways."""
    sentences = []
    for sign, words in (
        (1, "A rise of {name} raises {names}."),
        (-1, "A rise of {name} lowers {names}."),
        (0, "It also moves {names}, nobody is sure which way."),
    ):
        outcomes = [
            factor
            for factor, found in reached.signs.items()
            if found == sign and asked.system.by_identifier[factor].role == "outcome"
        ]
        if outcomes:
            sentences.append(told(words, name=asked.name(reached.start), names=asked.names(outcomes)))
    return sentences


def _pairs_left_out(pairs: int) -> list[Sentence]:
    words = "{pairs} pairs were asked for; the first {most} are answered. Choose fewer factors for the others."
    return [told(words, pairs=pairs, most=MOST_PAIRS)] if pairs > MOST_PAIRS else []


def _by_number(numbers: Mapping[str, int]) -> list[Ranked]:
    return [Ranked(factor, float(many)) for factor, many in sorted(numbers.items(), key=lambda item: item[1])]


def _by_many(met: Mapping[str, list[int]]) -> list[Ranked]:
    return [Ranked(factor, float(len(signs))) for factor, signs in met.items()]

"""Questions that start from factors people point at: what they control, want, or fear for (a to i)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice, permutations, product

from seedbed.analysis.systems.answers import Answer, Asked, Group, Ranked, Sentence, counted, told
from seedbed.analysis.systems.people_words import (
    ALIKE,
    APART,
    BESIDE,
    BUFFERED,
    DIRECTLY,
    EXPOSED,
    HIT,
    LEVERS,
    MEETINGS,
    OF_THE_OTHERS,
    OUTCOMES,
    PULLS,
    PUSHED,
    REACHES,
    RELIES,
    TOGETHER,
    UNREACHED,
    UNSURE,
)
from seedbed.analysis.systems.reach import MOST_WAYS, Part, Reached, union
from seedbed.analysis.systems.types import CausalLink

FAR = 3
"""Links from which on an effect is easily overlooked."""
MOST_PAIRS = 30
NOWHERE = Part(frozenset(), frozenset())


def unexpected_effects(asked: Asked) -> Answer:
    """(a) What else moves when what people control is moved."""
    reached = [asked.near.downstream(each) for each in asked.chosen]
    steps = _nearest(reached)
    sentences = []
    for each in reached:
        far = [factor for factor, many in each.steps.items() if many >= FAR]
        sentences.append(_reach_told(asked, each, *REACHES))
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
    everything = {factor for each in reached for factor in each.steps}
    sentences = [counted(len(everything), *TOGETHER, names=asked.names(asked.chosen), shared=len(met))]
    for kind, words in MEETINGS:
        if kinds[kind]:
            sentences.append(told(words, names=asked.names(kinds[kind])))
    groups = [_kind_group(asked, kind, kinds[kind]) for kind in kinds]
    return asked.answer(_all(reached), sentences, groups, _by_many(met), "how many of the chosen reach it")


def relies_on(asked: Asked) -> Answer:
    """(c) By which ways an intervention reaches an outcome, and what else must hold along them."""
    sentences: list[Sentence] = []
    groups = []
    pairs = [(cause, effect) for cause, effect in product(asked.chosen, asked.other) if cause != effect]
    unreached: dict[str, list[str]] = {}
    for cause, effect in pairs[:MOST_PAIRS]:
        ways = asked.near.ways(cause, effect, most=MOST_WAYS + 1)
        if not ways:
            unreached.setdefault(cause, []).append(effect)
        else:
            sentences += _ways_told(asked, cause, effect, ways)
            links = [link for way in ways[:MOST_WAYS] for link in way]
            part = Part(frozenset({cause, *(link.effect for link in links)}), frozenset(_identifiers(links)))
            values = {"cause": asked.name(cause), "effect": asked.name(effect)}
            groups.append(asked.group("Ways from {cause} to {effect}", part, **values))
    for cause, effects in unreached.items():
        sentences.append(counted(len(effects), *UNREACHED, cause=asked.name(cause), names=asked.names(effects)))
    sentences += _pairs_left_out(len(pairs))
    if not pairs:
        sentences.append(told("The action and the outcome are the same factor. Choose two that differ."))
    on_ways = frozenset(factor for each in groups for factor in each.factors)
    causes = {link.cause for each in on_ways - set(asked.chosen) for link in asked.near.into[each]}
    outside = asked.near.part(causes - on_ways)
    if outside.factors:
        names = asked.names(asked.in_order(outside.factors))
        sentences.append(counted(len(outside.factors), *RELIES, names=names))
        groups.append(asked.group("What it relies on", outside))
    return asked.answer(union([outside, *(asked.near.ego(each) for each in on_ways)]), sentences, groups)


def _ways_told(asked: Asked, cause: str, effect: str, ways: Sequence[Sequence[CausalLink]]) -> list[Sentence]:
    """Tell the most direct of some ways, and whether there are more than are followed."""
    values = {"cause": asked.name(cause), "effect": asked.name(effect)}
    shortest = " → ".join([asked.name(cause), *(asked.name(link.effect) for link in ways[0])])
    sentences = [told("From {cause} to {effect}, most directly: {way}.", **values, way=shortest)]
    if len(ways) > MOST_WAYS:
        words = "More than {most} ways lead from {cause} to {effect}; the {most} shortest are brought forward."
        sentences.append(told(words, **values, most=MOST_WAYS))
    return sentences


def _identifiers(links: Iterable[CausalLink]) -> Iterable[str]:
    return (link.identifier for link in links)


def constraints(asked: Asked) -> Answer:
    """(d) What an outcome depends on, and how much of that anybody controls."""
    reached = [asked.near.upstream(each) for each in asked.chosen]
    sentences = []
    for each in reached:
        sentences += [_reach_told(asked, each, *PUSHED), *_directly_told(asked, each)]
        if each.steps:
            named = [asked.system.by_identifier[factor] for factor in each.steps]
            held, changing = sum(bool(one.controlled_by) for one in named), sum(one.vulnerable for one in named)
            sentences.append(told(BUFFERED, many=len(named), held=held, changing=changing))
    groups = [_reached_group(asked, "What pushes on {name}", each) for each in reached]
    return asked.answer(_all(reached), sentences, groups, _by_number(_nearest(reached)), "fewest links from it")


def _directly_told(asked: Asked, reached: Reached) -> list[Sentence]:
    """Tell which factors push on one directly, and which way."""
    direct = [factor for factor, many in reached.steps.items() if many == 1]
    sentences = []
    for sign, one, more in DIRECTLY:
        factors = [factor for factor in direct if reached.signs[factor] == sign]
        if factors:
            sentences.append(counted(len(factors), one, more, names=asked.names(factors)))
    return sentences


def trade_offs(asked: Asked) -> Answer:
    """(e) Where outcomes share surroundings, and whether more of one means less of another.

    Whether that is a trade-off hangs on which way each is wanted, which a map does not say.
    """
    egos = [asked.near.ego(each) for each in asked.chosen]
    beside = Counter(
        factor for each, ego in zip(asked.chosen, egos, strict=True) for factor in ego.factors if factor != each
    )
    shared = {factor for factor, many in beside.items() if many > 1}
    sentences = []
    pairs = list(islice(permutations(asked.chosen, 2), MOST_PAIRS))
    down = {each: asked.near.downstream(each) for each in dict.fromkeys(cause for cause, _ in pairs)}
    parts = [union(egos)]
    for cause, effect in pairs:
        if effect not in down[cause].steps:
            continue
        sentences.append(told(PULLS[down[cause].signs[effect]], cause=asked.name(cause), effect=asked.name(effect)))
        first = asked.near.ways(cause, effect, most=1)[0]
        parts.append(Part(frozenset(link.effect for link in first), frozenset(link.identifier for link in first)))
    left_out = _pairs_left_out(len(asked.chosen) * (len(asked.chosen) - 1))
    if not sentences and not left_out:
        sentences.append(told("No way leads from one of {names} to another.", names=asked.names(asked.chosen)))
    sentences += left_out
    if shared:
        sentences.append(counted(len(shared), *BESIDE, names=asked.names(asked.in_order(shared))))
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
    at_once = "two or more of {names}" if len(reached) > 1 else "{names}"
    words = f"{{many}} factor pushes on {at_once}.", f"{{many}} factors push on {at_once}."
    sentences = [counted(len(met), *words, names=asked.names(asked.chosen))]
    if len(reached) > 1:
        for kind, one, more in LEVERS:
            if kinds[kind]:
                sentences.append(counted(len(kinds[kind]), one, more, names=asked.names(kinds[kind])))
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
        sentences.append(counted(len(up.steps), *EXPOSED, name=asked.name(each), down=len(down.steps)))
        sentences += _outcomes_told(asked, down)
        groups.append(_reached_group(asked, "What could make {name} change", up))
        groups.append(_reached_group(asked, "What would be moved with {name}", down))
    return asked.answer(_all(everything), sentences, groups)


def compound_risks(asked: Asked) -> Answer:
    """(i) What is hit from several vulnerable factors at once."""
    reached = [asked.near.downstream(each) for each in asked.chosen]
    met = _met(reached)
    sentences = [counted(len(met), *HIT, names=asked.names(asked.chosen))]
    if met:
        most = max(len(signs) for signs in met.values())
        top = [factor for factor, signs in met.items() if len(signs) == most]
        sentences.append(told("Most exposed, to {most} of them: {names}.", most=most, names=asked.names(top)))
        adding = _kinds(met)[ALIKE]
        if adding:
            words = "Moved the same way by a rise of each that reaches them, so effects add up: {names}."
            sentences.append(told(words, names=asked.names(adding)))
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


def _reach_told(asked: Asked, reached: Reached, one: str, more: str) -> Sentence:
    others = len(asked.system.factors) - 1
    if not others:
        return told("{name} is the only factor on the map.", name=asked.name(reached.start))
    of_others = OF_THE_OTHERS[others == 1]
    one, more = (words.replace("{of_others}", of_others) for words in (one, more))
    return counted(len(reached.steps), one, more, name=asked.name(reached.start), all=others)


def _outcomes_told(asked: Asked, reached: Reached) -> list[Sentence]:
    """Tell which outcomes move and which way, along the shortest ways."""
    sentences = []
    for sign, words in OUTCOMES:
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

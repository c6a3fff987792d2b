"""Questions that start from the map itself: which factors stand out by their links (j to n)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from seedbed.analysis.systems.answers import Answer, Asked, Ranked, Sentence, counted, told
from seedbed.analysis.systems.from_people import surroundings
from seedbed.analysis.systems.measures import betweenness
from seedbed.analysis.systems.reach import Part, union
from seedbed.analysis.systems.types import CausalLink

MOST_HIGHLIGHTED = 5
MEASURE = "share of pairs it lies between"


def influential(asked: Asked) -> Answer:
    """(j) Which factors move the most others directly; parallel links count once, a link to itself does not."""
    words = ("{name} moves {many} other directly.", "{name} moves {many} others directly.")
    return _best_joined(asked, asked.near.out, lambda link: link.effect, words, "others it moves directly")


def influenced(asked: Asked) -> Answer:
    """(m) Which factors are moved by the most others directly; parallel links count once, one to itself does not."""
    words = ("{name} is moved by {many} other directly.", "{name} is moved by {many} others directly.")
    return _best_joined(asked, asked.near.into, lambda link: link.cause, words, "others that move it directly")


def _best_joined(
    asked: Asked,
    links: Mapping[str, list[CausalLink]],
    far_end: Callable[[CausalLink], str],
    words: tuple[str, str],
    measure: str,
) -> Answer:
    others = {each: {far_end(link) for link in mine} - {each} for each, mine in links.items()}
    ranked = _by(asked, [len(others[each.identifier]) for each in asked.system.factors])
    top = _top(ranked)
    near = {other for each in top for other in others[each]}
    highlighted = {link.identifier for each in top for link in links[each]}
    sentences = [counted(len(others[each]), *words, name=asked.name(each)) for each in top]
    sentences = sentences or [told("No link joins two factors yet.")]
    part = Part(frozenset({*top, *near}), frozenset(highlighted))
    return asked.answer(part, [*sentences, *_tied(ranked)], (), ranked, measure)


def bridging(asked: Asked) -> Answer:
    """(k) Which factors most shortest ways pass, and what lies up and down from them."""
    ranked = _by(asked, betweenness(asked.system))
    chosen = asked.chosen or tuple(_top(ranked)[:1])
    if not chosen:
        return _no_bridge(asked, ranked)
    sentences, groups, parts = [], [], []
    shares = {each.factor: each.value or 0.0 for each in ranked}
    for each in chosen:
        up, down = asked.near.upstream(each), asked.near.downstream(each)
        words = (
            "{name} lies between {share}% of pairs of others, on their shortest ways: {up} before it, {down} after it."
        )
        values = {"name": asked.name(each), "up": len(up.steps), "down": len(down.steps)}
        sentences.append(told(words, share=f"{100 * shares[each]:.1f}", **values))
        for found, name in ((up, "Before {name}"), (down, "After {name}")):
            parts.append(Part(found.factors | {each}, found.links))
            groups.append(asked.group(name, Part(found.factors, found.links), name=asked.name(each)))
    if len(_top(ranked)) > 1:
        words = "The factors that join the map most are {names}, the most first."
        sentences += [told(words, names=asked.names(_top(ranked))), *_tied(ranked)]
    return replace(asked, chosen=chosen).answer(union(parts), sentences, groups, ranked, MEASURE)


def _no_bridge(asked: Asked, ranked: Sequence[Ranked]) -> Answer:
    words = "No factor lies between two others."
    return asked.answer(Part(frozenset(), frozenset()), [told(words)], (), ranked, MEASURE)


def around_the_bridge(asked: Asked) -> Answer:
    """(l) What stands directly around the factor that most shortest ways pass."""
    ranked = _by(asked, betweenness(asked.system))
    chosen = asked.chosen or tuple(_top(ranked)[:1])
    if not chosen:
        return _no_bridge(asked, ranked)
    found = surroundings(replace(asked, chosen=chosen))
    return replace(found, ranked=tuple(ranked), measure=MEASURE)


def unusual(asked: Asked) -> Answer:
    """(n) Which factors move many and are moved by few: outgoing over incoming links."""
    ratios: list[float | None] = []
    for each in asked.system.factors:
        into, out = asked.near.into[each.identifier], asked.near.out[each.identifier]
        ratios.append(len(out) / len(into) if into else None)
    ranked = _by(asked, ratios)
    top = [each for each in _top(ranked) if (ratios[asked.system.place[each]] or 0) > 1]
    sentences = [
        told(
            "{name} has {ratio} outgoing links for each incoming one.",
            name=asked.name(each.factor),
            ratio=f"{each.value:.1f}",
        )
        for each in ranked[: len(top)]
    ]
    if not sentences:
        sentences.append(told("No factor that something moves has more outgoing links than incoming ones."))
    sentences += _tied(ranked, above=1)
    drivers = [
        each.identifier
        for each, ratio in zip(asked.system.factors, ratios, strict=True)
        if ratio is None and asked.near.out[each.identifier]
    ]
    if drivers:
        words = (
            "Nothing moves {names}: it drives the map from outside, and the ratio is not defined for it.",
            "Nothing moves {names}: they drive the map from outside, and the ratio is not defined for them.",
        )
        sentences.append(counted(len(drivers), *words, names=asked.names(drivers)))
    groups = [asked.group("Nothing moves these", asked.near.part(drivers))] if drivers else []
    links = {link.identifier for each in (*top, *drivers) for link in asked.near.out[each]}
    near = {link.effect for each in (*top, *drivers) for link in asked.near.out[each]}
    part = Part(frozenset({*top, *near, *drivers}), frozenset(links))
    return asked.answer(part, sentences, groups, ranked, "outgoing over incoming links")


def _by(asked: Asked, values: Sequence[float | None]) -> list[Ranked]:
    """Return all factors, the largest number first, undefined ones last."""
    found = [Ranked(each.identifier, value) for each, value in zip(asked.system.factors, values, strict=True)]
    return sorted(found, key=lambda each: (each.value is None, -(each.value or 0.0)))


def _top(ranked: Sequence[Ranked]) -> list[str]:
    """Return the first five with a number above 0."""
    return [each.factor for each in ranked[:MOST_HIGHLIGHTED] if each.value]


def _tied(ranked: Sequence[Ranked], above: float = 0) -> list[Sentence]:
    """Say how many more stand as high as the last of the first five: which of them is named is chance."""
    if len(ranked) <= MOST_HIGHLIGHTED:
        return []
    last = ranked[MOST_HIGHLIGHTED - 1].value or 0
    more = sum(each.value == last for each in ranked[MOST_HIGHLIGHTED:])
    words = ("{many} more stands as high as the last of these.", "{many} more stand as high as the last of these.")
    return [counted(more, *words)] if more and last > above else []

"""Questions that start from the map itself: which factors stand out by their links (j to n)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from seedbed.analysis.systems.answers import Answer, Asked, Ranked, told
from seedbed.analysis.systems.from_people import surroundings
from seedbed.analysis.systems.measures import betweenness
from seedbed.analysis.systems.reach import Part, union

MOST_HIGHLIGHTED = 5
MEASURE = "share of pairs it lies between"


def influential(asked: Asked) -> Answer:
    """(j) Which factors have the most outgoing links."""
    ranked = _by(asked, [len(asked.near.out[each.identifier]) for each in asked.system.factors])
    top = _top(ranked)
    links = {link.identifier for each in top for link in asked.near.out[each]}
    near = {link.effect for each in top for link in asked.near.out[each]}
    sentences = [
        told("{name} moves {many} others directly.", name=asked.name(each.factor), many=int(each.value or 0))
        for each in ranked[: len(top)]
    ] or [told("No link is drawn yet.")]
    return asked.answer(Part(frozenset({*top, *near}), frozenset(links)), sentences, (), ranked, "outgoing links")


def influenced(asked: Asked) -> Answer:
    """(m) Which factors have the most incoming links."""
    ranked = _by(asked, [len(asked.near.into[each.identifier]) for each in asked.system.factors])
    top = _top(ranked)
    links = {link.identifier for each in top for link in asked.near.into[each]}
    near = {link.cause for each in top for link in asked.near.into[each]}
    sentences = [
        told("{name} is moved by {many} others directly.", name=asked.name(each.factor), many=int(each.value or 0))
        for each in ranked[: len(top)]
    ] or [told("No link is drawn yet.")]
    return asked.answer(Part(frozenset({*top, *near}), frozenset(links)), sentences, (), ranked, "incoming links")


def bridging(asked: Asked) -> Answer:
    """(k) Which factors most shortest ways pass, and what lies up and down from them."""
    ranked = _by(asked, betweenness(asked.system))
    chosen = asked.chosen or tuple(_top(ranked)[:1])
    if not chosen:
        return asked.answer(Part(frozenset(), frozenset()), [told("No factor lies between two others.")], (), ranked)
    sentences, groups, parts = [], [], []
    shares = {each.factor: each.value or 0.0 for each in ranked}
    for each in chosen:
        up, down = asked.near.upstream(each), asked.near.downstream(each)
        words = (
            "{name} lies between {share}% of pairs of others, on their shortest ways: {up} lead to it, {down} follow."
        )
        values = {"name": asked.name(each), "up": len(up.steps), "down": len(down.steps)}
        sentences.append(told(words, share=f"{100 * shares[each]:.1f}", **values))
        for found, name in ((up, "Before {name}"), (down, "After {name}")):
            part = Part(found.factors | {each}, found.links)
            parts.append(part)
            groups.append(asked.group(name, part, name=asked.name(each)))
    if len(_top(ranked)) > 1:
        sentences.append(told("The most bridging factors are {names}.", names=asked.names(_top(ranked))))
    return replace(asked, chosen=chosen).answer(union(parts), sentences, groups, ranked, MEASURE)


def around_the_bridge(asked: Asked) -> Answer:
    """(l) What stands directly around the factor that most shortest ways pass."""
    ranked = _by(asked, betweenness(asked.system))
    chosen = asked.chosen or tuple(_top(ranked)[:1])
    if not chosen:
        return asked.answer(Part(frozenset(), frozenset()), [told("No factor lies between two others.")], (), ranked)
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
        sentences.append(told("No factor moves more others than move it."))
    drivers = [
        each.identifier
        for each, ratio in zip(asked.system.factors, ratios, strict=True)
        if ratio is None and asked.near.out[each.identifier]
    ]
    if drivers:
        words = "Nothing moves {names}: they drive the map from outside, and the ratio is undefined for them."
        sentences.append(told(words, names=asked.names(drivers)))
    groups = [asked.group("Nothing moves these", asked.near.part(drivers))] if drivers else []
    links = {link.identifier for each in top for link in asked.near.out[each]}
    near = {link.effect for each in top for link in asked.near.out[each]}
    part = Part(frozenset({*top, *near, *drivers}), frozenset(links))
    return asked.answer(part, sentences, groups, ranked, "outgoing over incoming links")


def _by(asked: Asked, values: Sequence[float | None]) -> list[Ranked]:
    """Return all factors, the largest number first, undefined ones last."""
    found = [Ranked(each.identifier, value) for each, value in zip(asked.system.factors, values, strict=True)]
    return sorted(found, key=lambda each: (each.value is None, -(each.value or 0.0)))


def _top(ranked: Sequence[Ranked]) -> list[str]:
    """Return the first five with a number above 0."""
    return [each.factor for each in ranked[:MOST_HIGHLIGHTED] if each.value]

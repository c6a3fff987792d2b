"""What a factor reaches on a map and what reaches it: downstream, upstream, the ways between, and its surroundings."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from seedbed.analysis.systems.types import CausalLink, SystemMap
from seedbed.errors import UsageError

MOST_WAYS = 20
LONGER_BY = 2
_SAME, _OPPOSITE, _UNSURE = 1, 2, 4
"""Which ways a rise may move a factor, as bits."""
_ONE_SIGN = {_SAME: 1, _OPPOSITE: -1} | dict.fromkeys(range(3, 8), 0)
_TURNED = {
    1: tuple(range(8)),
    -1: tuple((each & _UNSURE) | (each & _SAME) << 1 | (each & _OPPOSITE) >> 1 for each in range(8)),
    0: (_UNSURE,) * 8,
}
"""What a link of each sign makes of these bits."""
_Arrow = tuple[str, tuple[int, ...], str]


class Neighbours:
    """A map's links by cause and by effect, made once for many questions.

    Raises
    ------
    UsageError
        From every method, for a factor that is not on the map.
    """

    def __init__(self, system: SystemMap) -> None:
        self.system = system
        self.out: dict[str, list[CausalLink]] = {each.identifier: [] for each in system.factors}
        self.into: dict[str, list[CausalLink]] = {each.identifier: [] for each in system.factors}
        self.link_place = {link.identifier: place for place, link in enumerate(system.links)}
        self._down: dict[str, list[_Arrow]] = {each: [] for each in self.out}
        self._up: dict[str, list[_Arrow]] = {each: [] for each in self.out}
        for link in system.links:
            self.out[link.cause].append(link)
            self.into[link.effect].append(link)
            turned = _TURNED[link.sign]
            self._down[link.cause].append((link.effect, turned, link.identifier))
            self._up[link.effect].append((link.cause, turned, link.identifier))

    def downstream(self, start: str, most_links: int | None = None) -> Reached:
        """Return everything a factor reaches, by the fewest links, and which way it is moved along them."""
        return self._reached(start, self._down, most_links)

    def upstream(self, start: str, most_links: int | None = None) -> Reached:
        """Return everything that reaches a factor, by the fewest links, and which way each moves it."""
        return self._reached(start, self._up, most_links)

    def ego(self, centre: str) -> Part:
        """Return a factor with its direct causes and effects, and all links among them."""
        self.check(centre)
        near = {centre, *(link.effect for link in self.out[centre]), *(link.cause for link in self.into[centre])}
        return self.part(near)

    def between(self, cause: str, effect: str) -> Part:
        """Return every factor and link on some way from a cause to an effect, back-and-forth included."""
        down, up = self.downstream(cause), self.upstream(effect)
        if cause == effect or effect not in down.steps:
            return Part(frozenset(), frozenset())
        on = {cause, effect} | (down.factors & up.factors)
        return self.part(on)

    def ways(self, cause: str, effect: str, most: int = MOST_WAYS) -> list[tuple[CausalLink, ...]]:
        """Return ways that pass no factor twice, the shortest first: up to two links longer than the shortest.

        At most ``most`` are returned.
        """
        home = self.upstream(effect).steps | {effect: 0}
        self.check(cause)
        if cause == effect or cause not in home:
            return []
        found: list[tuple[CausalLink, ...]] = []
        for length in range(home[cause], home[cause] + LONGER_BY + 1):
            for way in self._ways_of(cause, effect, length, home):
                found.append(way)
                if len(found) == most:
                    return found
        return found

    def part(self, factors: Iterable[str]) -> Part:
        """Return factors with all links among them."""
        kept = frozenset(factors)
        links = {link.identifier for each in kept for link in self.out[each] if link.effect in kept}
        return Part(kept, frozenset(links))

    def check(self, factor: str) -> None:
        """Refuse a factor that is not on the map."""
        if factor not in self.out:
            why = f"The map has {len(self.out):,} factors, none of them with this identifier."
            raise UsageError(f'There is no factor "{factor}" on the map.', why, "Check the spelling.")

    def _reached(self, start: str, arrows: dict[str, list[_Arrow]], most_links: int | None) -> Reached:
        self.check(start)
        steps, signs, used, waiting = {start: 0}, {start: _SAME}, set(), deque([start])
        while waiting:
            here = waiting.popleft()
            after, sign = steps[here] + 1, signs[here]
            if most_links is not None and after > most_links:
                continue
            for there, turned, link in arrows[here]:
                used.add(link)
                known = steps.get(there)
                if known is None:
                    steps[there], signs[there] = after, turned[sign]
                    waiting.append(there)
                elif known == after:
                    signs[there] |= turned[sign]
        del steps[start], signs[start]
        return Reached(start, steps, {each: _ONE_SIGN[found] for each, found in signs.items()}, frozenset(used))

    def _ways_of(self, cause: str, effect: str, length: int, home: dict[str, int]) -> Iterator[tuple[CausalLink, ...]]:
        """Yield ways of exactly ``length`` links; ``home`` holds links to the effect."""
        way: list[CausalLink] = []
        turns = [iter(self.out[cause])]
        on = {cause}
        while turns:
            link = next(turns[-1], None)
            if link is None:
                turns.pop()
                if way:
                    on.discard(way.pop().effect)
                continue
            left = length - len(way) - 1
            if link.effect in on or home.get(link.effect, left + 1) > left:
                continue
            if link.effect == effect:
                if left == 0:
                    yield (*way, link)
                continue
            way.append(link)
            on.add(link.effect)
            turns.append(iter(self.out[link.effect]))


@dataclass(frozen=True, slots=True)
class Part:
    """Some factors and links of a map, by identifier."""

    factors: frozenset[str]
    links: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reached:
    """What was reached from a factor, without itself.

    Parameters
    ----------
    start
        The factor.
    steps
        Fewest links to each factor reached, nearest first.
    signs
        Which way a rise at the beginning moves the end along the ways of fewest links: 1 the same way, -1 the opposite
        one, 0 where these ways disagree or one of their links is uncertain.
    links
        Links passed.
    """

    start: str
    steps: dict[str, int]
    signs: dict[str, int]
    links: frozenset[str]

    @property
    def factors(self) -> frozenset[str]:
        """The factors reached."""
        return frozenset(self.steps)


def union(parts: Iterable[Part]) -> Part:
    """Return what stands in any of several parts."""
    gathered = list(parts)
    return Part(
        frozenset().union(*(each.factors for each in gathered)), frozenset().union(*(each.links for each in gathered))
    )

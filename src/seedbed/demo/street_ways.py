"""Put the stretches of the invented town's streets together to streets with names."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from seedbed.demo.street_names import street_name

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
Kinds = NDArray[np.str_]

STRAIGHT_ON = float(np.cos(np.deg2rad(50.0)))
"""A street goes on into the next stretch if it turns by less than this."""
NAMED = ("main", "street")


def gathered(points: Floats, ends: Numbers, kinds: Kinds) -> Iterator[tuple[tuple[int, ...], str, str]]:
    """Give streets as the numbers of their points in order, their kind and their name, the longest first.

    Parameters
    ----------
    points
        Metres, shape (points, 2).
    ends
        Numbers of the points at both ends of each stretch.
    kinds
        What each stretch is; a street is of one kind. Only roads have names, while there are any left.
    """
    named = 0
    for along, kind in sorted(_Gathering(points, ends, kinds).streets(), key=lambda each: -len(each[0])):
        name = street_name(named) if kind in NAMED else ""
        named += kind in NAMED
        yield along, kind, name


class _Gathering:
    """Takes stretches one after the other until none is free."""

    def __init__(self, points: Floats, ends: Numbers, kinds: Kinds) -> None:
        self.points = points
        self.ends: list[list[int]] = ends.tolist()
        self.kinds: list[str] = kinds.tolist()
        self.free = [True] * len(ends)
        self.at: list[list[int]] = [[] for _ in points]
        for number, both in enumerate(self.ends):
            for point in both:
                self.at[point].append(number)

    def streets(self) -> Iterator[tuple[tuple[int, ...], str]]:
        """Give the points and kind of each street, begun at its longest stretch."""
        lengths = np.hypot(*(self.points[[one for one, _ in self.ends]] - self.points[[to for _, to in self.ends]]).T)
        for number in np.argsort(-lengths, kind="stable").tolist():
            if self.free[number]:
                self.free[number] = False
                one, other = self.ends[number]
                ahead = self._onward(self.kinds[number], one, other)
                back = self._onward(self.kinds[number], other, one)
                yield (*reversed(back), one, other, *ahead), self.kinds[number]

    def _onward(self, kind: str, came: int, here: int) -> list[int]:
        """Return the points that follow when one goes straight on, and take the stretches on the way."""
        followed: list[int] = []
        while True:
            ways = [
                (self._straightness(came, here, number), number)
                for number in self.at[here]
                if self.free[number] and self.kinds[number] == kind
            ]
            straightest, number = max(ways, default=(-1.0, -1))
            if straightest < STRAIGHT_ON:
                return followed
            self.free[number] = False
            came, here = here, self._other_end(number, here)
            followed.append(here)

    def _other_end(self, number: int, here: int) -> int:
        one, other = self.ends[number]
        return other if one == here else one

    def _straightness(self, came: int, here: int, number: int) -> float:
        """Return the cosine of the turn into a stretch."""
        first = self.points[here] - self.points[came]
        second = self.points[self._other_end(number, here)] - self.points[here]
        return float(first @ second / (np.hypot(*first) * np.hypot(*second)))

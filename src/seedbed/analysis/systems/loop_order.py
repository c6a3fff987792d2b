"""The order in which loops are shown: the shortest, the strongest or the most told first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.systems.loops import BY_SIGN, LoopPolarity, Loops
from seedbed.analysis.systems.types import HEARD, CausalLink
from seedbed.errors import UsageError

RankBy = Literal["shortest", "strongest", "told"]
RANKS: tuple[RankBy, ...] = get_args(RankBy)
Floats = NDArray[np.float64]


def ranked(loops: Loops, by: RankBy = "shortest", *, told: Mapping[str, int] | None = None) -> Loops:
    """Put loops in order.

    Parameters
    ----------
    loops
        As found.
    by
        ``shortest``: by number of links, then the strongest. ``strongest``: by the product of the links' strengths, how
        much of a change comes back, then the shortest. ``told``: a loop stands on its least told link, so by how
        many say that one, then by how many say each link of it on average, then the shortest.
    told
        How many people or sources say each link, by its identifier; without it, how many of residents, professionals
        and data say it.

    Raises
    ------
    UsageError
        For another order.
    """
    if by not in RANKS:
        raise UsageError(f'Loops cannot be put in order by "{by}".', "It is not an order.", f"Use {', '.join(RANKS)}.")
    if not len(loops.signs):
        return loops
    lengths = np.diff(loops.offsets)
    if by == "told":
        numbers = np.array([_says(link, told) for link in loops.system.links], dtype=np.float64)
        keys = [lengths, -_of_loops(np.add, numbers, loops) / lengths, -_of_loops(np.minimum, numbers, loops)]
    else:
        strong = -strengths(loops)
        keys = [strong, lengths] if by == "shortest" else [lengths, strong]
    everything = np.lexsort(keys)
    shown = np.zeros(len(lengths), dtype=bool)
    shown[loops.order] = True
    return replace(loops, order=everything[shown[everything]])


def of_polarity(loops: Loops, polarity: LoopPolarity) -> Loops:
    """Return the loops of one polarity alone, in the order they had."""
    sign = BY_SIGN.index(polarity) - 1
    return replace(loops, order=loops.order[loops.signs[loops.order] == sign])


def strengths(loops: Loops) -> Floats:
    """Return how much of a change comes back to where each loop begins, 0 to 1: the product of its links' strengths."""
    return _of_loops(np.multiply, np.array([link.size for link in loops.system.links], dtype=np.float64), loops)


def _of_loops(combine: np.ufunc, of_links: Floats, loops: Loops) -> Floats:
    if not len(loops.signs):
        return np.zeros(0)
    found: Floats = combine.reduceat(of_links[loops.links], loops.offsets[:-1])
    return found


def _says(link: CausalLink, told: Mapping[str, int] | None) -> int:
    if told is None:
        return len(HEARD.intersection(link.sources))
    return told.get(link.identifier, 0)

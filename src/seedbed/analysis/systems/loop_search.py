"""The compiled search for feedback loops: halves of loops are kept and joined where they meet.

Each loop is found once, from its factor of the lowest number, its root. All ways back to the root of up to ``B`` links
are written down, sorted by where they start. Then a depth-first search walks away from the root, and wherever it stands
joins each kept way back that shares no factor with the way so far. A loop of ``l`` links is joined where ``min(l // 2,
B)`` links are left, so once. Most joins succeed, so time goes with the number of loops and not with the dead ends of
walking all the way round (meeting in the middle; for the plain search see Johnson, SIAM Journal on Computing 4 (1975),
77-84).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.kernel import kernel

Integers = NDArray[np.int32]
Numbers = NDArray[np.int64]
Small = NDArray[np.int8]
Bits = NDArray[np.uint64]

FAR = 1 << 30
EXACT = 128
"""Up to so many factors two words of bits tell exactly whether two ways share one."""


class Arrows(NamedTuple):
    """Links by cause and by effect, factors by number; ``links`` are places of links in the map.

    Those of cause ``v`` are ``offsets[v]:offsets[v + 1]`` of ``effects`` and ``links``; those of effect ``v`` likewise
    of ``back_offsets`` and ``back_links``. ``cause_of`` and ``signs`` are by the link's place in the map.
    """

    offsets: Numbers
    effects: Integers
    links: Integers
    back_offsets: Numbers
    back_links: Integers
    cause_of: Integers
    signs: Small


class WaysBack(NamedTuple):
    """Ways back to a root: row by row the links, the factors strictly between as bits, sign, wanted factors on it.

    Those of ``b`` links that start at factor ``v`` are rows ``first[b, v]:last[b, v]``, all of ``b`` links
    ``bounds[b]:bounds[b + 1]``; row 0 is the root itself. Each goes on with the shorter way of row ``before``. A sign
    is the product of its links' signs. ``noted`` is for ways not yet sorted. Between roots, ``first`` and ``last``
    are 0.
    """

    first: Numbers
    last: Numbers
    bounds: Numbers
    links: Integers
    before: Numbers
    bits: Bits
    signs: Small
    wanted: Numbers
    noted: Numbers


class Walk(NamedTuple):
    """Where the search stands: by links from the root the factor, its next arrow, the link to it, sign, bits, wanted.

    ``on`` says which factors it stands on; ``home`` holds links to the root, ``queue`` is for finding them.
    """

    path: Numbers
    turn: Numbers
    via: Integers
    signs: Small
    bits: Bits
    wanted: Numbers
    on: Small
    home: Numbers
    queue: Numbers


class Found(NamedTuple):
    """What was found: loops by length and sign (-1, 0, 1), and those kept: their links in a row, lengths and signs.

    ``many`` holds the loops kept, the links kept, the work done, and the loops kept of the length after ``whole``.
    """

    counts: Numbers
    many: Numbers
    links: Integers
    lengths: Integers
    signs: Small


class Asked(NamedTuple):
    """What is asked: longest loop, roots to search, which factors must be on it, how many loops to keep.

    Of loops of up to ``whole`` links the first ``most`` are kept, and of those one link longer the first ``more``.
    ``most_work`` bounds how many arrows and ways back are looked at.
    """

    longest: int
    roots: int
    wanted: Small
    all_wanted: int
    whole: int
    most: int
    more: int
    most_work: int


@kernel
def _set_home(root: int, limit: int, arrows: Arrows, walk: Walk) -> int:
    """Set links to the root through factors of higher numbers, up to a limit; return how many factors are in ``queue``.

    All others are ``FAR``, and all are so between roots.
    """
    home, queue = walk.home, walk.queue
    home[root] = 0
    queue[0] = root
    head, tail = 0, 1
    while head < tail:
        here = queue[head]
        head += 1
        if home[here] >= limit:
            break
        for at in range(arrows.back_offsets[here], arrows.back_offsets[here + 1]):
            there = arrows.cause_of[arrows.back_links[at]]
            if there > root and home[there] == FAR:
                home[there] = home[here] + 1
                queue[tail] = there
                tail += 1
    return tail


@kernel
def _note(root: int, length: int, arrows: Arrows, back: WaysBack) -> int:
    """Note every way back of ``length`` links: the row it goes on with and its first link; -1 where they are too many.

    Their number by start is left in ``last``.
    """
    many, bound = 0, back.bounds[length]
    for row in range(back.bounds[length - 1], bound):
        middle = arrows.cause_of[back.links[row, 0]] if length > 1 else root
        for at in range(arrows.back_offsets[middle], arrows.back_offsets[middle + 1]):
            link = arrows.back_links[at]
            cause = arrows.cause_of[link]
            is_on = cause <= root
            for place in range(length - 1):
                is_on |= arrows.cause_of[back.links[row, place]] == cause
            if is_on:
                continue
            if bound + many >= len(back.before):
                for number in range(many):
                    back.last[length, arrows.cause_of[back.noted[number, 1]]] = 0
                return -1
            back.noted[many, 0], back.noted[many, 1] = row, link
            back.last[length, cause] += 1
            many += 1
    return many


@kernel
def _write(many: int, length: int, arrows: Arrows, wanted: Small, back: WaysBack) -> None:
    """Write the ways back that were noted, those of one start together."""
    free = back.bounds[length]
    for number in range(many):
        cause = arrows.cause_of[back.noted[number, 1]]
        if back.first[length, cause] == 0:
            back.first[length, cause] = free
            free += back.last[length, cause]
            back.last[length, cause] = back.first[length, cause]
    back.bounds[length + 1] = free
    for number in range(many):
        before, link = back.noted[number, 0], back.noted[number, 1]
        cause = arrows.cause_of[link]
        row = back.last[length, cause]
        back.last[length, cause] += 1
        back.before[row], back.links[row, 0] = before, link
        back.signs[row] = back.signs[before] * arrows.signs[link]
        back.bits[row, 0], back.bits[row, 1] = back.bits[before, 0], back.bits[before, 1]
        back.wanted[row] = back.wanted[before]
        if length > 1:
            for place in range(length - 1):
                back.links[row, place + 1] = back.links[before, place]
            middle = arrows.cause_of[back.links[before, 0]]
            back.wanted[row] += wanted[middle]
            back.bits[row, (middle >> 6) & 1] |= np.uint64(1) << np.uint64(middle & 63)


@kernel
def _forget(levels: int, reached: int, arrows: Arrows, back: WaysBack, walk: Walk) -> None:
    """Leave nothing of a root behind, at the cost of what it found and not of the whole map."""
    for length in range(1, levels + 1):
        for row in range(back.bounds[length], back.bounds[length + 1]):
            cause = arrows.cause_of[back.links[row, 0]]
            back.first[length, cause], back.last[length, cause] = 0, 0
    for at in range(reached):
        walk.home[walk.queue[at]] = FAR


@kernel
def _join(  # noqa: PLR0913, PLR0917 - a kernel: its arguments are its registers
    out: int, length: int, arrows: Arrows, asked: Asked, back: WaysBack, walk: Walk, found: Found
) -> None:
    """Join the way of ``out`` links so far with each way back of ``length`` links from where it stands."""
    here, low, high, sign = walk.path[out], walk.bits[out, 0], walk.bits[out, 1], walk.signs[out]
    first, last, whole = back.first[length, here], back.last[length, here], out + length
    is_exact, missing = len(walk.on) <= EXACT, asked.all_wanted - walk.wanted[out]
    most = asked.most if whole <= asked.whole else 0
    found.many[2] += last - first
    for row in range(first, last):
        shares = ((back.bits[row, 0] & low) | (back.bits[row, 1] & high)) != 0
        if shares and not is_exact:  # two factors may have the same bit: look at each
            shares = False
            for place in range(1, length):
                shares |= walk.on[arrows.cause_of[back.links[row, place]]] != 0
        if shares or back.wanted[row] != missing:
            continue
        joined = sign * back.signs[row]
        found.counts[whole, joined + 1] += 1
        loops, at = found.many[0], found.many[1]
        if loops >= most:
            if whole != asked.whole + 1 or found.many[3] >= asked.more:
                continue
            found.many[3] += 1
        for place in range(out):
            found.links[at + place] = walk.via[place]
        for place in range(length):
            found.links[at + out + place] = back.links[row, place]
        found.lengths[loops], found.signs[loops] = whole, joined
        found.many[0] = loops + 1
        found.many[1] = at + whole


@kernel
def _walk_from(  # noqa: PLR0913, PLR0917 - a kernel: its arguments are its registers
    root: int, longest: int, most_back: int, arrows: Arrows, asked: Asked, back: WaysBack, walk: Walk, found: Found
) -> None:
    """Find every loop of two links or more of a root."""
    walk.path[0], walk.turn[0], walk.signs[0], walk.on[root] = root, arrows.offsets[root], 1, 1
    walk.bits[0, 0], walk.bits[0, 1], walk.wanted[0] = 0, 0, asked.wanted[root]
    out = 0
    while out >= 0 and found.many[2] <= asked.most_work:
        here, at = walk.path[out], walk.turn[out]
        if at == arrows.offsets[here + 1]:
            walk.on[here] = 0
            out -= 1
            continue
        walk.turn[out] += 1
        found.many[2] += 1
        there, link = arrows.effects[at], arrows.links[at]
        if there <= root or walk.on[there] or out + 1 + walk.home[there] > longest:
            continue
        out += 1
        walk.path[out], walk.via[out - 1], walk.signs[out] = there, link, walk.signs[out - 1] * arrows.signs[link]
        walk.wanted[out] = walk.wanted[out - 1] + asked.wanted[there]
        walk.bits[out, 0], walk.bits[out, 1] = walk.bits[out - 1, 0], walk.bits[out - 1, 1]
        walk.bits[out, (here >> 6) & 1] |= np.uint64(1) << np.uint64(here & 63)
        last = min(out, most_back)
        for length in range(max(min(out - 1, most_back), 1), last + 1):
            if out + length <= longest:
                _join(out, length, arrows, asked, back, walk, found)
        if out + most_back < longest:
            walk.turn[out], walk.on[there] = arrows.offsets[there], 1
        else:
            out -= 1


@kernel
def search(arrows: Arrows, asked: Asked, back: WaysBack, walk: Walk, found: Found) -> None:
    """Find the loops of two links or more of each root, into ``found``."""
    back.signs[0], back.bits[0, 0], back.bits[0, 1], back.wanted[0] = 1, 0, 0, 0
    back.bounds[0], back.bounds[1] = 0, 1
    for factor in range(len(walk.home)):
        walk.home[factor] = FAR
    for root in range(asked.roots):
        if found.many[2] > asked.most_work:
            break
        most_back, longest, reached = back.first.shape[0] - 1, asked.longest, 0
        for length in range(1, most_back + 1):
            many = _note(root, length, arrows, back)
            found.many[2] += abs(many)
            if many < 0:
                most_back = length - 1
                break
            if many == 0:
                most_back, longest = length - 1, min(longest, 2 * length - 1)
                break
            _write(many, length, arrows, asked.wanted, back)
        if most_back > 0:
            reached = _set_home(root, longest, arrows, walk)
            found.many[2] += reached
            _walk_from(root, longest, most_back, arrows, asked, back, walk, found)
        _forget(most_back, reached, arrows, back, walk)

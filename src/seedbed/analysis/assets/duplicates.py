"""Suggest which listings are the same asset: told twice, in two lists, under a slightly different name.

Only pairs that share something are looked at (blocking): a place within `NEAR` metres, a postcode, a telephone number,
a page on the web, or a rare name. Each pair gets a score from 0 to 1 from how alike the names are, weighing rare words
more than common ones (TF-IDF of words and of three letters in a row; Salton and Buckley 1988, Information Processing &
Management 24:513), and from what else agrees or not. A person decides; the reasons say why a pair is suggested.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.assets.comparable import (
    TELLING,
    door_key,
    letters_of,
    page_key,
    plain_words,
    telephone_key,
    told_bits,
)
from seedbed.analysis.assets.listing import Listing

if TYPE_CHECKING:
    from scipy import sparse

Floats = NDArray[np.float64]
Pairs = NDArray[np.int64]
NEAR = 250.0
"""Metres within which two places are compared."""
LARGEST_BLOCK = 60
"""Listings that may share a telephone number, page or name before it tells nothing."""
MOST_AT_A_POINT = 30
"""Listings that may stand at exactly one point before that tells nothing."""
METRES_A_DEGREE = 111_195.0
"""Of latitude, on a sphere of 6,371 km."""
SUGGESTED = 0.5
"""Score from which a pair is suggested."""
FIXTURES = frozenset({"defibrillator", "toilet", "transport_stop"})
"""Kinds of things that stand at a place and are called after it: never the same asset as the place itself."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two listings that may be the same asset.

    Parameters
    ----------
    first, second
        Their places in the list, the smaller first.
    score
        0 to 1; suggested from `SUGGESTED`.
    reasons
        What agrees, in words.
    """

    first: int
    second: int
    score: float
    reasons: tuple[str, ...]


def duplicates(
    listings: Sequence[Listing], *, at_least: float = SUGGESTED, between_sources: bool = False
) -> list[Duplicate]:
    """Return pairs of listings that may be the same asset, the surest first.

    Parameters
    ----------
    listings
        Any number; 100,000 take seconds.
    at_least
        The lowest score that is returned.
    between_sources
        Whether two records of one source are known to be two things, as where each row is one pitch of a sports ground.
    """
    if len(listings) < 2:
        return []
    table = _Table(listings)
    pairs = _candidates(table)
    if between_sources:
        sources = _codes([each.source for each in listings])
        pairs = pairs[(sources[pairs[:, 0]] != sources[pairs[:, 1]]) | (sources[pairs[:, 0]] == 0)]
    if not len(pairs):
        return []
    evidence = _compared(table, pairs)
    kept = np.flatnonzero(evidence.score >= at_least)
    order = kept[np.lexsort((pairs[kept, 1], pairs[kept, 0], -np.round(evidence.score[kept], 6)))]
    return [
        Duplicate(int(pairs[at, 0]), int(pairs[at, 1]), round(float(evidence.score[at]), 3), evidence.reasons(int(at)))
        for at in order
    ]


class _Table:
    """The columns of listings that are compared."""

    def __init__(self, listings: Sequence[Listing]) -> None:
        self.words = [plain_words(each.name) for each in listings]
        self.names = [" ".join(words) for words in self.words]
        self.postcodes = [re.sub(r"\s", "", each.postcode).upper() for each in listings]
        self.telephones = [telephone_key(each.telephone) for each in listings]
        self.pages = [page_key(each.website) for each in listings]
        self.doors = [door_key(each.address) for each in listings]
        self.kinds = [each.asset_type for each in listings]
        self.told = told_bits(self.words, self.kinds)
        self.longitude = np.array([_number(each.longitude) for each in listings])
        self.latitude = np.array([_number(each.latitude) for each in listings])
        self._forget_shared_points()
        self.by_words = _weights(self.words)
        self.by_letters = _weights([letters_of(name) for name in self.names])

    def _forget_shared_points(self) -> None:
        """Take no notice of points at which many listings stand: these are middles of areas or slips, not places."""
        points = np.round(np.column_stack((self.longitude, self.latitude)), 6)
        _, index, times = np.unique(points, axis=0, return_inverse=True, return_counts=True)
        shared = (times > MOST_AT_A_POINT)[index.ravel()]
        self.longitude[shared] = self.latitude[shared] = np.nan

    def metres(self) -> Floats:
        """Return positions on a plane good enough to find neighbours, shape (listings, 2)."""
        middle = np.nanmean(self.latitude) if np.isfinite(self.latitude).any() else 0.0
        squeezed = self.longitude * np.cos(np.radians(middle))
        return np.column_stack((squeezed, self.latitude)) * METRES_A_DEGREE


def _number(value: float | None) -> float:
    return np.nan if value is None else value


def _weights(texts: Sequence[Sequence[str]]) -> sparse.csr_matrix:
    """Return TF-IDF weights of terms, each row of length 1; shape (texts, terms)."""
    from scipy import sparse

    numbers: dict[str, int] = {}
    rows, columns = [], []
    for row, terms in enumerate(texts):
        for term in dict.fromkeys(terms):
            rows.append(row)
            columns.append(numbers.setdefault(term, len(numbers)))
    held = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(texts), max(len(numbers), 1)))
    often = np.asarray(held.sum(axis=0)).ravel()
    held.data = np.log((1 + len(texts)) / (1 + often))[held.indices] + 0.2
    length = np.sqrt(np.asarray(held.multiply(held).sum(axis=1)).ravel())
    return sparse.diags_array(1 / np.where(length > 0, length, 1)).dot(held).tocsr()


def _candidates(table: _Table) -> Pairs:
    """Return pairs that share something, each once with the smaller number first, shape (pairs, 2)."""
    shared = (table.postcodes, table.telephones, table.pages, table.names)
    pairs = np.concatenate([_neighbours(table), *(_sharing(keys) for keys in shared)])
    return np.unique(pairs, axis=0) if len(pairs) else pairs


def _neighbours(table: _Table) -> Pairs:
    from scipy.spatial import cKDTree

    points = table.metres()
    placed = np.flatnonzero(np.isfinite(points).all(axis=1))
    if len(placed) < 2:
        return np.empty((0, 2), dtype=np.int64)
    close = cKDTree(points[placed]).query_pairs(NEAR, output_type="ndarray")
    pairs = np.sort(placed[close], axis=1)
    # In a town most neighbours share no letters at all: these are left before anything else is compared.
    return np.asarray(pairs[_cosine(table.by_letters, pairs) > 0.15], dtype=np.int64)


def _sharing(keys: Sequence[str]) -> Pairs:
    blocks: dict[str, list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        if key:
            blocks[key].append(place)
    pairs = [
        (one, other)
        for block in blocks.values()
        if 1 < len(block) <= LARGEST_BLOCK
        for at, one in enumerate(block)
        for other in block[at + 1 :]
    ]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _cosine(weights: sparse.csr_matrix, pairs: Pairs) -> Floats:
    """Return how alike the texts of each pair are, 0 to 1, in parts that fit into memory."""
    found = np.empty(len(pairs))
    for start in range(0, len(pairs), 200_000):
        part = pairs[start : start + 200_000]
        product = weights[part[:, 0]].multiply(weights[part[:, 1]])
        found[start : start + len(part)] = np.asarray(product.sum(axis=1)).ravel()
    return found


@dataclass(frozen=True, slots=True)
class _Evidence:
    score: Floats
    alike: Floats
    metres: Floats
    same: dict[str, NDArray[np.bool_]]

    def reasons(self, at: int) -> tuple[str, ...]:
        """Return in words what agrees in one pair."""
        name = "the same name" if self.alike[at] > 0.999 else f"names {self.alike[at]:.0%} alike"
        said = [name, *[f"the same {what}" for what, truth in self.same.items() if truth[at]]]
        if np.isfinite(self.metres[at]):
            said.append(f"{self.metres[at]:,.0f} m apart")
        return tuple(said)


def _compared(table: _Table, pairs: Pairs) -> _Evidence:
    alike = 0.5 * _cosine(table.by_words, pairs) + 0.5 * _cosine(table.by_letters, pairs)
    metres = _metres(table, pairs)
    same, differ = {}, {}
    compared = {
        "postcode": table.postcodes,
        "telephone": table.telephones,
        "web page": table.pages,
        "door": table.doors,
    }
    for what, keys in compared.items():
        codes = _codes(keys)
        both = (codes[pairs[:, 0]] > 0) & (codes[pairs[:, 1]] > 0)
        same[what] = both & (codes[pairs[:, 0]] == codes[pairs[:, 1]])
        differ[what] = both & ~same[what]
    kinds = _codes(table.kinds)
    fixture = np.array([kind in FIXTURES for kind in table.kinds])
    one_kind = kinds[pairs[:, 0]] == kinds[pairs[:, 1]]
    against = _apart(table.told, pairs) + _common(table.names, pairs) * ~np.isfinite(metres)
    score = _score(alike, metres, same, differ, against)
    score = np.where(one_kind, score, score * 0.92)
    score = np.where(~one_kind & (fixture[pairs[:, 0]] | fixture[pairs[:, 1]]), 0.0, score)
    return _Evidence(score, alike, metres, same)


def _apart(told: NDArray[np.int64], pairs: Pairs) -> Floats:
    """Return how much what both tell that they are speaks against their being one, in the units of the logit."""
    one, other = told[pairs[:, 0]], told[pairs[:, 1]]
    people = 1 << list(TELLING).index("people of it")
    contrary = (one != 0) & (other != 0) & ((one & other) == 0)
    only_one = (one ^ other) != 0
    of_people = ((one ^ other) & people) != 0
    return np.where(contrary | of_people, 5.0, np.where(only_one, 1.4, 0.0))


def _common(names: Sequence[str], pairs: Pairs) -> Floats:
    """Return how much it speaks against a pair that many are called so: there is a Christ Church in every town."""
    codes = _codes(names)
    often = np.bincount(codes)[codes]
    return np.clip(0.9 * (np.maximum(often[pairs[:, 0]], often[pairs[:, 1]]) - 2.0), 0.0, 3.5)


def _score(
    alike: Floats,
    metres: Floats,
    same: dict[str, NDArray[np.bool_]],
    differ: dict[str, NDArray[np.bool_]],
    apart: Floats,
) -> Floats:
    """Return scores from what agrees: a logistic of the likeness of names and of what else is the same or not."""
    near = np.where(np.isfinite(metres), 1.6 - 2.4 * np.minimum(metres / 150.0, 2.0), 0.0)
    other = 1.4 * same["telephone"] + 0.8 * same["web page"] + 1.2 * same["postcode"] + 1.5 * same["door"]
    against = 0.7 * differ["telephone"] + 3.6 * differ["postcode"] * ~np.isfinite(metres)
    logit = -6.2 + 9.0 * alike + near + other - against - apart
    return np.asarray(1.0 / (1.0 + np.exp(-logit)), dtype=np.float64)


def _metres(table: _Table, pairs: Pairs) -> Floats:
    """Return the distance of each pair on a sphere; NaN where one has no place."""
    longitude, latitude = np.radians(table.longitude), np.radians(table.latitude)
    one, other = pairs[:, 0], pairs[:, 1]
    east = (longitude[one] - longitude[other]) * np.cos((latitude[one] + latitude[other]) / 2)
    north = latitude[one] - latitude[other]
    return np.asarray(np.degrees(np.hypot(east, north)) * METRES_A_DEGREE, dtype=np.float64)


def _codes(keys: Iterable[str]) -> NDArray[np.int64]:
    """Return a number for each different text, 0 for none."""
    numbers: dict[str, int] = {"": 0}
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.int64)

"""How two maps differ: residents beside professionals, one neighbourhood beside another, before beside after."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from seedbed.analysis.systems.types import CausalLink, Factor, SystemMap
from seedbed.errors import UsageError

MatchBy = Literal["name", "identifier"]
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ComparedPair:
    """A cause and an effect, by what they are matched by, with the signs that each map gives their link.

    A sign is 1, -1, or 0 where a link is uncertain or parallel links of one map differ; nothing where that map has no
    such link.
    """

    cause: str
    effect: str
    first_sign: int | None
    second_sign: int | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two maps side by side; factors and links are named by what they are matched by.

    Parameters
    ----------
    shared, only_first, only_second
        Factors on both maps, and on one alone.
    alike, opposite, unsure
        Links on both maps: of the same direction, of opposite directions, and where one map or both are uncertain.
    links_only_first, links_only_second
        Links on one map alone although both their factors are on both.
    beyond_first, beyond_second
        Links of the first and of the second map that end at a factor the other does not have.
    names
        What each is called, by what it is matched by.
    doubled
        Factors of one map that are matched as one, since they have the same name.
    """

    shared: tuple[str, ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    alike: tuple[ComparedPair, ...]
    opposite: tuple[ComparedPair, ...]
    unsure: tuple[ComparedPair, ...]
    links_only_first: tuple[ComparedPair, ...]
    links_only_second: tuple[ComparedPair, ...]
    beyond_first: tuple[ComparedPair, ...]
    beyond_second: tuple[ComparedPair, ...]
    names: dict[str, str]
    doubled: tuple[str, ...]

    @property
    def links_beyond(self) -> tuple[int, int]:
        """How many links of each map end at a factor the other does not have."""
        return len(self.beyond_first), len(self.beyond_second)

    @property
    def shared_factors(self) -> float | None:
        """Shared factors over all (Jaccard), 0 to 1; nothing where both maps are empty."""
        return _share(len(self.shared), len(self.only_first) + len(self.only_second))

    @property
    def shared_links(self) -> float | None:
        """Links on both maps over all between shared factors, 0 to 1; nothing where there are none."""
        both = len(self.alike) + len(self.opposite) + len(self.unsure)
        return _share(both, len(self.links_only_first) + len(self.links_only_second))


def compare(first: SystemMap, second: SystemMap, *, by: MatchBy = "name") -> Comparison:
    """Compare two maps.

    Parameters
    ----------
    first, second
        The maps.
    by
        What makes two factors the same: their ``name``, in any case and with any spaces, or their ``identifier``.

    Raises
    ------
    UsageError
        For another way of matching.
    """
    key = matched_by(by)
    one, other = ({each.identifier: key(each) for each in system.factors} for system in (first, second))
    ones, others = dict.fromkeys(one.values()), dict.fromkeys(other.values())
    links, more = _signs(first, one), _signs(second, other)
    shared = {each for each in ones if each in others}
    pairs = [ComparedPair(*pair, links.get(pair), more.get(pair)) for pair in links | more if shared.issuperset(pair)]
    names = {key(each): each.name or each.identifier for each in (*second.factors, *first.factors)}
    return Comparison(
        shared=tuple(each for each in ones if each in shared),
        only_first=tuple(each for each in ones if each not in others),
        only_second=tuple(each for each in others if each not in ones),
        alike=tuple(each for each in pairs if _product(each) == 1),
        opposite=tuple(each for each in pairs if _product(each) == -1),
        unsure=tuple(each for each in pairs if _product(each) == 0),
        links_only_first=tuple(each for each in pairs if each.second_sign is None),
        links_only_second=tuple(each for each in pairs if each.first_sign is None),
        beyond_first=tuple(ComparedPair(*pair, sign, None) for pair, sign in links.items() if _is_beyond(pair, shared)),
        beyond_second=tuple(ComparedPair(*pair, None, sign) for pair, sign in more.items() if _is_beyond(pair, shared)),
        names=names,
        doubled=tuple(dict.fromkeys([*_doubled(one), *_doubled(other)])),
    )


def matched_by(by: MatchBy) -> Callable[[Factor], str]:
    """Return what gives the key that a factor is matched by.

    Raises
    ------
    UsageError
        For another way of matching.
    """
    if by not in {"name", "identifier"}:
        raise UsageError(f'Factors cannot be matched by "{by}".', "They have no such thing.", "Use name or identifier.")
    return _named if by == "name" else _identifier


def folded(name: str) -> str:
    """Return what two names have in common that people read as the same: case, spaces and ways of writing letters."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _product(pair: ComparedPair) -> int | None:
    if pair.first_sign is None or pair.second_sign is None:
        return None
    return pair.first_sign * pair.second_sign


def _named(factor: Factor) -> str:
    return folded(factor.name) or factor.identifier


def _identifier(factor: Factor) -> str:
    return factor.identifier


def _signs(system: SystemMap, keys: dict[str, str]) -> dict[Pair, int]:
    """Return the sign of each joined pair, 0 where links differ or one is uncertain."""
    found: dict[Pair, int] = {}
    for link in system.links:
        pair = keys[link.cause], keys[link.effect]
        found[pair] = _agreed(link, found.get(pair, link.sign))
    return found


def _agreed(link: CausalLink, before: int) -> int:
    return link.sign if link.sign == before else 0


def _is_beyond(pair: Pair, shared: set[str]) -> bool:
    return not shared.issuperset(pair)


def _doubled(keys: dict[str, str]) -> list[str]:
    return [key for key, many in Counter(keys.values()).items() if many > 1]


def _share(both: int, one: int) -> float | None:
    return both / (both + one) if both + one else None

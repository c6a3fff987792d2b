"""A system map: factors that can go up or down, and causal links between them.

After participatory systems mapping (Barbrook-Johnson and Penn 2022, "Systems Mapping", chapter 5). A map may hold a
link from a factor to itself, and several links between the same two factors; nothing is joined or dropped in silence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from seedbed.errors import UserError
from seedbed.thread.payloads.choices import Confidence, FactorRole, Polarity

NOTHING: Mapping[str, str] = MappingProxyType({})


def _nothing() -> Mapping[str, str]:
    return NOTHING


class Strength(StrEnum):
    """How much of a change passes along a link, in words that a workshop can agree on."""

    WEAK = "weak"
    MEDIUM = "medium"
    STRONG = "strong"


class Delay(StrEnum):
    """How long an effect takes to show."""

    NONE = "none"
    MONTHS = "months"
    YEARS = "years"


class Source(StrEnum):
    """Where a factor or link comes from, what weighs most first.

    ``EXPERT`` where people said that only experts say so; ``IMPORTED`` where it came with a file and nobody said it
    yet.
    """

    RESIDENTS = "residents"
    PROFESSIONALS = "professionals"
    DATA = "data"
    EXPERT = "expert"
    IMPORTED = "imported"


HEARD = frozenset({Source.RESIDENTS, Source.PROFESSIONALS, Source.DATA})
"""Sources that somebody heard or measured."""


def first_source(sources: Collection[Source]) -> Source | None:
    """Return the source that weighs most; None where nobody said where it comes from."""
    return next((each for each in Source if each in sources), None)


WEIGHTS = {Strength.WEAK: 0.25, Strength.MEDIUM: 0.5, Strength.STRONG: 0.75}
"""What a strength in words counts for in a what-if, on a scale of 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """Something that can go up or down.

    ``identifier`` is unique in the map; ``x`` and ``y`` are where it stands (pixels, y downward), or nothing.
    ``sources`` says who it comes from; none means that nobody said it yet. ``attributes`` keeps what other programs
    said of it that has no name here, so that it is written back.
    """

    identifier: str
    name: str
    role: FactorRole = FactorRole.ORDINARY
    controlled_by: str = ""
    vulnerable: bool = False
    subsystem: str = ""
    note: str = ""
    x: float | None = None
    y: float | None = None
    sources: frozenset[Source] = frozenset()
    attributes: Mapping[str, str] = field(default_factory=_nothing, hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CausalLink:
    """A claim that one factor changes another.

    ``cause`` and ``effect`` are identifiers of factors. ``weight`` is a number from 0 to 1 where people gave one
    instead of a strength in words; its sign is the polarity. An uncertain link carries no sign.
    """

    identifier: str
    cause: str
    effect: str
    polarity: Polarity = Polarity.SAME
    strength: Strength = Strength.MEDIUM
    weight: float | None = None
    delay: Delay = Delay.NONE
    confidence: Confidence = Confidence.MEDIUM
    because: str = ""
    sources: frozenset[Source] = frozenset()
    attributes: Mapping[str, str] = field(default_factory=_nothing, hash=False)

    @property
    def sign(self) -> int:
        """1 in the same direction, -1 in the opposite one, 0 when that is not known."""
        return {Polarity.SAME: 1, Polarity.OPPOSITE: -1, Polarity.UNCERTAIN: 0}[self.polarity]

    @property
    def size(self) -> float:
        """How much of a change passes along it, from 0 to 1: the weight given, or what the strength counts for."""
        return WEIGHTS[self.strength] if self.weight is None else self.weight


@dataclass(frozen=True, kw_only=True)
class SystemMap:
    """A whole map.

    Raises
    ------
    UserError
        When two factors or two links share an identifier, or a link joins a factor that is not on the map.
    """

    name: str = ""
    factors: tuple[Factor, ...] = ()
    links: tuple[CausalLink, ...] = ()
    note: str = ""
    attributes: Mapping[str, str] = field(default_factory=_nothing, hash=False)

    def __post_init__(self) -> None:
        _each_once("factor", [each.identifier for each in self.factors])
        _each_once("link", [each.identifier for each in self.links])
        for link in self.links:
            for end in (link.cause, link.effect):
                if end not in self.by_identifier:
                    raise UserError(
                        f'Link "{link.identifier}" joins a factor "{end}" that is not on the map.',
                        why="Every link goes from one factor of the map to another.",
                        next_step="Add the factor, or take the link out.",
                    )

    @cached_property
    def by_identifier(self) -> dict[str, Factor]:
        """Each factor by its identifier."""
        return {each.identifier: each for each in self.factors}

    @cached_property
    def called(self) -> dict[str, str]:
        """What each factor is called where people read it, by its identifier.

        Its name; numbered where several have the same, "Rent (1 of 2)"; its identifier where it has none.
        """
        names = {each.identifier: each.name or each.identifier for each in self.factors}
        many, met = Counter(names.values()), Counter[str]()
        for identifier, name in names.items():
            if many[name] > 1:
                met[name] += 1
                names[identifier] = f"{name} ({met[name]} of {many[name]})"
        return names

    @cached_property
    def place(self) -> dict[str, int]:
        """The place of each factor in ``factors`` by its identifier."""
        return {each.identifier: number for number, each in enumerate(self.factors)}


def _each_once(what: str, identifiers: list[str]) -> None:
    seen: set[str] = set()
    for identifier in identifiers:
        if identifier in seen:
            raise UserError(
                f'Two {what}s of the map have the identifier "{identifier}".',
                why=f"Links, notes and evidence find a {what} by its identifier.",
                next_step="Give one of them another.",
            )
        seen.add(identifier)

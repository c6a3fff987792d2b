"""What formats have in common: our fields of factors and links as text, by name, and back.

Fields of other programs that have no name here go into ``attributes`` and are written back under theirs.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from seedbed.analysis.systems.types import CausalLink, Delay, Factor, Source, Strength
from seedbed.formats.systems.edge_list import BY_WORD
from seedbed.thread.payloads.choices import Confidence, FactorRole, Polarity

FACTOR_FIELDS = ("role", "controlled_by", "vulnerable", "subsystem", "note", "sources")
LINK_FIELDS = ("polarity", "strength", "weight", "delay", "confidence", "because", "sources")
POLARITY_NAMES = ("polarity", "sign", "type", "connection type", "label", "direction")
"""Fields of links in which other programs write the direction of an effect."""
OWN_POLARITY = "polarity"
SIGNS = frozenset("+-?")
LONGEST_TEXT = 32_000
ROLE_WORDS, STRENGTH_WORDS, DELAY_WORDS = frozenset(FactorRole), frozenset(Strength), frozenset(Delay)
CONFIDENCE_WORDS, SOURCE_WORDS = frozenset(Confidence), frozenset(Source)
TRUE = frozenset({"true", "yes", "1", "on"})


def factor_cells(factor: Factor) -> dict[str, str]:
    """Return the fields of a factor, without its name and place, that say more than nothing, and its attributes."""
    cells = {
        "role": "" if factor.role is FactorRole.ORDINARY else factor.role.value,
        "controlled_by": factor.controlled_by,
        "vulnerable": "true" if factor.vulnerable else "",
        "subsystem": factor.subsystem,
        "note": factor.note,
        "sources": _joined(factor.sources),
    }
    return {**factor.attributes, **{name: value for name, value in cells.items() if value}}


def link_cells(link: CausalLink) -> dict[str, str]:
    """Return the fields of a link as `factor_cells` does; polarity, strength, delay and confidence always."""
    cells = {
        "polarity": link.polarity.value,
        "strength": link.strength.value,
        "weight": "" if link.weight is None else repr(link.weight),
        "delay": link.delay.value,
        "confidence": link.confidence.value,
        "because": link.because,
        "sources": _joined(link.sources),
    }
    return {**link.attributes, **{name: value for name, value in cells.items() if value}}


def factor_of(
    identifier: str, name: str, cells: Mapping[str, str], x: float | None = None, y: float | None = None
) -> Factor:
    """Return a factor. A word that is none of ours stays an attribute."""
    rest = {key: value[:LONGEST_TEXT] for key, value in cells.items() if value}
    role = FactorRole(rest.pop("role")) if rest.get("role") in ROLE_WORDS else FactorRole.ORDINARY
    return Factor(
        identifier=identifier,
        name=tidy(name),
        role=role,
        controlled_by=rest.pop("controlled_by", ""),
        vulnerable=rest.pop("vulnerable", "").casefold() in TRUE,
        subsystem=rest.pop("subsystem", ""),
        note=rest.pop("note", ""),
        x=x,
        y=y,
        sources=_sources(rest),
        attributes=rest,
    )


def link_of(identifier: str, cause: str, effect: str, cells: Mapping[str, str]) -> CausalLink:
    """Return a link; without any word or sign for its direction it is uncertain.

    Raises
    ------
    ValueError
        If a weight is beyond 1 or contradicts the polarity.
    """
    rest = {key: value[:LONGEST_TEXT] for key, value in cells.items() if value}
    weight = _weight(rest)
    return CausalLink(
        identifier=identifier,
        cause=cause,
        effect=effect,
        polarity=_polarity(rest, weight),
        strength=Strength(rest.pop("strength")) if rest.get("strength") in STRENGTH_WORDS else Strength.MEDIUM,
        weight=None if weight is None else abs(weight),
        delay=Delay(rest.pop("delay")) if rest.get("delay") in DELAY_WORDS else Delay.NONE,
        confidence=Confidence(rest.pop("confidence"))
        if rest.get("confidence") in CONFIDENCE_WORDS
        else Confidence.MEDIUM,
        because=rest.pop("because", ""),
        sources=_sources(rest),
        attributes=rest,
    )


def tidy(name: str) -> str:
    """Return a name on one line, without spaces at its ends."""
    return " ".join(name.split())


def number_of(text: object) -> float | None:
    """Return a number that people wrote, if it is one and finite."""
    try:
        number = float(str(text))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _polarity(rest: dict[str, str], weight: float | None) -> Polarity:
    by_weight = None if weight is None or weight == 0 else Polarity.SAME if weight > 0 else Polarity.OPPOSITE
    said = {
        name: BY_WORD[word] for name in POLARITY_NAMES if (word := rest.get(name, "").strip().casefold()) in BY_WORD
    }
    if not said:
        return by_weight or Polarity.UNCERTAIN
    told = next(iter(said.values()))
    if by_weight is Polarity.OPPOSITE and told is Polarity.SAME:
        raise ValueError(f"its polarity is {told.value} and its weight {weight:g}: they contradict each other")
    for name, each in said.items():
        # A sign that says no more than the polarity is not kept twice.
        if each is told and (name == OWN_POLARITY or rest[name].strip() in SIGNS):
            del rest[name]
    return told


def _weight(rest: dict[str, str]) -> float | None:
    for name in ("weight", "strength"):
        number = number_of(rest[name]) if name in rest else None
        if number is not None:
            if abs(number) > 1:
                raise ValueError(f"its {name} is {number:g}: weights go from -1 to 1")
            del rest[name]
            return number
    return None


def _joined(sources: frozenset[Source]) -> str:
    return "|".join(sorted(sources))


def _sources(rest: dict[str, str]) -> frozenset[Source]:
    if "sources" not in rest:
        return frozenset()
    words = rest["sources"].split("|")
    if not all(word in SOURCE_WORDS for word in words):
        return frozenset()
    del rest["sources"]
    return frozenset(map(Source, words))

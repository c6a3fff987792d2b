"""What was read from a file as it is put into a map's document, and beside it what the map has no field for."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, TypedDict
from uuid import uuid4

from seedbed.analysis.systems.strengths import in_words
from seedbed.analysis.systems.types import CausalLink, Factor
from seedbed.analysis.systems.types import SystemMap as MapOfFactors
from seedbed.errors import BadInputError
from seedbed.formats.systems.limits import Most
from seedbed.web.step5_agenda.shared.document import (
    COLOURS,
    FARTHEST,
    LARGEST_DOCUMENT,
    LARGEST_UPDATE,
    LONGEST_NAME,
    LONGEST_TEXT,
    MOST_FACTORS,
    MOST_LINKS,
    MOST_OTHERS,
    Document,
)

MOST = Most(MOST_FACTORS, MOST_LINKS)
"""What a map may have."""
PER_LINE, ACROSS, DOWN = 8, 200.0, 110.0
"""Where factors without a place stand (pixels)."""
OF_ANOTHER_MAP = frozenset({"thread", "drawn_as"})
"""Fields of our own files that are true of the map they came from alone."""
MOST_KEPT = 2_000_000
"""Characters of other fields that are kept beside a map."""
A_FIELD, A_PIECE = 32, int(0.8 * LARGEST_UPDATE)
"""Bytes that a field takes in an update beside its name and value, at most; and those of a piece."""
CUT = "{many:,} names or notes were longer than a map holds and were cut."
WEIGHTS = (
    "{many:,} links have a number as their weight. It is kept and counts; the page of a link shows the nearest of "
    "weak, medium and strong, and choosing another puts it in the number's place."
)
SAYS_WHO = (
    "The file says of {many:,} factors and links who said so. Here they count as imported until they are joined to "
    "what was said; files of this map say what this file said."
)
KEPT = "What has no field on the map is kept beside it, and stands in files of this map again: {fields}."
LEFT_OUT = "What has no field on the map and was left out: {fields}."

Entry = tuple[str, str, dict[str, Any]]
"""One of the maps of a document, a key in it, and fields."""
Draw = Callable[[Document], None]


class Kept(TypedDict):
    """What a file says of a factor or link that has no field on the map: who said so, and other fields by name."""

    sources: list[str]
    fields: dict[str, str]


class Drawing:
    """A map that was read, as it is put into a document."""

    def __init__(self, of: MapOfFactors, name: str) -> None:
        self.of, self.name = of, name
        self.cut = self.weighed = self.told_who = self.length = 0
        self.beside: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()
        self.kept: dict[str, Kept] = {}
        self.keys = dict(zip((each.identifier for each in of.factors), _keys(len(of.factors)), strict=True))
        told = dict.fromkeys(each.subsystem for each in of.factors if each.subsystem)
        self.subsystems = {each: str(uuid4()) for each in list(told)[:MOST_OTHERS]}
        self.placed = all(_near(each.x) and _near(each.y) for each in of.factors)
        self.entries = [*self._subsystems(), *self._factors(), *self._links()]
        _check_size(of, sum(map(_bytes_of, self.entries)))

    def pieces(self, most: Callable[[], int]) -> Iterator[Draw]:
        """Give what is to be drawn in pieces, none larger than one change may be; ``most`` says how many fit."""
        description = self._text(self.of.note, LONGEST_TEXT)
        yield lambda document: document.tell(name=self.name, description=description)
        piece: list[Entry] = []
        size = 0
        for entry in self.entries:
            size += _bytes_of(entry)
            if piece and (len(piece) >= most() or size > A_PIECE):
                yield _putting(piece)
                piece, size = [], _bytes_of(entry)
            piece.append(entry)
        if piece:
            yield _putting(piece)

    def notes(self) -> list[str]:
        """Say what of the file the map does not hold as the file did."""
        told = [CUT.format(many=self.cut)] if self.cut else []
        told += [WEIGHTS.format(many=self.weighed)] if self.weighed else []
        told += [SAYS_WHO.format(many=self.told_who)] if self.told_who else []
        told += [KEPT.format(fields=_listed(self.beside))] if self.beside else []
        return [*told, *([LEFT_OUT.format(fields=_listed(self.left_out))] if self.left_out else [])]

    def _subsystems(self) -> Iterator[Entry]:
        for number, (name, key) in enumerate(self.subsystems.items()):
            yield "subsystems", key, {"name": self._text(name, LONGEST_NAME), "colour": number % COLOURS}

    def _factors(self) -> Iterator[Entry]:
        for number, factor in enumerate(self.of.factors):
            key = self.keys[factor.identifier]
            self._keep(key, factor)
            yield "factors", key, self._factor(factor, number)

    def _links(self) -> Iterator[Entry]:
        for link, key in zip(self.of.links, _keys(len(self.of.links)), strict=True):
            self._keep(key, link)
            yield "links", key, self._link(link)

    def _factor(self, factor: Factor, number: int) -> dict[str, Any]:
        x, y = (factor.x, factor.y) if self.placed else (ACROSS * (number % PER_LINE), DOWN * (number // PER_LINE))
        return {
            "name": self._text(factor.name, LONGEST_NAME),
            "role": factor.role.value,
            "controlled_by": self._text(factor.controlled_by, LONGEST_NAME),
            "vulnerable": factor.vulnerable,
            "subsystem": self.subsystems.get(factor.subsystem, ""),
            "note": self._text(factor.note, LONGEST_TEXT),
            "x": x,
            "y": y,
        }

    def _link(self, link: CausalLink) -> dict[str, Any]:
        self.weighed += link.weight is not None
        size = {"strength": link.strength.value}
        exact = {} if link.weight is None else {"strength": in_words(link.weight).value, "weight": link.weight}
        return {
            "cause": self.keys[link.cause],
            "effect": self.keys[link.effect],
            "polarity": link.polarity.value,
            **size,
            **exact,
            "delay": link.delay.value,
            "confidence": link.confidence.value,
            "because": self._text(link.because, LONGEST_TEXT),
        }

    def _keep(self, key: str, of: Factor | CausalLink) -> None:
        """Keep what the file says of a factor or link that has no field on the map."""
        told: dict[str, str] = {}
        self.told_who += bool(of.sources)
        for name, value in of.attributes.items():
            length = len(name) + len(value)
            if name in OF_ANOTHER_MAP or self.length + length > MOST_KEPT:
                self.left_out[clean(name)] += 1
                continue
            self.length += length
            told[clean(name)] = clean(value)
            self.beside[clean(name)] += 1
        if told or of.sources:
            self.kept[key] = {"sources": sorted(of.sources), "fields": told}

    def _text(self, told: str, longest: int) -> str:
        plain = clean(told)
        self.cut += len(plain) > longest
        return plain[:longest]


def clean(told: str) -> str:
    """Return text without the signs that a document, a database or a page cannot hold."""
    return "".join(each for each in told if each in "\n\t" or unicodedata.category(each) not in {"Cc", "Cs"})


def _keys(many: int) -> list[str]:
    """Return keys whose order is that of what they are for, so that rows, and files made of them, are in the file's."""
    return sorted(str(uuid4()) for _ in range(many))


def _check_size(of: MapOfFactors, size: int) -> None:
    for what, many, most in (("factors", len(of.factors), MOST.factors), ("links", len(of.links), MOST.links)):
        if many > most:
            raise _too_large(f"It has {many:,} {what}; a map here has at most {most:,}.")
    if size > LARGEST_DOCUMENT:
        raise _too_large(f"Its names and notes take {size / 1e6:,.1f} MB; a map here takes {LARGEST_DOCUMENT / 1e6:g}.")


def _too_large(why: str) -> BadInputError:
    step = "Take parts of it out, or bring them in as several maps. `seedbed systems` reads all of it."
    return BadInputError("The file is too large to be brought in.", why, step)


def _putting(piece: list[Entry]) -> Draw:
    def draw(document: Document) -> None:
        for name, key, fields in piece:
            document.put(name, key, **fields)

    return draw


def _bytes_of(entry: Entry) -> int:
    _, key, fields = entry
    return len(key) + A_FIELD + sum(len(name) + len(str(value).encode()) + A_FIELD for name, value in fields.items())


def _near(number: float | None) -> bool:
    return number is not None and math.isfinite(number) and abs(number) <= FARTHEST


def _listed(fields: Counter[str]) -> str:
    return ", ".join(f"{name} ({many:,})" for name, many in fields.most_common(20))

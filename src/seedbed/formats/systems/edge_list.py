"""A table with one link a row: ``cause``, ``effect`` and, where given, ``polarity``, ``strength`` and others.

``polarity`` is a word (same, opposite, uncertain; positive, negative) or a sign (+, -, ?). ``strength`` is weak, medium
or strong, or a number up to 1; without a polarity, the sign of the number says it. Factors are told apart by name.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from seedbed.analysis.systems.types import CausalLink, Delay, Factor, Source, Strength, SystemMap
from seedbed.errors import BadInputError
from seedbed.formats.encodings import decoded
from seedbed.formats.systems.limits import Most, check_room, limits
from seedbed.formats.systems.read_map import ReadMap, Refused, alike
from seedbed.formats.tables import FORMULA_STARTS, safe_cell
from seedbed.thread.payloads.choices import Confidence, Polarity

NAMES = {
    "cause": ("cause", "from", "source"),
    "effect": ("effect", "to", "target"),
    "polarity": ("polarity", "sign", "direction", "type"),
    "strength": ("strength", "weight"),
    "delay": ("delay",),
    "confidence": ("confidence",),
    "because": ("because", "reason", "note"),
    "sources": ("sources",),
}
POLARITIES = {
    Polarity.SAME: ("same", "positive", "+", "1", "+1", "s"),
    Polarity.OPPOSITE: ("opposite", "negative", "-", "−", "–", "-1", "o"),
    Polarity.UNCERTAIN: ("uncertain", "unknown", "complex", "?", "0", "+/-"),
}
BY_WORD = {word: polarity for polarity, words in POLARITIES.items() for word in words}
COLUMNS = "cause,effect,polarity,strength"
WRITTEN = ("cause", "effect", "polarity", "strength", "delay", "confidence", "because", "sources")


@dataclass
class _Table:
    """Links read so far of the file ``name``, and names of factors in the order in which they appear."""

    name: str
    factors: dict[str, str] = field(default_factory=dict)
    links: list[CausalLink] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    most: Most = field(default_factory=limits)

    def add(self, row: int, cells: Mapping[str, str]) -> None:
        where = f"row {row}"
        # One refused row is as much work and memory as one link.
        check_room(self.name, "rows", len(self.links) + len(self.refused), self.most.links)
        if not cells["cause"] or not cells["effect"]:
            self.refused.append(Refused(where, "it names no cause or no effect"))
            return
        try:
            polarity, strength, weight = _effect(cells.get("polarity", ""), cells.get("strength", ""))
            delay = Delay(cells.get("delay", "").casefold() or "none")
            confidence = Confidence(cells.get("confidence", "").casefold() or "medium")
        except ValueError as error:
            self.refused.append(Refused(where, str(error)))
            return
        new = {cells["cause"], cells["effect"]} - self.factors.keys()
        if new:
            check_room(self.name, "factors", len(self.factors) + len(new) - 1, self.most.factors)
        cause, effect = (self.factors.setdefault(cells[end], cells[end]) for end in ("cause", "effect"))
        self.links.append(
            CausalLink(
                identifier=f"link-{row}",
                cause=cause,
                effect=effect,
                polarity=polarity,
                strength=strength,
                weight=weight,
                delay=delay,
                confidence=confidence,
                because=cells.get("because", ""),
                sources=_sources(cells.get("sources", "")),
            )
        )


def read_edge_list(content: bytes, name: str) -> ReadMap:
    """Read a map from a table of links.

    Parameters
    ----------
    content
        CSV with a heading, separated by commas, semicolons or tabs.
    name
        Name of the file, for errors.

    Raises
    ------
    BadInputError
        If it is not such a table, or no row of it is a link.
    """
    table = _Table(name)
    text, note = decoded(content, name)
    for row, cells in _rows(text, name):
        table.add(row, cells)
    if not table.links:
        why = f"{name}: {table.refused[0].where}: {table.refused[0].reason}." if table.refused else f"{name} is empty."
        raise _bad("No row of the table is a link.", why)
    factors = tuple(Factor(identifier=each, name=each) for each in table.factors)
    notes = (*([note] if note else []), *alike(factors))
    return ReadMap(SystemMap(factors=factors, links=tuple(table.links)), tuple(table.refused), notes)


def _rows(text: str, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the number and the known cells of each row that is not empty; the heading is row 1."""
    heading = text.split("\n", maxsplit=1)[0]
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=heading.count), strict=False)
    try:
        columns = _columns([cell.strip().casefold() for cell in next(lines, [])], name)
        for cells in lines:
            if any(cell.strip() for cell in cells):
                known = {each: as_said(cells[place]) for each, place in columns.items() if place < len(cells)}
                yield lines.line_num, {"cause": "", "effect": ""} | known
    except csv.Error as error:
        raise _bad("The table of links cannot be read.", f"{name}: row {lines.line_num}: {error}.") from error


def as_said(cell: str) -> str:
    """Return a cell on one line, without the apostrophe that keeps spreadsheets from running it."""
    said = " ".join(cell.split())
    return said[1:] if said[:1] == "'" and said[1:].startswith(FORMULA_STARTS) else said


def _columns(headings: list[str], name: str) -> dict[str, int]:
    found = {}
    for column, names in NAMES.items():
        place = next((headings.index(each) for each in names if each in headings), None)
        if place is not None:
            found[column] = place
    for column in ("cause", "effect"):
        if column not in found:
            raise _bad("The table of links cannot be read.", f'{name} has no column "{column}".')
    return found


def _effect(polarity: str, strength: str) -> tuple[Polarity, Strength, float | None]:
    """Return direction, strength in words and weight of two cells."""
    word = polarity.casefold()
    if word and word not in BY_WORD:
        raise ValueError(f'"{polarity}" is no polarity: write same, opposite or uncertain')
    if strength.casefold() in {"", *Strength}:
        return BY_WORD.get(word, Polarity.SAME), Strength(strength.casefold() or "medium"), None
    try:
        number = float(strength)
    except ValueError:
        number = float("nan")
    if not abs(number) <= 1:
        raise ValueError(f'"{strength}" is no strength: write weak, medium or strong, or a number from -1 to 1')
    if number < 0 and BY_WORD.get(word) is Polarity.SAME:
        raise ValueError(f"the polarity is {polarity} and the strength {strength}: they contradict each other")
    by_number = Polarity.OPPOSITE if number < 0 else Polarity.SAME
    return BY_WORD.get(word, by_number), Strength.MEDIUM, abs(number)


def _sources(cell: str) -> frozenset[Source]:
    """Return who says so; none where the cell holds anything else, as it may in other people's tables."""
    words = cell.casefold().split("|")
    return frozenset(map(Source, words)) if set(words) <= set(Source) else frozenset()


def _bad(what: str, why: str) -> BadInputError:
    return BadInputError(what, why, f"Write one link a row, with a heading such as {COLUMNS}.")


def write_edge_list(of: SystemMap) -> bytes:
    """Return the table of a map's links; factors are told apart by name, with the identifier where names are alike."""
    many = Counter(each.name for each in of.factors)
    names = {
        each.identifier: each.name if many[each.name] == 1 else f"{each.name} ({each.identifier})"
        for each in of.factors
    }
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(WRITTEN)
    for link in of.links:
        size = link.strength.value if link.weight is None else repr(link.weight)
        ends = names[link.cause], names[link.effect]
        said = link.because, "|".join(sorted(link.sources))
        cells = (*ends, link.polarity, size, link.delay, link.confidence, *said)
        table.writerow([safe_cell(str(cell)) for cell in cells])
    return b"\xef\xbb\xbf" + out.getvalue().encode()

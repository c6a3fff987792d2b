"""The colours and lines of a poster, in a file that artists write."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from seedbed.formats.osm_poster_rules import LAYERS
from seedbed.formats.toml_files import read_toml
from seedbed.formats.toml_values import TomlValues

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
STYLE_KEYS = frozenset({"fill", "line", "width", "casing", "dashes"})
LEAST_CONTRAST = 4.5
"""Of labels on paper (WCAG 2.2, 1.4.3)."""
THEMES = ("market", "pale")
"""Ours: ``market`` for walls and screens, ``pale`` for paper that people draw on with coloured pens."""
HOW_TO = "Start from one of ours: 'market' or 'pale'. Colours are six hexadecimal digits after #, widths millimetres."


@dataclass(frozen=True, slots=True)
class Style:
    """How one layer is drawn.

    Parameters
    ----------
    fill
        Colour of areas and discs; none leaves them open.
    line
        Colour of lines and rims; none leaves them out.
    width
        Of lines, in millimetres on A3 paper.
    casing
        Colour of a rim on both sides of a line.
    dashes
        Millimetres of line and gap, such as ``2 1``; empty for an unbroken line.
    """

    fill: str | None = None
    line: str | None = None
    width: float = 0.2
    casing: str | None = None
    dashes: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """How a poster looks.

    Parameters
    ----------
    name
        As people know it.
    paper, ink
        Colours of the ground and of labels.
    outline
        How the line around the neighbourhood is drawn.
    layers
        How each layer is drawn; a layer that is left out is not drawn.
    letters
        How many times as large as usual names are written; 1.5 for large print.
    """

    name: str
    paper: str
    ink: str
    outline: Style
    layers: Mapping[str, Style]
    letters: float = 1.0

    def as_json(self) -> dict[str, Any]:
        """Return the theme for a map on a screen."""
        return asdict(self)


@cache
def own_theme(name: str) -> Theme:
    """Return one of the themes that come with Seedbed: see `THEMES`."""
    with as_file(files("seedbed.reports.poster").joinpath(f"themes/{name}.toml")) as path:
        return read_theme(path)


def read_theme(path: Path) -> Theme:
    """Read a theme.

    Raises
    ------
    BadInputError
        If the file is no TOML, holds a key or colour that is not known, or its labels cannot be read on its paper.
    """
    values = _Values(path.name, "The theme cannot be read.", HOW_TO)
    table = read_toml(path, values.bad)
    values.known(table, frozenset({"name", "paper", "ink", "letters", "outline", *LAYERS}), "")
    paper, ink = (values.colour(table.get(key), key) or values.refuse(key, "it is missing") for key in ("paper", "ink"))
    if contrast(paper, ink) < LEAST_CONTRAST:
        values.refuse("ink", f"its contrast on the paper is {contrast(paper, ink):.1f}; labels need {LEAST_CONTRAST}")
    layers = {layer: values.style(table, layer) for layer in LAYERS if layer in table}
    name = values.text(table, "name", path.stem)
    letters = values.number(table.get("letters", 1.0), "letters", 0.5)
    if letters > 4:
        values.refuse("letters", f"{letters:g} is above 4")
    return Theme(name, paper, ink, values.style(table, "outline"), layers, letters)


class _Values(TomlValues):
    """Takes colours and styles out of the file too."""

    __slots__ = ()

    def colour(self, value: Any, place: str) -> str | None:
        """Return a colour; none where it is left out."""
        if value is None:
            return None
        if not isinstance(value, str) or not COLOUR.fullmatch(value):
            self.refuse(place, f"{str(value)[:20]!r} is not a colour such as #0b4f6c")
        return value.lower()

    def style(self, table: dict[str, Any], layer: str) -> Style:
        """Return how one layer is drawn."""
        found = self.table(table, layer, STYLE_KEYS)
        dashes = self.text(found, "dashes", "")
        if not re.fullmatch(r"(\d+(\.\d+)?( \d+(\.\d+)?)*)?", dashes):
            self.refuse(f"{layer}, dashes", "write lengths with spaces between, such as 2 1")
        fill, line, casing = (self.colour(found.get(key), f"{layer}, {key}") for key in ("fill", "line", "casing"))
        width = self.number(found.get("width", 0.2), f"{layer}, width", 0.0)
        if width > 20:
            self.refuse(f"{layer}, width", f"{width:g} is above 20")
        return Style(fill, line, width, casing, dashes)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours from 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

"""Words of a drawing whose letters join, such as Arabic or Bengali: lifted out of it, to be laid over it as text.

WeasyPrint places each letter of an SVG by itself, so that such letters come out unjoined; its own text joins them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from seedbed.formats.said import runs_right_to_left

FIRST_JOINED = "\u0590"
"""Scripts from here on join, stack or reorder their letters; Latin, Greek and Cyrillic stand before."""
TEXT = re.compile(r"<text([^>]*)>([^<]*)</text>")
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
ASCENT = 0.85
"""Of the size of letters: how far the top of a line is above what the letters stand on."""
ROOM = 30
"""Sizes of letters that a line may be wide; it is never broken."""


@dataclass(frozen=True, slots=True)
class Lifted:
    """A line of words: its top left and width in millimetres, and how it looks."""

    words: str
    direction: str
    left: float
    top: float
    width: float
    size: float
    align: str
    fill: str
    weight: str


def lift(svg: str, scale: float) -> tuple[str, list[Lifted]]:
    """Return a drawing without its words whose letters join, and these words.

    Parameters
    ----------
    svg
        A drawing of ours: each text is one element, at one place.
    scale
        Millimetres that one of its units is printed as.
    """
    lifted: list[Lifted] = []

    def take(found: re.Match[str]) -> str:
        words = unescape(found[2])
        if not any(letter >= FIRST_JOINED and letter.isalpha() for letter in words):
            return found[0]
        lifted.append(_lifted(words, dict(ATTRIBUTE.findall(found[1])), scale))
        return ""

    return TEXT.sub(take, svg), lifted


def _lifted(words: str, told: dict[str, str], scale: float) -> Lifted:
    size = float(told["font-size"])
    x, y, wide = float(told["x"]), float(told["y"]), ROOM * size
    turned = told.get("direction", "ltr") == "rtl"
    anchor = told.get("text-anchor", "start")
    # The end of what runs from right to left is at the left.
    align = "center" if anchor == "middle" else "right" if (anchor == "end") != turned else "left"
    left = {"left": x, "center": x - wide / 2, "right": x - wide}[align]
    return Lifted(
        words=words,
        direction="rtl" if runs_right_to_left(words) else "ltr",
        left=left * scale,
        top=(y - ASCENT * size) * scale,
        width=wide * scale,
        size=size * scale,
        align=align,
        fill=told.get("fill", "#000000"),
        weight=told.get("font-weight", "400"),
    )

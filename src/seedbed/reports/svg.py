"""A small builder of SVG: everything that goes in is escaped, nothing is loaded from outside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from xml.sax import saxutils

from seedbed.formats.said import runs_right_to_left

FONT = "Helvetica Neue, Arial, Liberation Sans, Noto Sans, sans-serif"
INK = "#212b32"
QUIET = "#4c5a63"
LINE = "#aeb7bd"
FAINT = "#e3e8ea"
PAPER = "#ffffff"
MAIN = "#0b4f6c"
BAND = "#d5e5ec"

DECILE_COLOURS = (
    "#0b2545", "#13406b", "#1f5c8c", "#3277a6", "#4d91b8", "#6daac4", "#8fc1cf", "#b0d5d9", "#cfe6e2", "#ebf5ef",
)  # fmt: skip
"""Fill of decile 1 (darkest, most deprived) to 10: one hue, lightness falling evenly, so it survives grey printing."""

Attribute = str | float | int | None


UNPRINTABLE = {code: None for code in range(32) if chr(code) not in "\t\n\r"} | {0xFFFE: None, 0xFFFF: None}
"""Control characters that XML cannot hold."""
PLAIN = re.compile(r"[ !#-%'-;=?-~]*")
"""What stands in an attribute as it is: signs of ASCII without those that XML gives a meaning."""


def printable(text: str) -> str:
    """Return text without the characters that XML cannot hold."""
    return text.translate(UNPRINTABLE)


def escape(text: str) -> str:
    """Return text as it stands between tags."""
    return saxutils.escape(printable(text))


def text_on(colour: str) -> str:
    """Return white or ink, whichever has the greater contrast on a colour (WCAG 2.2 relative luminance)."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#ffffff" if 1.05 / (luminance + 0.05) > (luminance + 0.05) / 0.05 else "#000000"


def shorten(text: str, width: float, size: float) -> str:
    """Cut a text so that it fits a width at a font size (an average letter is 0.52 of the size wide)."""
    room = max(int(width / (0.52 * size)), 4)
    return text if len(text) <= room else text[: room - 1].rstrip() + "…"


def _turned(attributes: dict[str, Attribute]) -> dict[str, Attribute]:
    """Return attributes of a text that runs from right to left: in its own order, over the same place."""
    anchor = attributes.get("text_anchor") or "start"
    other = {"start": "end", "end": "start"}
    return {**attributes, "direction": "rtl", "text_anchor": other.get(str(anchor), anchor)}


def _attributes(given: dict[str, Attribute]) -> str:
    return "".join([f" {_name(name)}={_value(value)}" for name, value in given.items() if value is not None])


@cache
def _name(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def _value(value: str | float) -> str:
    """Return a value in quotes. Most are numbers and colours, of which large drawings hold tens of thousands."""
    if isinstance(value, str):
        return f'"{value}"' if PLAIN.fullmatch(value) else saxutils.quoteattr(printable(value))
    if isinstance(value, int):
        return f'"{value}"'
    return '"{}"'.format(f"{value:.2f}".rstrip("0").rstrip("."))


@dataclass
class Drawing:
    """A picture being drawn.

    Parameters
    ----------
    title, description
        What a person who cannot see it is told: what it is, and what it shows.
    width
        Width of the drawing's own coordinates; it is shown as wide as its place on the page.
    """

    title: str
    description: str
    width: float
    height: float = 0.0
    parts: list[str] = field(default_factory=list)

    def add(self, tag: str, content: str | None = None, /, **attributes: Attribute) -> None:
        """Add one element; ``content`` is text. Underscores in names become hyphens."""
        inside = "/>" if content is None else f">{escape(content)}</{tag}>"
        self.parts.append(f"<{tag}{_attributes(attributes)}{inside}")

    def text(self, x: float, y: float, content: str, size: float = 13, **attributes: Attribute) -> None:
        """Write text with its baseline at ``y``; what runs from right to left keeps its order and its place."""
        attributes.setdefault("fill", INK)
        if "direction" not in attributes and runs_right_to_left(content):
            attributes = _turned(attributes)
        self.add("text", content, x=x, y=y, font_size=size, **attributes)

    def line(self, start: tuple[float, float], end: tuple[float, float], **attributes: Attribute) -> None:
        """Draw a straight line."""
        attributes.setdefault("stroke", INK)
        self.add("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], **attributes)

    def path(self, points: Sequence[tuple[float, float]], /, **attributes: Attribute) -> None:
        """Draw a line through points."""
        self.add("path", d="M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points), **attributes)

    def polygon(self, points: Sequence[tuple[float, float]], /, **attributes: Attribute) -> None:
        """Draw a closed shape through points."""
        self.add("path", d="M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z", **attributes)

    def svg(self) -> str:
        """Return the finished picture with its name and description."""
        key = "g" + sha256("".join([self.title, *self.parts]).encode()).hexdigest()[:12]
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width:.0f} {self.height:.0f}" '
            f'width="{self.width:.0f}" height="{self.height:.0f}" role="img" '
            f'aria-labelledby="{key}-t {key}-d" direction="ltr" font-family="{FONT}">'
            f'<title id="{key}-t">{escape(self.title)}</title><desc id="{key}-d">{escape(self.description)}</desc>'
            f"{''.join(self.parts)}</svg>"
        )


def png(svg: str, scale: float = 2.0) -> bytes:
    """Return a picture as PNG bytes, ``scale`` pixels a unit, drawn with the fonts of this machine, on white."""
    import vl_convert

    head, rest = svg.split(">", 1)
    blank, texts = rest.rsplit("</desc>", 1) if "</desc>" in rest else ("", rest)
    backed = f'{head}>{blank}{"</desc>" if blank else ""}<rect width="100%" height="100%" fill="{PAPER}"/>{texts}'
    return bytes(vl_convert.svg_to_png(backed, scale=scale))

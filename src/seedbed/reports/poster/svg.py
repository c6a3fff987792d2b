"""Draw a poster as SVG whose unit is the millimetre."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from hashlib import sha256

from shapely.geometry import LineString, Polygon, box
from shapely.geometry.base import BaseGeometry

from seedbed.formats.osm_poster import PosterMap
from seedbed.formats.paper.frame import SheetFrame
from seedbed.reports.poster.labels import Label, labels_for, spot_of
from seedbed.reports.poster.theme import Style, Theme
from seedbed.reports.svg import FONT, Attribute, Drawing, escape

A3_WIDTH = 297.0
"""Millimetres: the sheet for which a theme's widths are meant."""
LETTERS = 2.6
"""Height of a street's name on A3, in millimetres."""
SMALLEST_LETTERS, LARGEST_LETTERS = 1.9, 7.0
DISC = 0.9
"""Radius of a landmark's disc on A3, in millimetres."""
FINE = 0.04
"""Millimetres within which an outline may be simplified: finer than any printer draws."""


def poster_svg(
    shown: PosterMap,
    theme: Theme,
    frame: SheetFrame,
    *,
    sheet: tuple[float, float] | None = None,
    language: str | None = "en",
    told: tuple[str, str] | None = None,
) -> str:
    """Draw a poster.

    Parameters
    ----------
    shown
        What `read_poster` read.
    theme
        How it looks.
    frame
        The window on the sheet and the ground under it.
    sheet
        Width and height of the whole sheet in millimetres; else the window's.
    language
        Names are written in this language where the map has them so, else as they stand on the spot; without any
        names if None.
    told
        Title and description for who cannot see it; else in English.
    """
    width_mm, height_mm = sheet or (frame.left + frame.width, frame.top + frame.height)
    grown = min(frame.width, frame.height) / A3_WIDTH
    title, description = told or _told(shown)
    drawing = Drawing(title, description, width_mm, height_mm)
    drawing.add("rect", x=frame.left, y=frame.top, width=frame.width, height=frame.height, fill=theme.paper)
    thick = max(grown, 0.6)
    for layer, style in theme.layers.items():
        if layer != "landmark":
            _layer(drawing, [each.geometry for each in shown.of(layer)], style, frame, thick)
    _line_around(drawing, shown, theme, frame, thick)
    _landmarks(drawing, shown, theme, frame, thick)
    for label in [] if language is None else labels_for(shown, frame, letters_on(frame, theme), language):
        _write(drawing, label, theme.ink)
    return _document(drawing)


def letters_on(frame: SheetFrame, theme: Theme) -> float:
    """Return the height of a street's name in millimetres: it grows with the sheet, slower than the sheet."""
    grown = min(frame.width, frame.height) / A3_WIDTH
    return theme.letters * min(max(LETTERS * math.sqrt(grown), SMALLEST_LETTERS), LARGEST_LETTERS)


def _told(shown: PosterMap) -> tuple[str, str]:
    streets = {each.name_in("") for each in shown.of("street", "main_road")} - {""}
    return "Map of the neighbourhood", f"Roads, buildings, parks and water; {len(streets)} streets have names."


def _write(drawing: Drawing, label: Label, ink: str) -> None:
    turn = None if label.angle == 0 else f"rotate({label.angle:.1f} {label.x:.2f} {label.y:.2f})"
    drawing.text(label.x, label.y, label.text, round(label.size, 2), fill=ink, text_anchor="middle", transform=turn)


def _layer(drawing: Drawing, shapes: Sequence[BaseGeometry], style: Style, frame: SheetFrame, thick: float) -> None:
    """Draw all of a layer as one path: first the rims of lines, then the lines, so that crossings are open."""
    window = box(*_window(frame))
    placed = [frame.place(shape).simplify(FINE) for shape in shapes]
    areas, lines = _paths(placed, window)
    width = style.width * thick
    if areas:
        drawing.add("path", d=areas, fill=style.fill or "none", fill_rule="evenodd", **_rim(style, width))
    if lines and style.line:
        if style.casing:
            drawing.add("path", d=lines, **_line(style.casing, width + 0.35 * thick), stroke_linecap="round")
        cap = None if style.dashes else "round"
        dashes = style.dashes or None
        drawing.add("path", d=lines, **_line(style.line, width), stroke_linecap=cap, stroke_dasharray=dashes)


def _rim(style: Style, width: float) -> dict[str, Attribute]:
    return {"stroke": style.line, "stroke_width": round(width, 3)} if style.line else {}


def _line(colour: str, width: float) -> dict[str, Attribute]:
    return {"fill": "none", "stroke": colour, "stroke_width": round(width, 3), "stroke_linejoin": "round"}


def _window(frame: SheetFrame) -> tuple[float, float, float, float]:
    return frame.left, frame.top, frame.left + frame.width, frame.top + frame.height


def _paths(shapes: Sequence[BaseGeometry], window: Polygon) -> tuple[str, str]:
    """Return the path of all areas and the path of all lines, cut to the window."""
    areas, lines = [], []
    for shape in shapes:
        if not shape.intersects(window):
            continue
        kept = shape if window.contains(shape) else (shape if shape.is_valid else shape.buffer(0)).intersection(window)
        for part in _parts(kept):
            if isinstance(part, Polygon):
                areas += [_d(list(ring.coords)[:-1]) + "Z" for ring in (part.exterior, *part.interiors)]
            elif isinstance(part, LineString):
                lines.append(_d(list(part.coords)))
    return "".join(areas), "".join(lines)


def _d(points: Sequence[tuple[float, ...]]) -> str:
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y, *_ in points)


def _parts(shape: BaseGeometry) -> Iterator[BaseGeometry]:
    if hasattr(shape, "geoms"):
        for part in shape.geoms:
            yield from _parts(part)
    elif not shape.is_empty:
        yield shape


def _line_around(drawing: Drawing, shown: PosterMap, theme: Theme, frame: SheetFrame, thick: float) -> None:
    if shown.outline is not None and theme.outline.line:
        rim = shown.outline.boundary
        _layer(drawing, [rim], theme.outline, frame, thick)


def _landmarks(drawing: Drawing, shown: PosterMap, theme: Theme, frame: SheetFrame, thick: float) -> None:
    style = theme.layers.get("landmark")
    left, top, right, bottom = _window(frame)
    for feature in shown.of("landmark") if style else ():
        x, y = spot_of(feature, frame)
        if style and left <= x <= right and top <= y <= bottom:
            rim = _rim(style, style.width * thick)
            drawing.add("circle", cx=x, cy=y, r=round(DISC * thick, 2), fill=style.fill or "none", **rim)


def _document(drawing: Drawing) -> str:
    """Return the picture, as large as it is in millimetres."""
    key = "p" + sha256("".join([drawing.title, *drawing.parts]).encode()).hexdigest()[:12]
    width, height = f"{drawing.width:g}", f"{drawing.height:g}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}mm" '
        f'height="{height}mm" role="img" aria-labelledby="{key}-t {key}-d" direction="ltr" font-family="{FONT}">'
        f'<title id="{key}-t">{escape(drawing.title)}</title><desc id="{key}-d">{escape(drawing.description)}</desc>'
        f"{''.join(drawing.parts)}</svg>"
    )

"""A line on the small areas it runs through: nothing but where it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shapely import make_valid
from shapely.geometry import box, shape
from shapely.geometry.base import BaseGeometry

from seedbed.formats.shapes import polygons_of
from seedbed.reports.maps import WIDTH, Frame, frame_for
from seedbed.reports.svg import BAND, FAINT, INK, LINE, Drawing


def outline_map(title: str, outline: dict[str, Any], ground: Sequence[dict[str, Any]]) -> str:
    """Draw a line and the small areas around it.

    Parameters
    ----------
    title
        Name of the neighbourhood.
    outline
        GeoJSON geometry of the line, longitude and latitude.
    ground
        GeoJSON geometries of the small areas around.
    """
    line = make_valid(shape(outline))
    frame = frame_for(line.bounds)
    what = f"The line around {title} on {len(ground)} small areas. The table gives the small areas inside."
    drawing = Drawing(f"Map of {title}", what, WIDTH, frame.height)
    drawing.add("rect", x=0, y=0, width=WIDTH, height=frame.height, fill=FAINT)
    placed = frame.place(line)
    drawing.add("path", d=rings_path(placed), fill=BAND, fill_rule="evenodd")
    for area in ground:
        if path := rings_path(_seen(make_valid(shape(area)), frame)):
            drawing.add("path", d=path, fill="none", stroke=LINE, stroke_width=1)
    drawing.add("path", d=rings_path(placed), fill="none", stroke=INK, stroke_width=2.6, stroke_linejoin="round")
    return drawing.svg()


def _seen(area: BaseGeometry, frame: Frame) -> BaseGeometry:
    """Cut an area to the paper, with a margin so that the cut does not show."""
    paper = box(-4, -4, WIDTH + 4, frame.height + 4)
    return make_valid(frame.place(area).simplify(0.3)).intersection(paper)


def rings_path(geometry: BaseGeometry) -> str:
    """Return the rings of a shape as the path of an SVG; lines and points draw nothing."""
    rings = [ring for piece in polygons_of(geometry) for ring in (piece.exterior, *piece.interiors)]
    corners = [[f"{x:.1f} {y:.1f}" for x, y, *_ in list(ring.coords)[:-1]] for ring in rings]
    return "".join("M" + "L".join(each) + "Z" for each in corners)

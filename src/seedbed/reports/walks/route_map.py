"""The route of a walk with its stops numbered, as a picture that needs no tiles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shapely.geometry import LineString, MultiPoint, box, shape

from seedbed.reports.maps import WIDTH, frame_for
from seedbed.reports.svg import BAND, FAINT, INK, MAIN, PAPER, Drawing

Position = tuple[float, float]
DISC = 9.0
MARGIN = 0.0004
"""Degrees around a walk that goes nowhere far, so that the paper shows something around it."""


def route_map(
    title: str, route: Sequence[Position], stops: Sequence[tuple[int, Position]], outline: dict[str, Any] | None = None
) -> str:
    """Draw the route of a walk and its stops.

    Parameters
    ----------
    title
        Name of the walk.
    route
        Longitude and latitude, in order; empty if it is not known.
    stops
        The number of each stop and where it is; stops without a place are left out.
    outline
        GeoJSON geometry of the line around the neighbourhood, if there is one.

    Returns
    -------
    str
        SVG; empty if there is nothing to draw.
    """
    places = [*route, *(place for _, place in stops)]
    if not places:
        return ""
    west, south, east, north = MultiPoint(places).bounds
    frame = frame_for((west - MARGIN, south - MARGIN, east + MARGIN, north + MARGIN))
    told = f"A line through {len(stops)} stops; the list says what is at each."
    drawing = Drawing(f"Route of {title}", told, WIDTH, frame.height)
    drawing.add("rect", x=0, y=0, width=WIDTH, height=frame.height, fill=FAINT)
    if outline is not None:
        paper = box(-4, -4, WIDTH + 4, frame.height + 4)
        ground = frame.place(shape(outline)).buffer(0).intersection(paper)
        for piece in getattr(ground, "geoms", [ground]):
            if piece.geom_type == "Polygon" and not piece.is_empty:
                drawing.polygon([(x, y) for x, y, *_ in piece.exterior.coords], fill=BAND)
    if len(route) > 1:
        line = frame.place(LineString(route))
        points = [(x, y) for x, y, *_ in line.coords]
        drawing.path(points, fill="none", stroke=PAPER, stroke_width=6, stroke_linejoin="round")
        drawing.path(points, fill="none", stroke=MAIN, stroke_width=3, stroke_linejoin="round", stroke_linecap="round")
    for number, place in stops:
        x, y = frame.point(*place)
        drawing.add("circle", cx=x, cy=y, r=DISC, fill=PAPER, stroke=INK, stroke_width=2)
        drawing.text(x, y + 4, str(number), 11, text_anchor="middle", font_weight="bold")
    return drawing.svg()

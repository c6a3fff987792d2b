"""What lies under the numbers of an asset map: streets, the neighbourhood's line, a scale and north."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from shapely.geometry.base import BaseGeometry

from seedbed.analysis.assets.network import Floats, WalkNetwork, Way
from seedbed.reports.asset_map.papers import Paper
from seedbed.reports.asset_map.places import Box, Spot
from seedbed.reports.maps import METRES_PER_DEGREE, Frame
from seedbed.reports.outline_map import rings_path
from seedbed.reports.svg import FAINT, INK, LINE, MAIN, PAPER, Drawing

NARROWEST = 0.0018
"""Degrees of latitude that a map shows at least: 200 m, so that one asset alone has streets around it."""
AROUND = 0.05
"""Margin around what is shown, of its larger side."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The part of the sheet that is map, and where places come on it."""

    frame: Frame
    box: Box
    shape: BaseGeometry | None

    def point(self, longitude: float, latitude: float) -> Spot:
        """Return a place on the sheet."""
        return self.frame.point(longitude, latitude)

    def holds(self, spot: Spot) -> bool:
        """Say whether a place on the sheet is inside the map."""
        left, top, width, height = self.box
        return left <= spot[0] <= left + width and top <= spot[1] <= top + height


def ground_of(shape: BaseGeometry | None, points: Sequence[Spot], box: Box) -> Ground:
    """Return the ground that shows the line around a neighbourhood and the points in and around it.

    Parameters
    ----------
    shape
        The line, longitude and latitude; None where there is none.
    points
        Longitude and latitude of the assets.
    box
        The part of the sheet for the map.
    """
    west, south, east, north = seen_bounds(None if shape is None or shape.is_empty else shape.bounds, points)
    left, top, width, height = box
    cosine = max(math.cos(math.radians((south + north) / 2)), 0.05)
    across, up = max((east - west) * cosine, NARROWEST), max(north - south, NARROWEST)
    pad = AROUND * max(across, up)
    scale = min(width / (across + 2 * pad), height / (up + 2 * pad))
    frame = Frame(
        west=(west + east) / 2 - width / (2 * scale * cosine),
        north=(south + north) / 2 + height / (2 * scale),
        cosine=cosine,
        scale=scale,
        left=left,
        top=top,
        height=height,
    )
    return Ground(frame, box, shape)


def seen_bounds(line: Box | None, points: Sequence[Spot]) -> Box:
    """Return what a map shows: the line and the points, as far out as the line is wide; one point alone wherever it is.

    Parameters
    ----------
    line
        West, south, east and north of the line around a neighbourhood; None where there is none.
    points
        Longitude and latitude.
    """
    if line is None or not points:
        return line or _around(points)
    west, south, east, north = _around(points)
    if len(points) > 1:
        wide, high = line[2] - line[0], line[3] - line[1]
        west, south = max(west, line[0] - wide), max(south, line[1] - high)
        east, north = min(east, line[2] + wide), min(north, line[3] + high)
    return min(west, line[0]), min(south, line[1]), max(east, line[2]), max(north, line[3])


def _around(points: Sequence[Spot]) -> tuple[float, float, float, float]:
    """Return the bounds of the points without the hundredth farthest out: one far place must not shrink the map."""
    if not points:
        return -0.01, -0.01, 0.01, 0.01
    west, east = np.percentile([each[0] for each in points], [1, 99])
    south, north = np.percentile([each[1] for each in points], [1, 99])
    return float(west), float(south), float(east), float(north)


def draw_ground(drawing: Drawing, ground: Ground, streets: WalkNetwork | None, paper: Paper) -> None:
    """Draw paper, line and streets, and on them the scale and the arrow north."""
    left, top, width, height = ground.box
    unit = paper.print_size
    drawing.add("rect", x=left, y=top, width=width, height=height, fill=FAINT)
    if ground.shape is not None:
        line = rings_path(ground.frame.place(ground.shape))
        drawing.add("path", d=line, fill=PAPER, fill_rule="evenodd")
    if streets is not None:
        _streets(drawing, ground, streets, unit)
    if ground.shape is not None:
        drawing.add("path", d=line, fill="none", stroke=MAIN, stroke_width=0.28 * unit, stroke_linejoin="round")
    drawing.add("rect", x=left, y=top, width=width, height=height, fill="none", stroke=LINE, stroke_width=0.06 * unit)
    _furniture(drawing, ground, unit)


def _streets(drawing: Drawing, ground: Ground, streets: WalkNetwork, unit: float) -> None:
    """Draw streets, and steps as a broken line: whoever has wheels sees where the way ends."""
    across, down = _on_sheet(ground.frame, streets.longitude, streets.latitude)
    left, top, width, height = ground.box
    inside = (across >= left) & (across <= left + width) & (down >= top) & (down <= top + height)
    shown = inside[streets.start] & inside[streets.end]
    steps = (streets.ways & Way.STEPS).astype(bool) & ~(streets.ways & Way.FOR_WHEELS).astype(bool)
    for these, colour, thick, dashes in (
        (shown & ~steps, LINE, 0.14 * unit, None),
        (shown & steps, INK, 0.16 * unit, f"{0.2 * unit:.1f} {0.16 * unit:.1f}"),
    ):
        ends = zip(streets.start[these].tolist(), streets.end[these].tolist(), strict=True)
        path = "".join(f"M{across[a]:.1f} {down[a]:.1f}L{across[b]:.1f} {down[b]:.1f}" for a, b in ends)
        if path:
            drawing.add("path", d=path, fill="none", stroke=colour, stroke_width=thick, stroke_dasharray=dashes)


def _on_sheet(frame: Frame, longitude: Floats, latitude: Floats) -> tuple[Floats, Floats]:
    across = frame.left + (longitude - frame.west) * frame.cosine * frame.scale
    return across, frame.top + (frame.north - latitude) * frame.scale


def _furniture(drawing: Drawing, ground: Ground, unit: float) -> None:
    left, top, width, height = ground.box
    metres_per_unit = METRES_PER_DEGREE / ground.frame.scale
    longest = 0.25 * width * metres_per_unit
    power = 10.0 ** math.floor(math.log10(longest))
    metres = max(step * power for step in (1, 2, 5) if step * power <= longest)
    long, words = metres / metres_per_unit, f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"
    x, y = left + unit, top + height - unit
    drawing.add("rect", x=left, y=y - 2.1 * unit, width=max(long, 4 * unit) + 2 * unit, height=3.1 * unit, fill=PAPER)
    drawing.line((x, y), (x + long, y), stroke_width=0.25 * unit)
    drawing.text(x, y - 0.6 * unit, words, unit)
    north = left + width - 1.5 * unit
    drawing.add("rect", x=north - 1.5 * unit, y=top, width=3 * unit, height=3.8 * unit, fill=PAPER)
    tip = top + 0.5 * unit
    drawing.polygon(
        [
            (north, tip),
            (north + 0.6 * unit, tip + 1.6 * unit),
            (north, tip + 1.2 * unit),
            (north - 0.6 * unit, tip + 1.6 * unit),
        ],
        fill=INK,
    )
    drawing.text(north, tip + 2.9 * unit, "N", 1.1 * unit, text_anchor="middle", font_weight="700")

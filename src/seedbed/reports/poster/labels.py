"""Names on a poster: streets along their course, waters and landmarks; none over another, in the page's language."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from shapely import STRtree, affinity
from shapely.geometry import LineString, Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge

from seedbed.formats.osm_poster import PosterFeature, PosterMap
from seedbed.formats.paper.frame import SheetFrame
from seedbed.formats.shapes import lines_of

LETTER = 0.54
"""Width of an average letter, of its height; letters of scripts without capitals are about as wide."""
WIDE_LETTER = 1.0
FIRST_WIDE = 0x2E80
"""From here on characters are as wide as high (Chinese, Japanese, Korean)."""
ROOM = 1.05
"""A name stands along a stretch at least this many times as long as itself."""
LANDMARK_GAP = 0.9
"""Between a landmark's disc and its name, in heights of letters."""


@dataclass(frozen=True, slots=True)
class Label:
    """A name where it stands on the sheet.

    Parameters
    ----------
    x, y
        Middle of its baseline, in millimetres.
    angle
        Degrees clockwise.
    size
        Height of its letters in millimetres.
    """

    text: str
    layer: str
    x: float
    y: float
    angle: float
    size: float


def labels_for(shown: PosterMap, frame: SheetFrame, size: float, language: str) -> list[Label]:
    """Choose the names that have room: main roads, waters and streets by length, then landmarks.

    Parameters
    ----------
    size
        Height of the letters of a street's name in millimetres.
    language
        Names in this language are taken where there are some.
    """
    window = box(frame.left, frame.top, frame.left + frame.width, frame.top + frame.height)
    taken = _Taken(window)
    wanted = (*_along_lines(shown, frame, size, language), *_landmarks(shown, frame, size, language))
    return [label for label in wanted if taken.take(_rim(label))]


class _Taken:
    """The parts of the window where names stand."""

    def __init__(self, window: Polygon) -> None:
        self.window = window
        self.rims: list[Polygon] = []
        self.tree = STRtree([])
        self.loose: list[Polygon] = []

    def take(self, rim: Polygon) -> bool:
        """Take a part if it lies wholly in the window and nothing stands there."""
        if not self.window.contains(rim) or any(rim.intersects(other) for other in self.loose):
            return False
        if len(self.tree.query(rim, predicate="intersects")):
            return False
        self.loose.append(rim)
        if len(self.loose) > 64:
            self.rims += self.loose
            self.tree, self.loose = STRtree(self.rims), []
        return True


def width_of(text: str, size: float) -> float:
    """Return about how wide a text stands, in the unit of its size."""
    return size * sum(WIDE_LETTER if ord(letter) >= FIRST_WIDE else LETTER for letter in text)


def _rim(label: Label) -> Polygon:
    half = width_of(label.text, label.size) / 2
    flat = box(label.x - half, label.y - 0.95 * label.size, label.x + half, label.y + 0.35 * label.size)
    return affinity.rotate(flat, label.angle, origin=(label.x, label.y))


def _along_lines(shown: PosterMap, frame: SheetFrame, size: float, language: str) -> Iterator[Label]:
    """Give the name of each street, road and water along its longest nearly straight stretch, the longest first."""
    by_name: dict[tuple[str, str], list[BaseGeometry]] = {}
    for feature in shown.of("main_road", "street", "stream", "path"):
        if name := feature.name_in(language):
            by_name.setdefault((name, feature.layer), []).append(feature.geometry)
    found = []
    for (name, layer), parts in by_name.items():
        line = max(lines_of(frame.place(_one(parts))), key=lambda each: each.length, default=None)
        if line is not None:
            found.append((layer != "main_road", -line.length, name, layer, line))
    for _, _, name, layer, line in sorted(found, key=lambda each: each[:4]):
        letters = size * (1.15 if layer == "main_road" else 1.0)
        if (spot := _stretch(line, ROOM * width_of(name, letters))) is not None:
            x, y, angle = spot
            away = 0.34 * letters
            lean = math.radians(angle)
            yield Label(name, layer, x - away * math.sin(lean), y + away * math.cos(lean), angle, letters)


def _one(parts: list[BaseGeometry]) -> BaseGeometry:
    lines = [line for part in parts for line in lines_of(part)]
    return linemerge(lines) if len(lines) > 1 else (lines[0] if lines else LineString())


def _stretch(line: LineString, long: float) -> tuple[float, float, float] | None:
    """Return the middle and angle of the straightest stretch of a length, nearest the line's middle; none if bent."""
    if line.length < long:
        return None
    best: tuple[float, tuple[float, float, float]] | None = None
    for step in (0.5, 0.4, 0.6, 0.25, 0.75, 0.1, 0.9):
        middle = min(max(step * line.length, long / 2), line.length - long / 2)
        start, end = line.interpolate(middle - long / 2), line.interpolate(middle + long / 2)
        straight = start.distance(end) / long
        if best is None or straight > best[0] + 0.01:
            angle = math.degrees(math.atan2(end.y - start.y, end.x - start.x))
            best = straight, ((start.x + end.x) / 2, (start.y + end.y) / 2, _upright(angle))
    return best[1] if best is not None and best[0] > 0.96 else None


def _upright(angle: float) -> float:
    """Turn a text that would stand on its head."""
    return angle - 180 if angle > 90 else angle + 180 if angle <= -90 else angle


def _landmarks(shown: PosterMap, frame: SheetFrame, size: float, language: str) -> Iterator[Label]:
    for feature in shown.of("landmark"):
        if name := feature.name_in(language):
            x, y = spot_of(feature, frame)
            yield Label(name, "landmark", x, y + LANDMARK_GAP * size + 0.9 * size, 0.0, 0.95 * size)


def spot_of(feature: PosterFeature, frame: SheetFrame) -> tuple[float, float]:
    """Return where a landmark stands on the sheet."""
    point = feature.geometry.centroid
    return frame.to_mm(point.x, point.y)

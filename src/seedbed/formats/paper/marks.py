"""What strokes of one pen are: dots and crosses, lines, closed areas, words; each a proposal for a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from seedbed.formats.paper.skeleton import Skeleton, skeleton_of

Mask = NDArray[np.bool_]
Spots = NDArray[np.float64]
Box = tuple[float, float, float, float]
"""Left, top, width, height, millimetres."""

# Lengths in millimetres, areas in square millimetres: pens are as thick on large paper as on small.
JOINED = 0.45
"""Half a gap in a stroke that is closed over."""
LEAST_AREA = 1.5
LEAST_SIDE = 1.8
DOT = 9.0
CROSS = 20.0
RING = 7.0
"""A closed line no larger than this is taken for a dot."""
SHORT = 7.0
SCRIBBLED = 9.0
LETTER = 8.0
LETTERS = 18.0
"""Letters are no higher than the one, and those that run into each other no longer than the other."""
LETTERS_APART = 4.0
WAVY = 1.45
"""A stroke so many times as long as what it spans, and no higher than letters, is writing."""
THINNED_AT = 3.0
"""Pixels a millimetre at which strokes are thinned."""
CLOSED = 0.35
"""Share of a stroke's hull that its hole has where it goes around something."""
OVER_GAP = 0.12
"""Of its size: an area's line may fail to meet itself by so much."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """What was drawn, on the sheet.

    Parameters
    ----------
    kind
        ``point``, ``line``, ``area`` or ``words``.
    colour
        Of the pen.
    spots
        Across and down, millimetres: one spot, the line, the area's edge without its first corner again, or the
        corners of the words' box.
    box
        Around all of it.
    sure
        0 to 1: how clear the form is.
    """

    kind: str
    colour: str
    spots: tuple[tuple[float, float], ...]
    box: Box
    sure: float


@dataclass(frozen=True, slots=True)
class _Piece:
    mask: Mask
    left: int
    top: int
    scale: float

    @property
    def sides(self) -> tuple[float, float]:
        rows, columns = self.mask.shape
        return columns / self.scale, rows / self.scale

    @property
    def box(self) -> Box:
        return (self.left / self.scale, self.top / self.scale, *self.sides)

    def millimetres(self, pixels: Spots, zoom: float = 1.0) -> tuple[tuple[float, float], ...]:
        placed = (np.asarray(pixels, np.float64) / zoom + (self.left + 0.5, self.top + 0.5)) / self.scale
        return tuple((round(float(x), 2), round(float(y), 2)) for x, y in placed)


def strokes_in(mask: Mask, colour: str, scale: float) -> list[Stroke]:
    """Return what one pen drew.

    Parameters
    ----------
    mask
        Where it drew, on the squared sheet.
    scale
        Pixels a millimetre.
    """
    pieces = _pieces(mask, scale)
    groups, alone = _letters(pieces)
    return [_words(group, colour) for group in groups] + [_stroke(piece, colour) for piece in alone]


def _pieces(mask: Mask, scale: float) -> list[_Piece]:
    """Return the strokes that hang together, small gaps closed, without specks."""
    size = 2 * max(round(JOINED * scale), 1) + 1
    around = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    closed = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, around)
    many, parts, sizes, _ = cv2.connectedComponentsWithStats(closed, connectivity=8)
    found = []
    for number in range(1, many):
        left, top, width, height, area = (int(each) for each in sizes[number])
        if area < LEAST_AREA * scale**2 or max(width, height) < LEAST_SIDE * scale:
            continue
        found.append(_Piece(parts[top : top + height, left : left + width] == number, left, top, scale))
    return found


def _letters(pieces: Sequence[_Piece]) -> tuple[list[list[_Piece]], list[_Piece]]:
    """Put small pieces that stand in a row, three or more, together as words; return them and what stands alone."""
    small = [piece for piece in pieces if max(piece.sides) <= LETTERS and min(piece.sides) <= LETTER]
    group = list(range(len(small)))
    for one in range(len(small)):
        for two in range(one):
            if _gap(small[one].box, small[two].box) <= LETTERS_APART:
                old, new = group[one], group[two]
                group = [new if each == old else each for each in group]
    members = [[small[place] for place, each in enumerate(group) if each == name] for name in set(group)]
    words = [each for each in members if len(each) >= 3]
    taken = {id(piece) for each in words for piece in each}
    return words, [piece for piece in pieces if id(piece) not in taken]


def _gap(one: Box, two: Box) -> float:
    across = max(one[0] - two[0] - two[2], two[0] - one[0] - one[2], 0.0)
    down = max(one[1] - two[1] - two[3], two[1] - one[1] - one[3], 0.0)
    return float(np.hypot(across, down))


def _words(group: Sequence[_Piece], colour: str) -> Stroke:
    left, top = min(each.box[0] for each in group), min(each.box[1] for each in group)
    right = max(each.box[0] + each.box[2] for each in group)
    bottom = max(each.box[1] + each.box[3] for each in group)
    return _boxed(colour, (left, top, right - left, bottom - top), 0.6)


def _boxed(colour: str, box: Box, sure: float) -> Stroke:
    left, top, width, height = (round(each, 2) for each in box)
    corners = ((left, top), (left + width, top), (left + width, top + height), (left, top + height))
    return Stroke("words", colour, corners, (left, top, width, height), sure)


def _stroke(piece: _Piece, colour: str) -> Stroke:
    """Say what one stroke is, by its form alone."""
    size = max(piece.sides)
    if _is_solid(piece) and size <= DOT:
        return _point(piece, colour, _middle(piece.mask), 0.95)
    ring = _ring(piece)
    if ring is not None:
        edge, share = ring
        if size <= RING:
            return _point(piece, colour, edge.mean(axis=0), 0.8)
        return Stroke("area", colour, piece.millimetres(edge), piece.box, min(0.6 + share / 2, 1.0))
    thin, zoom = _thin(piece)
    if _is_cross(thin, piece, zoom):
        return _point(piece, colour, thin.crossings.mean(axis=0) / zoom, 0.9)
    if (filled := _scribble(piece)) is not None:
        return Stroke("area", colour, piece.millimetres(filled), piece.box, 0.6)
    return _long(piece, colour, thin, zoom)


def _long(piece: _Piece, colour: str, thin: Skeleton, zoom: float) -> Stroke:
    """Return a line, words in one stroke, or what is too short for a line as a point."""
    size, millimetre = float(np.hypot(*piece.sides)), zoom * piece.scale
    if thin.length > WAVY * size * millimetre and min(piece.sides) <= 1.4 * LETTER:
        return _boxed(colour, piece.box, 0.5)
    if len(thin.path) < 2 or len(thin.path) < SHORT * millimetre:
        return _point(piece, colour, _middle(piece.mask), 0.5)
    plain = cv2.approxPolyDP(thin.path.astype(np.float32).reshape(-1, 1, 2), 0.4 * millimetre, closed=False)
    straight = len(thin.path) / max(thin.length, 1.0)
    sure = 0.5 + 0.45 * min(straight, 1.0)
    return Stroke("line", colour, piece.millimetres(plain.reshape(-1, 2).astype(np.float64), zoom), piece.box, sure)


def _point(piece: _Piece, colour: str, pixel: Spots, sure: float) -> Stroke:
    return Stroke("point", colour, piece.millimetres(np.asarray(pixel).reshape(1, 2)), piece.box, sure)


def _middle(mask: Mask) -> Spots:
    rows, columns = np.nonzero(mask)
    return np.array([columns.mean(), rows.mean()])


def _is_solid(piece: _Piece) -> bool:
    across, down = piece.sides
    return bool(piece.mask.sum() > 0.66 * _hull_area(piece.mask) and max(across, down) < 2.2 * min(across, down))


def _hull_area(mask: Mask) -> float:
    outlines, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    return float(cv2.contourArea(cv2.convexHull(np.concatenate(outlines)))) + 1.0


def _ring(piece: _Piece) -> tuple[Spots, float] | None:
    """Return the middle of the line around a hole, and the hole's share of the hull; None where it closes nothing."""
    hull = _hull_area(piece.mask)
    for gap in (0.0, OVER_GAP * max(piece.sides) * piece.scale / 2):
        reach = round(gap)
        padded = np.pad(piece.mask.astype(np.uint8), reach + 2)
        if reach:
            around = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
            padded = np.asarray(cv2.morphologyEx(padded, cv2.MORPH_CLOSE, around), np.uint8)
        hole = _largest_hole(padded)
        share = float(hole.sum()) / hull
        if share >= CLOSED:
            thick = 0.5 * _thickness(piece.mask)
            grown = cv2.dilate(hole, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * round(thick) + 1,) * 2))
            edges, _ = cv2.findContours(grown, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
            edge = cv2.approxPolyDP(max(edges, key=cv2.contourArea), 0.35 * piece.scale, closed=True)
            if len(edge) >= 3:
                return edge.reshape(-1, 2).astype(np.float64) - (reach + 2), share
    return None


def _largest_hole(padded: NDArray[np.uint8]) -> NDArray[np.uint8]:
    many, parts, sizes, _ = cv2.connectedComponentsWithStats((padded == 0).astype(np.uint8), connectivity=4)
    outside = int(parts[0, 0])
    inside = [number for number in range(1, many) if number != outside]
    if not inside:
        return np.zeros_like(padded)
    largest = max(inside, key=lambda number: int(sizes[number][cv2.CC_STAT_AREA]))
    return np.asarray((parts == largest).astype(np.uint8))


def _thickness(mask: Mask) -> float:
    """Return how thick a stroke is, pixels: usual distance of its middle to its edge, twice."""
    away = cv2.distanceTransform(np.pad(mask, 1).astype(np.uint8), cv2.DIST_L2, 3)
    return 2.0 * float(np.percentile(away[away > 0], 85))


def _thin(piece: _Piece) -> tuple[Skeleton, float]:
    """Return a stroke's middle line, and by how much it was shrunk for that."""
    zoom = min(THINNED_AT / piece.scale, 1.0)
    shrunk = cv2.resize(piece.mask.astype(np.uint8) * 255, None, fx=zoom, fy=zoom, interpolation=cv2.INTER_AREA)
    return skeleton_of(shrunk >= 96), zoom


def _is_cross(thin: Skeleton, piece: _Piece, zoom: float) -> bool:
    """Say whether two short strokes cross near the middle."""
    across, down = piece.sides
    if max(across, down) > CROSS or max(across, down) > 2.4 * min(across, down) or len(thin.crossings) == 0:
        return False
    middle = np.array([across, down]) * piece.scale * zoom / 2
    off = np.hypot(*(thin.crossings.mean(axis=0) - middle)) / (max(across, down) * piece.scale * zoom)
    spread = np.ptp(thin.crossings, axis=0).max() / (max(across, down) * piece.scale * zoom)
    compact = thin.length < 2.6 * np.hypot(across, down) * piece.scale * zoom
    return bool(off < 0.28 and spread < 0.3 and compact and 3 <= len(thin.ends) <= 6)


def _scribble(piece: _Piece) -> Spots | None:
    """Return the edge of what was filled in with strokes to and fro; None where that is not so."""
    rows, columns = np.nonzero(piece.mask)
    _, sides, _ = cv2.minAreaRect(np.column_stack([columns, rows]).astype(np.float32))
    if max(sides) < SCRIBBLED * piece.scale or min(sides) < 0.5 * SCRIBBLED * piece.scale:
        return None
    reach = round(1.4 * piece.scale)
    padded = np.pad(piece.mask.astype(np.uint8), reach + 2)
    around = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    full = cv2.morphologyEx(padded, cv2.MORPH_CLOSE, around)
    if full.sum() < 0.6 * _hull_area(full.astype(np.bool_)):
        return None
    edges, _ = cv2.findContours(full, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    edge = cv2.approxPolyDP(max(edges, key=cv2.contourArea), 0.5 * piece.scale, closed=True)
    return edge.reshape(-1, 2).astype(np.float64) - (reach + 2) if len(edge) >= 3 else None

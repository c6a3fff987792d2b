"""Generated photographs of sheets that people drew on: flat pictures bent by OpenCV. All simulated."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray
from shapely.geometry import LineString, Point, Polygon, box

from benchmarks.paper_truth import Drawn, Photographed, apart
from seedbed.formats.paper.pack import PrintedSheet
from seedbed.reports.paper.redraw import redraw

FINE = 10.0
"""Pixels a millimetre at which pens draw."""
PENS = {"red": (36, 28, 205), "green": (62, 128, 20), "blue": (170, 62, 30)}
"""Blue, green and red of felt tips as scans show them; each drawn a little otherwise."""
LONG = 3200
"""Pixels of a photograph's longer side."""

Rng = np.random.Generator
Shape = tuple[str, list[NDArray[np.float64]], Point | LineString | Polygon]


def photograph(sheet: PrintedSheet, seed: int, *, marks: int | None = None) -> Photographed:
    """Return a photograph of a sheet on which somebody drew."""
    rng = np.random.default_rng(seed)
    scale = min(FINE, 5000 / max(sheet.width, sheet.height))
    page = redraw(sheet, scale)
    drawn = _draw(rng, page, sheet, scale, marks if marks is not None else int(rng.integers(3, 11)))
    pixels, truth = _taken(rng, page, sheet, scale)
    return Photographed(_camera(rng, pixels), truth, drawn)


def _draw(rng: Rng, page: NDArray[np.uint8], sheet: PrintedSheet, scale: float, marks: int) -> tuple[Drawn, ...]:
    frame = sheet.frame
    made: list[Drawn] = []
    for _ in range(40 * marks):
        if len(made) >= marks:
            break
        x = rng.uniform(frame.left + 15, frame.left + frame.width - 15)
        y = rng.uniform(frame.top + 12, frame.top + frame.height - 12)
        kind, strokes, shape = SHAPES[int(rng.integers(len(SHAPES)))](rng, x, y)
        held = box(frame.left + 3, frame.top + 3, frame.left + frame.width - 3, frame.top + frame.height - 3)
        if not held.contains(shape) or not apart([each.shape for each in made], shape):
            continue
        colour = str(rng.choice(list(PENS)))
        thick = rng.uniform(0.4, 0.8) if kind == "words" else rng.uniform(0.6, 1.5)
        _ink(rng, page, strokes, colour, scale, (thick, len(strokes) == 1 and kind == "point"))
        made.append(Drawn(kind, colour, shape))
    _token(rng, page, sheet, scale)
    return tuple(made)


def _dot(rng: Rng, x: float, y: float) -> Shape:
    around = np.linspace(0, 2 * np.pi, 16)
    radius = rng.uniform(1.2, 2.4)
    ring = np.column_stack([x + radius * np.cos(around), y + radius * np.sin(around)])
    return "point", [ring + rng.normal(0, 0.08, ring.shape)], Point(x, y)


def _cross(rng: Rng, x: float, y: float) -> Shape:
    half, turn = rng.uniform(2.2, 5.0), rng.uniform(-0.25, 0.25)
    strokes = []
    for angle in (np.pi / 4 + turn, -np.pi / 4 + turn):
        step = half * np.array([np.cos(angle), np.sin(angle)])
        middle = np.array([x, y])
        strokes.append(np.array([middle - step, middle + rng.normal(0, 0.15, 2), middle + step]))
    return "point", strokes, Point(x, y)


def _way(rng: Rng, x: float, y: float) -> Shape:
    turn, long = rng.uniform(0, 2 * np.pi), rng.uniform(18, 70)
    steps = 9
    angles = turn + np.cumsum(rng.normal(0, 0.22, steps))
    spots = np.array([x, y]) + np.cumsum(long / steps * np.column_stack([np.cos(angles), np.sin(angles)]), axis=0)
    spots = _rounded(spots - spots.mean(axis=0) + [x, y])
    return "line", [spots], LineString(spots)


def _loop(rng: Rng, x: float, y: float) -> Shape:
    around = np.linspace(0, 2 * np.pi, 14)[:-1]
    radius = rng.uniform(6, 18) * (1 + rng.normal(0, 0.1, len(around)))
    spots = np.column_stack([x + radius * np.cos(around), y + rng.uniform(0.6, 1) * radius * np.sin(around)])
    whole = _rounded(np.concatenate([spots, spots[:1]]))
    # Hands overshoot, or stop short of where they began.
    ends = int(rng.integers(-2, 3))
    stroke = whole[: len(whole) + ends] if ends < 0 else np.concatenate([whole, whole[1 : 1 + ends] + 0.4])
    return "area", [stroke], Polygon(whole)


def _words(rng: Rng, x: float, y: float) -> Shape:
    """Return what looks like handwriting: letters of a few bends each, in a row."""
    strokes, at = [], x - 12.0
    for _ in range(int(rng.integers(5, 10))):
        wide = rng.uniform(2.2, 3.6)
        bends = int(rng.integers(4, 7))
        letter = np.column_stack([at + np.sort(rng.uniform(0, wide, bends)), y + rng.uniform(-3.6, 1.6, bends)])
        strokes.append(_rounded(letter))
        at += wide + rng.uniform(0.9, 1.8)
    return "words", strokes, box(x - 12, y - 3.8, at, y + 1.8)


SHAPES: tuple[Callable[[Rng, float, float], Shape], ...] = (
    _dot,
    _dot,
    _cross,
    _cross,
    _way,
    _way,
    _loop,
    _loop,
    _words,
)


def _rounded(spots: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a smooth line through spots (Chaikin's corner cutting, twice)."""
    for _ in range(2):
        first, second = 0.75 * spots[:-1] + 0.25 * spots[1:], 0.25 * spots[:-1] + 0.75 * spots[1:]
        inner = np.stack([first, second], axis=1).reshape(-1, 2)
        spots = np.concatenate([spots[:1], inner, spots[-1:]])
    return spots


def _ink(
    rng: Rng,
    page: NDArray[np.uint8],
    strokes: list[NDArray[np.float64]],
    colour: str,
    scale: float,
    tip: tuple[float, bool],
) -> None:
    """Draw strokes as a felt tip does: a little see-through, thicker and thinner; filled in where asked."""
    thick, filled = tip
    cover = np.zeros(page.shape[:2], np.uint8)
    for stroke in strokes:
        spots = np.round(stroke * scale * 16).astype(np.int32)
        if filled:
            cv2.fillPoly(cover, [spots], 255, cv2.LINE_AA, 4)
        for start, end in pairwise(spots):
            width = max(round(thick * rng.uniform(0.85, 1.15) * scale), 1)
            cv2.line(cover, tuple(map(int, start)), tuple(map(int, end)), 255, width, cv2.LINE_AA, 4)
    rows, columns = np.nonzero(cover)
    if not len(rows):
        return
    part = np.s_[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    pen = np.clip(np.array(PENS[colour]) + rng.normal(0, 10, 3), 4, 250) / 255
    share = (cover[part].astype(np.float32) / 255 * rng.uniform(0.82, 1.0))[..., None]
    page[part] = np.clip(page[part] * (1 - share + share * pen), 0, 255).astype(np.uint8)


def _token(rng: Rng, page: NDArray[np.uint8], sheet: PrintedSheet, scale: float) -> None:
    """Write something into the boxes below the map, in pencil."""
    for left, top, width, height in (sheet.token_box, sheet.words_box):
        for number in range(6):
            at = np.array([left + (number + 0.3) * width / 7, top + 0.75 * height])
            letter = at + np.column_stack([np.sort(rng.uniform(0, 3, 4)), rng.uniform(-2.5, 1, 4)])
            spots = np.round(letter * scale).astype(np.int32)
            cv2.polylines(page, [spots], isClosed=False, color=(90, 88, 86), thickness=max(round(0.4 * scale), 1))


def _taken(
    rng: Rng, page: NDArray[np.uint8], sheet: PrintedSheet, scale: float
) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Look at the sheet from aside, crumpled, turned anyhow, on a table."""
    wide, high = (LONG, round(LONG * 0.75)) if rng.random() < 0.5 else (round(LONG * 0.75), LONG)
    corners = np.array([[0, 0], [sheet.width, 0], [sheet.width, sheet.height], [0, sheet.height]])
    turn = rng.choice([0, 90, 180, 270]) + rng.normal(0, 6)
    angle = np.radians(turn)
    turned = (corners - corners.mean(axis=0)) @ np.array(
        [[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]]
    )
    room = 0.92 * min(wide / np.ptp(turned[:, 0]), high / np.ptp(turned[:, 1])) * rng.uniform(0.86, 1.0)
    placed = turned * room + [wide / 2, high / 2] + rng.normal(0, 0.018 * LONG, (4, 2))
    placed = np.clip(placed, 12, [wide - 13, high - 13])
    back = cv2.getPerspectiveTransform(placed.astype(np.float32), corners.astype(np.float32))
    across, down = np.meshgrid(np.arange(wide, dtype=np.float32), np.arange(high, dtype=np.float32))
    spots = np.stack([across, down], axis=-1).reshape(-1, 1, 2)
    truth = np.asarray(cv2.perspectiveTransform(spots, back), np.float32).reshape(high, wide, 2)
    truth = truth + _crumple(rng, (high, wide), sheet)
    there = (
        (truth[..., 0] >= 0) & (truth[..., 0] <= sheet.width) & (truth[..., 1] >= 0) & (truth[..., 1] <= sheet.height)
    )
    # Smaller than it was drawn: softened first, so that fine print does not shimmer.
    pixel = float(np.median(np.hypot(*np.diff(truth[high // 2 : high // 2 + 1, wide // 3 : -wide // 3], axis=1).T)))
    soft = cv2.GaussianBlur(page, (0, 0), max(0.4 * pixel * scale, 0.3))
    seen = cv2.remap(
        soft, truth[..., 0] * scale, truth[..., 1] * scale, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    table = (
        np.array([60, 95, 130]) * rng.uniform(0.5, 1.2)
        + cv2.resize(rng.normal(0, 9, (40, 40)), (wide, high))[..., None]
    )
    pixels = np.where(there[..., None], seen, np.clip(table, 0, 255)).astype(np.uint8)
    return pixels, np.where(there[..., None], truth, np.nan).astype(np.float32)


def _crumple(rng: Rng, shape: tuple[int, int], sheet: PrintedSheet) -> NDArray[np.float32]:
    """Return by how many millimetres the paper's bends move each pixel: broad waves and a few finer ones."""
    high, wide = shape
    moved = np.zeros((high, wide, 2), np.float32)
    for cells, most in ((4, 2.2), (8, 0.8)):
        knots = (
            rng.normal(0, 1, (cells, cells, 2)).astype(np.float32)
            * rng.uniform(0, most)
            * max(sheet.width, sheet.height)
            / 420
        )
        moved += np.asarray(cv2.resize(knots, (wide, high), interpolation=cv2.INTER_CUBIC), np.float32)
    return moved


def _camera(rng: Rng, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Add shadow, colour of the lamp, low light, blur, grain and what JPEG leaves out."""
    high, wide = pixels.shape[:2]
    shade = cv2.resize(rng.uniform(0.55, 1.05, (3, 4)).astype(np.float32), (wide, high), interpolation=cv2.INTER_CUBIC)
    if rng.random() < 0.35:  # the shadow of a hand or a phone, with a soft edge
        mask = np.ones((high, wide), np.float32)
        centre = (int(rng.uniform(0, wide)), int(rng.uniform(0, high)))
        cv2.ellipse(
            mask, centre, (wide // 4, high // 3), rng.uniform(0, 180), 0, 360, float(rng.uniform(0.5, 0.75)), -1
        )
        shade = shade * cv2.GaussianBlur(mask, (0, 0), rng.uniform(15, 60))
    lamp = np.array([rng.uniform(0.72, 1.05), rng.uniform(0.9, 1.0), rng.uniform(0.9, 1.08)], np.float32)
    low = rng.uniform(0.42, 0.75) if rng.random() < 0.25 else rng.uniform(0.8, 1.0)
    lit = pixels.astype(np.float32) * shade[..., None] * lamp * low
    soft = cv2.GaussianBlur(lit, (0, 0), rng.uniform(0.5, 1.7))
    grain = rng.uniform(1.5, 5.0) * (1.6 if low < 0.75 else 1.0)
    seen = np.clip(soft + rng.normal(0, grain, soft.shape), 0, 255).astype(np.uint8)
    _, data = cv2.imencode(".jpg", seen, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(70, 95))])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR))

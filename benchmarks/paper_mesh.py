"""A second, independent renderer of photographed sheets: folded paper in space, seen through a lens. All simulated.

It shares nothing with the first but the printed page: pens are drawn by Pillow; the paper is a surface with folds and
a curl; a pinhole camera with lens distortion looks at it ray by ray in NumPy; light falls by the surface's slope;
grain is that of a sensor's mosaic; Pillow writes the JPEG.
"""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter
from shapely.geometry import LineString, Point, Polygon, box

from benchmarks.paper_truth import Drawn, Photographed, apart
from seedbed.formats.paper.pack import PrintedSheet
from seedbed.reports.paper.redraw import redraw

FINE = 8.0
PENS = {"red": (190, 24, 48), "green": (16, 140, 70), "blue": (40, 70, 190)}
"""Red, green and blue of other makers' pens."""
LONG = 2400
ROUNDS = 4
"""Times that a ray is brought nearer to the surface."""

Rng = np.random.Generator
Floats = NDArray[np.float64]


def photograph_of_mesh(sheet: PrintedSheet, seed: int) -> Photographed:
    """Return a photograph of a folded sheet on which somebody drew."""
    rng = np.random.default_rng([seed, 77])
    scale = min(FINE, 4200 / max(sheet.width, sheet.height))
    page = Image.fromarray(np.ascontiguousarray(redraw(sheet, scale)[:, :, ::-1]))
    drawn = _draw(rng, page, sheet, scale)
    surface = _Surface(rng, sheet)
    truth, spots = _seen(rng, sheet, surface)
    texture = np.asarray(page.filter(ImageFilter.GaussianBlur(0.5)), np.float64)
    lit = _sampled(texture, spots * scale) * _light(rng, surface, spots, sheet)[..., None]
    there = np.isfinite(truth[..., 0])
    floor = rng.uniform(20, 200, 3) * rng.uniform(0.3, 0.9) + rng.normal(0, 4, (*there.shape, 3))
    return Photographed(_developed(rng, np.where(there[..., None], lit, floor)), truth.astype(np.float32), drawn)


class _Surface:
    """Heights of the paper over the table, millimetres: folds and a curl. Lengths along it stay nearly the same."""

    def __init__(self, rng: Rng, sheet: PrintedSheet) -> None:
        size = max(sheet.width, sheet.height)
        self.middle = np.array([sheet.width, sheet.height]) / 2
        self.folds = [
            (
                rng.uniform(0.2, 0.8) * size,
                rng.uniform(0, np.pi),
                rng.uniform(-0.05, 0.05),
                rng.uniform(0.02, 0.08) * size,
            )
            for _ in range(int(rng.integers(1, 4)))
        ]
        self.curl = rng.uniform(-0.05, 0.05) / size, rng.uniform(0, np.pi)
        self.waves = [(rng.uniform(0, 0.9), rng.uniform(0.02, 0.06), rng.uniform(0, 7, 2)) for _ in range(3)]

    def height(self, spots: Floats) -> Floats:
        x, y = spots[..., 0], spots[..., 1]
        high = np.zeros(x.shape)
        for away, angle, steep, soft in self.folds:
            across = (x - self.middle[0]) * np.cos(angle) + (y - self.middle[1]) * np.sin(angle) - away + self.middle[0]
            high += steep * soft * np.logaddexp(0, across / soft)
        bend, angle = self.curl
        along = (x - self.middle[0]) * np.cos(angle) + (y - self.middle[1]) * np.sin(angle)
        high += bend * along**2
        for size, often, (one, two) in self.waves:
            high += size * np.sin(often * x + one) * np.cos(often * y + two)
        return high

    def slope(self, spots: Floats) -> tuple[Floats, Floats]:
        step = 0.5
        right, down = np.array([step, 0.0]), np.array([0.0, step])
        return (
            (self.height(spots + right) - self.height(spots - right)) / (2 * step),
            (self.height(spots + down) - self.height(spots - down)) / (2 * step),
        )


def _seen(rng: Rng, sheet: PrintedSheet, surface: _Surface) -> tuple[Floats, Floats]:
    """Return for each pixel the spot of the sheet that its ray meets; not a number where it meets none."""
    wide, high = (LONG, LONG * 3 // 4) if sheet.width > sheet.height else (LONG * 3 // 4, LONG)
    size, lens = max(sheet.width, sheet.height), LONG * rng.uniform(0.85, 1.1)
    away = size * lens / LONG * rng.uniform(1.14, 1.3)
    tilt, side, turn = rng.normal(0, 0.13), rng.normal(0, 0.13), rng.normal(0, 0.12) + rng.choice([0.0, np.pi])
    turned = _turn(2, turn) @ _turn(0, tilt) @ _turn(1, side)
    eye = np.array([*surface.middle, 0.0]) + turned @ np.array([0.0, 0.0, -away])
    columns, rows = np.meshgrid(np.arange(wide), np.arange(high))
    x, y = (columns - wide / 2) / lens, (rows - high / 2) / lens
    bent = 1 + rng.uniform(-0.06, 0.06) * (x**2 + y**2)
    rays = np.stack([x * bent, y * bent, np.ones_like(x)], axis=-1) @ turned.T
    spots = np.zeros((high, wide, 2))
    raised = np.zeros((high, wide))
    for _ in range(ROUNDS):
        spots = eye[:2] + rays[..., :2] * ((-raised - eye[2]) / rays[..., 2])[..., None]
        raised = surface.height(np.clip(spots, -size, 2 * size))
    inside = (spots >= 0).all(axis=-1) & (spots[..., 0] <= sheet.width) & (spots[..., 1] <= sheet.height)
    return np.where(inside[..., None], spots, np.nan), spots


def _turn(axis: int, angle: float) -> Floats:
    one, two = [each for each in range(3) if each != axis]
    turned = np.eye(3)
    turned[one, one] = turned[two, two] = np.cos(angle)
    turned[one, two], turned[two, one] = -np.sin(angle), np.sin(angle)
    return turned


def _sampled(texture: Floats, spots: Floats) -> Floats:
    """Return the texture at spots (between pixels by their shares)."""
    rows, columns = texture.shape[:2]
    x, y = np.clip(spots[..., 0] - 0.5, 0, columns - 2), np.clip(spots[..., 1] - 0.5, 0, rows - 2)
    left, top = x.astype(int), y.astype(int)
    across, down = (x - left)[..., None], (y - top)[..., None]
    upper = texture[top, left] * (1 - across) + texture[top, left + 1] * across
    lower = texture[top + 1, left] * (1 - across) + texture[top + 1, left + 1] * across
    return np.asarray(upper * (1 - down) + lower * down)


def _light(rng: Rng, surface: _Surface, spots: Floats, sheet: PrintedSheet) -> Floats:
    """Return how much light falls on each spot: a window aside, the slope of the paper, the corners of the lens."""
    right, down = surface.slope(np.clip(spots, -100, 2000))
    lamp = rng.normal(0, 0.5, 2)
    steep = np.clip((1 + right * lamp[0] + down * lamp[1]) / np.hypot(1, np.hypot(right, down)), 0.3, 1.3)
    across, under = spots[..., 0] / sheet.width, spots[..., 1] / sheet.height
    window = 1 - rng.uniform(0, 0.45) * across - rng.uniform(-0.2, 0.3) * under
    edge = 1 / (1 + np.exp((across + rng.normal(0, 0.4) * under - rng.uniform(0.3, 1.4)) * rng.uniform(20, 90)))
    shadow = 1 - rng.uniform(0.0, 0.4) * edge
    high, wide = spots.shape[:2]
    columns, rows = np.meshgrid(np.linspace(-1, 1, wide), np.linspace(-1, 1, high))
    corners = 1 - rng.uniform(0.05, 0.25) * (columns**2 + rows**2) / 2
    return np.asarray(np.clip(steep * window * shadow * corners, 0.12, 1.15) * rng.uniform(0.55, 0.97))


def _developed(rng: Rng, lit: Floats) -> NDArray[np.uint8]:
    """Return what a sensor makes of light: a soft lens, its mosaic's grain, a white that is not quite, JPEG."""
    white = np.array([rng.uniform(0.9, 1.06), 1.0, rng.uniform(0.78, 1.08)])
    seen = np.clip(lit * white, 0, 255)
    grain = rng.normal(0, 1, seen.shape) * np.sqrt(seen * rng.uniform(0.03, 0.15) + rng.uniform(1, 4))
    coarse = np.repeat(np.repeat(grain[::2, ::2], 2, axis=0), 2, axis=1)[: seen.shape[0], : seen.shape[1]]
    picture = Image.fromarray(np.clip(seen + 0.6 * grain + 0.5 * coarse, 0, 255).astype(np.uint8))
    picture = picture.filter(ImageFilter.GaussianBlur(rng.uniform(0.4, 1.3)))
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=int(rng.integers(60, 92)), subsampling=2)
    return np.ascontiguousarray(np.asarray(Image.open(kept).convert("RGB"))[:, :, ::-1])


def _draw(rng: Rng, page: Image.Image, sheet: PrintedSheet, scale: float) -> tuple[Drawn, ...]:
    frame = sheet.frame
    held = box(frame.left + 4, frame.top + 4, frame.left + frame.width - 4, frame.top + frame.height - 4)
    made: list[Drawn] = []
    wanted = int(rng.integers(3, 10))
    for _ in range(30 * wanted):
        if len(made) == wanted:
            break
        at = np.array([rng.uniform(held.bounds[0], held.bounds[2]), rng.uniform(held.bounds[1], held.bounds[3])])
        kind = str(rng.choice(["dot", "cross", "line", "area"]))
        strokes, shape = _form(rng, kind, at)
        if not held.contains(shape) or not apart([each.shape for each in made], shape):
            continue
        colour = str(rng.choice(list(PENS)))
        _pen(rng, page, strokes, colour, scale, filled=kind == "dot")
        made.append(Drawn({"dot": "point", "cross": "point"}.get(kind, kind), colour, shape))
    return tuple(made)


def _form(rng: Rng, kind: str, at: Floats) -> tuple[list[Floats], Point | LineString | Polygon]:
    """Return strokes, and what they mean."""
    if kind == "dot":
        turns = np.linspace(0, 6 * np.pi, 40)
        return [
            at + rng.uniform(0.9, 2.0) * np.column_stack([np.cos(turns), np.sin(turns)]) * (turns / turns[-1])[:, None]
        ], Point(at)
    if kind == "cross":
        size, lean = rng.uniform(2.5, 6), rng.normal(0, 0.12)
        ends = [size * np.array([np.cos(lean + each), np.sin(lean + each)]) for each in (0.75, 2.35)]
        return [np.array([at - each, at + each]) for each in ends], Point(at)
    steps = np.linspace(0, 1, 40)
    if kind == "line":
        reach, bulge, turn = rng.uniform(15, 80), rng.normal(0, 6), rng.uniform(0, np.pi)
        flat = np.column_stack([reach * (steps - 0.5), bulge * np.sin(np.pi * steps) + rng.normal(0, 0.12, 40)])
        spots = at + flat @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
        return [spots], LineString(spots)
    reach, thin, bumps = rng.uniform(6, 22), rng.uniform(0.5, 1.0), rng.normal(0, 0.05, 3)
    angles = 2 * np.pi * np.linspace(0, 1 + rng.uniform(-0.02, 0.05), 60) + rng.uniform(0, 6)
    away = reach * (1 + sum(bump * np.sin((number + 2) * angles) for number, bump in enumerate(bumps)))
    spots = at + np.column_stack([away * np.cos(angles), thin * away * np.sin(angles)])
    return [spots], Polygon(spots[:57]).buffer(0)


def _pen(rng: Rng, page: Image.Image, strokes: list[Floats], colour: str, scale: float, *, filled: bool) -> None:
    """Draw with a round tip, four times as fine, and lay the ink over the print."""
    every = np.concatenate(strokes) * scale
    left, top = np.maximum(np.floor(every.min(axis=0)) - 20, 0).astype(int)
    wide, high = (np.ceil(np.ptp(every, axis=0)) + 40).astype(int)
    large = Image.new("L", (int(wide) * 4, int(high) * 4), 0)
    tip = rng.uniform(0.7, 1.6) * (1.4 if filled else 1.0)
    draw = ImageDraw.Draw(large)
    for stroke in strokes:
        spots = [((x * scale - left) * 4, (y * scale - top) * 4) for x, y in stroke]
        draw.line(spots, fill=255, width=max(round(tip * scale * 4), 1), joint="curve")
        for x, y in (spots[0], spots[-1]):
            half = tip * scale * 2
            draw.ellipse((x - half, y - half, x + half, y + half), fill=255)
    cover = np.asarray(large.resize((int(wide), int(high)), Image.Resampling.BOX), np.float64)[..., None] / 255
    place = (int(left), int(top), int(left) + int(wide), int(top) + int(high))
    under = np.asarray(page.crop(place), np.float64)
    ink = np.array(PENS[colour]) / 255 + rng.normal(0, 0.03, 3)
    mixed = under * (1 - cover * rng.uniform(0.8, 0.98) * (1 - np.clip(ink, 0.02, 1)))
    page.paste(Image.fromarray(np.clip(mixed, 0, 255).astype(np.uint8)), place[:2])

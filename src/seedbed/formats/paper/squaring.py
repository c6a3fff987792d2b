"""Square a photographed sheet: from its corners, then bent to the printed page where the paper was not flat.

First a homography from the markers' corners. Then small patches of the printed page are looked for near where they
should be (normalised cross-correlation), and the differences are smoothed by a thin-plate spline, as paper bends.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from seedbed.errors import BadInputError
from seedbed.formats.paper.corners import WHOLE, FoundCorners, Spots
from seedbed.formats.paper.pack import PrintedSheet
from seedbed.formats.paper.photos import Photograph, Picture

Field = NDArray[np.float32]
"""Rows and columns of two: across and down."""

FINEST = 6.0
"""Pixels a millimetre of the squared sheet at most; less on larger paper."""
MOST_ACROSS = 4600
PATCH = 9.0
"""Half a side of a patch, millimetres on A4; grows with the paper."""
FAR = 5.0
"""How far a patch is looked for, millimetres on A4."""
ALIKE = 0.45
"""Least correlation of a patch that is taken."""
SMOOTH = 1e-4
"""Of the spline, with the sheet's longer side as one: lets out what single patches jump."""
COARSE = 60
"""Points a side of the grid on which the bend is known."""
BARE = 0.02
"""Spread below which a patch has too little print to be known again."""
FEW = 8
OFF = 12.0
"""Pixels by which a marker's corner may miss where the others say it is."""


@dataclass(frozen=True, slots=True)
class Squared:
    """A sheet as if it lay flat under the camera.

    Parameters
    ----------
    pixels
        The sheet.
    per_millimetre
        Pixels a millimetre.
    alike
        Median correlation of the patches with the printed page, 0 to 1.
    bent
        By how many millimetres the paper was bent out of its plane's picture, at most.
    unsure
        How far patches were from the smooth bend, millimetres (median); not a number where none were used.
    to_pixels
        Homography from millimetres to pixels of the photograph.
    moved
        By how many pixels of the squared sheet the bend moves, on a coarse grid over it.
    """

    pixels: Picture
    per_millimetre: float
    alike: float = 0.0
    bent: float = 0.0
    unsure: float = float("nan")
    to_pixels: NDArray[np.float64] = field(default_factory=lambda: np.eye(3))
    moved: Field | None = None

    def crop(self, box: tuple[float, float, float, float]) -> Picture:
        """Return a part: left, top, width and height in millimetres."""
        left, top, width, height = (each * self.per_millimetre for each in box)
        rows, columns = self.pixels.shape[:2]
        up, across = max(int(top), 0), max(int(left), 0)
        return self.pixels[up : min(int(top + height), rows), across : min(int(left + width), columns)]

    def seen_at(self, spots: Spots) -> Spots:
        """Return where spots of the sheet, in millimetres, are in the photograph, in pixels."""
        flat_spots = np.asarray(spots, np.float64) * self.per_millimetre
        if self.moved is not None:
            flat_spots = flat_spots + _between(self.moved, flat_spots, self.pixels.shape[:2])
        placed = cv2.perspectiveTransform((flat_spots / self.per_millimetre).reshape(-1, 1, 2), self.to_pixels)
        return np.asarray(placed.reshape(-1, 2), np.float64)


def resolution(sheet: PrintedSheet) -> float:
    """Return how many pixels a millimetre a sheet is squared to."""
    return min(FINEST, MOST_ACROSS / max(sheet.width, sheet.height))


def plane(photograph: Photograph, corners: FoundCorners, sheet: PrintedSheet) -> NDArray[np.float64]:
    """Return the homography from millimetres on the sheet to pixels of the photograph.

    Raises
    ------
    BadInputError
        If the corners do not lie as those of a sheet of paper can.
    """
    spots = np.concatenate([_marker_spots(sheet, corner) for corner in corners.seen])
    pixels = np.concatenate(list(corners.seen.values()))
    found = np.asarray(cv2.findHomography(spots, pixels, 0)[0], np.float64)
    if found.shape != (3, 3) or not _is_a_sheet(found, sheet):
        raise BadInputError(
            f"{photograph.name} was not squared.", "Its corners do not lie as those of a flat sheet can.", WHOLE
        )
    return found


def flat(photograph: Photograph, to_pixels: NDArray[np.float64], sheet: PrintedSheet, scale: float) -> Picture:
    """Return the sheet squared by a homography alone, at ``scale`` pixels a millimetre."""
    size = (round(sheet.width * scale), round(sheet.height * scale))
    shrunk = to_pixels @ np.diag([1 / scale, 1 / scale, 1.0])
    return np.asarray(
        cv2.warpPerspective(
            photograph.pixels,
            shrunk,
            size,
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )
    )


def bend(
    photograph: Photograph,
    corners: FoundCorners,
    to_pixels: NDArray[np.float64],
    sheet: PrintedSheet,
    printed: Picture,
) -> Squared:
    """Square a sheet and bend it to its printed page.

    Parameters
    ----------
    printed
        The page as it was printed, at `resolution` pixels a millimetre.

    Returns
    -------
    Squared
        Bent by the patches that were found; by the homography alone where they are too few.
    """
    scale = resolution(sheet)
    unit = max(sheet.width, sheet.height) / 297.0
    seen = flat(photograph, to_pixels, sheet, scale)
    at, moved, alike = _moves(seen, printed, scale, (PATCH * unit, FAR * unit))
    if len(at) < FEW:
        return Squared(seen, scale, float(np.median(alike)) if len(alike) else 0.0, to_pixels=to_pixels)
    at, moved = _with_corners(*_agreeing(at, moved), corners, sheet, to_pixels, scale)
    coarse, _ = _smooth(at, moved, seen.shape[:2])
    # Once more from nearer by: patches of the page as bent so far, looked for close around.
    bent = _bent(photograph, coarse, seen.shape[:2], to_pixels, scale)
    at, rest, alike = _moves(bent, printed, scale, (0.6 * PATCH * unit, 0.5 * FAR * unit))
    if len(at) >= FEW:
        at, rest = _agreeing(at, rest)
        moved = rest + _between(coarse, at + rest, seen.shape[:2])
        at, moved = _with_corners(at, moved, corners, sheet, to_pixels, scale)
    coarse, left = _smooth(at, moved, seen.shape[:2])
    bent = _bent(photograph, coarse, seen.shape[:2], to_pixels, scale)
    return Squared(
        pixels=np.asarray(bent),
        per_millimetre=scale,
        alike=float(np.median(alike)),
        bent=float(np.hypot(coarse[..., 0], coarse[..., 1]).max()) / scale,
        unsure=float(np.median(left)) / scale,
        to_pixels=to_pixels,
        moved=coarse,
    )


def _marker_spots(sheet: PrintedSheet, corner: int) -> Spots:
    left, top = sheet.corners[corner]
    side = sheet.marker
    return np.array([[left, top], [left + side, top], [left + side, top + side], [left, top + side]])


def _is_a_sheet(found: NDArray[np.float64], sheet: PrintedSheet) -> bool:
    corners = np.array([[[0, 0]], [[sheet.width, 0]], [[sheet.width, sheet.height]], [[0, sheet.height]]], np.float64)
    seen = cv2.perspectiveTransform(corners, found).reshape(4, 2)
    return bool(cv2.isContourConvex(seen.astype(np.float32)) and cv2.contourArea(seen.astype(np.float32)) > 10_000)


def _with_corners(
    at: Spots,
    moved: Spots,
    corners: FoundCorners,
    sheet: PrintedSheet,
    to_pixels: NDArray[np.float64],
    scale: float,
) -> tuple[Spots, Spots]:
    """Add the corners of the markers, whose places are known best."""
    should = np.concatenate([_marker_spots(sheet, corner) for corner in corners.seen])
    seen = np.concatenate(list(corners.seen.values())).reshape(-1, 1, 2)
    lies = cv2.perspectiveTransform(seen, np.linalg.inv(to_pixels)).reshape(-1, 2)
    return np.concatenate([at, should * scale]), np.concatenate([moved, (lies - should) * scale])


def _bent(
    photograph: Photograph, coarse: Field, shape: tuple[int, int], to_pixels: NDArray[np.float64], scale: float
) -> Picture:
    grid = _seen_from(coarse, shape, to_pixels, scale)
    bent = cv2.remap(photograph.pixels, grid[..., 0], grid[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(bent, np.uint8)


def _moves(
    seen: Picture, printed: Picture, scale: float, sizes: tuple[float, float]
) -> tuple[Spots, Spots, NDArray[np.float64]]:
    """Return where patches of the printed page are, and by how many pixels each lies elsewhere in the photograph.

    Parameters
    ----------
    sizes
        Half a patch's side, and how far it is looked for; millimetres.
    """
    work = min(1.0, 3.0 / scale)
    one, other = (
        _edges(np.asarray(cv2.resize(each, None, fx=work, fy=work, interpolation=cv2.INTER_AREA), np.uint8))
        for each in (seen, printed)
    )
    half, reach = (round(each * scale * work) for each in sizes)
    one = np.asarray(cv2.copyMakeBorder(one, reach, reach, reach, reach, cv2.BORDER_REPLICATE), np.float32)
    at, moved, alike = [], [], []
    rows, columns = other.shape
    for row in range(half, rows - half, half):
        for column in range(half, columns - half, half):
            patch = other[row - half : row + half, column - half : column + half]
            if patch.std() < BARE:
                continue
            around = one[row - half : row + half + 2 * reach, column - half : column + half + 2 * reach]
            scores = np.asarray(cv2.matchTemplate(around, patch, cv2.TM_CCOEFF_NORMED), np.float32)
            _, best, _, (x, y) = cv2.minMaxLoc(scores)
            alike.append(max(best, 0.0))
            if best >= ALIKE and 0 < x < scores.shape[1] - 1 and 0 < y < scores.shape[0] - 1:
                at.append((column / work, row / work))
                step_x, step_y = _peak(scores[y, x - 1 : x + 2]), _peak(scores[y - 1 : y + 2, x])
                moved.append(((x + step_x - reach) / work, (y + step_y - reach) / work))
    return np.array(at).reshape(-1, 2), np.array(moved).reshape(-1, 2), np.array(alike)


def _peak(three: NDArray[np.float32]) -> float:
    """Return how far from the middle of three the top of the parabola through them is."""
    before, middle, after = (float(each) for each in three)
    curve = before - 2 * middle + after
    return 0.0 if curve >= 0 else 0.5 * (before - after) / curve


def _edges(picture: Picture) -> NDArray[np.float32]:
    """Return how much the light changes, in shares of what is around: shadows and pen colours matter little."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY).astype(np.float32) + 8.0
    logged = np.log(cv2.GaussianBlur(grey, (0, 0), 0.9))
    return np.asarray(np.clip(logged - cv2.GaussianBlur(logged, (0, 0), 9.0), -0.5, 0.5), np.float32)


def _agreeing(at: Spots, moved: Spots) -> tuple[Spots, Spots]:
    """Leave out patches that moved otherwise than those around them."""
    near = np.argsort(((at[:, None] - at[None]) ** 2).sum(axis=2), axis=1)[:, 1:9]
    usual = np.median(moved[near], axis=1)
    off = np.hypot(*(moved - usual).T)
    kept = off <= max(3.0 * float(np.median(off)), OFF / 4)
    return at[kept], moved[kept]


def _smooth(at: Spots, moved: Spots, shape: tuple[int, int]) -> tuple[Field, NDArray[np.float64]]:
    """Return a smooth field of moves on a coarse grid over all pixels, and how far the patches are from it."""
    from scipy.interpolate import RBFInterpolator

    size = float(max(shape))
    spline = RBFInterpolator(at / size, moved, smoothing=SMOOTH, kernel="thin_plate_spline", degree=1)
    rows, columns = shape
    down, across = np.linspace(0, rows - 1, COARSE), np.linspace(0, columns - 1, COARSE)
    grid = np.stack(np.meshgrid(across, down), axis=-1).reshape(-1, 2)
    coarse = spline(grid / size).reshape(COARSE, COARSE, 2)
    return coarse.astype(np.float32), np.hypot(*(spline(at / size) - moved).T)


def _between(coarse: Field, pixels: Spots, shape: tuple[int, int]) -> Spots:
    """Return the moves at some pixels."""
    rows, columns = shape
    last = COARSE - 1
    places = (pixels / (columns - 1, rows - 1) * last).astype(np.float32).reshape(-1, 1, 2)
    found = cv2.remap(coarse, places[..., 0], places[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(found.reshape(-1, 2), np.float64)


def _seen_from(coarse: Field, shape: tuple[int, int], to_pixels: NDArray[np.float64], scale: float) -> Field:
    """Return for each pixel of the squared sheet where it is in the photograph."""
    rows, columns = shape
    last = np.float32(COARSE - 1)
    across, down = np.meshgrid(np.arange(columns, dtype=np.float32), np.arange(rows, dtype=np.float32))
    moves = cv2.remap(coarse, across * (last / (columns - 1)), down * (last / (rows - 1)), cv2.INTER_LINEAR)
    spots = (np.stack([across, down], axis=-1) + moves) / np.float32(scale)
    return np.asarray(cv2.perspectiveTransform(spots.reshape(-1, 1, 2), to_pixels), np.float32).reshape(
        rows, columns, 2
    )

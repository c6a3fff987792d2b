"""Tell what people drew with coloured pens from what was printed.

Light falls unevenly, and lamps have colours: how bright the paper is, is taken from the paper itself, block by block.
Ink of a pen takes light away from what was printed under it, each colour its own part of it (Beer and Lambert);
shadows, grey print that lies half a millimetre off, and pencil take all colours alike: they are not taken for pens.
"""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np
from numpy.typing import NDArray

from seedbed.formats.paper.photos import Picture
from seedbed.formats.paper.squaring import Squared

Mask = NDArray[np.bool_]
Floats = NDArray[np.float32]

HUES: Mapping[str, float] = {"red": 356.0, "green": 145.0, "blue": 226.0}
"""Pens that are read, and the hue of each, degrees."""
NEAR = 42.0
"""Degrees around a pen's hue."""
BLOCK = 4.0
"""Side of the blocks in which the light of the paper is measured, millimetres."""
BRIGHT = 0.72
"""Print at least as light as this says how bright the paper is."""
WEAK, STRONG = 0.30, 0.55
"""Least difference of absorbances between colours that may be ink, and that surely is."""
DARKEST = 0.04
SOFT = 0.17
"""Spread of the blur against grain, millimetres."""


def ink(squared: Squared, printed: Picture) -> Floats:
    """Return how much more of one colour than of another was taken away since printing, and of which, as three layers.

    Returns
    -------
    array
        Absorbance (natural) of blue, green and red light beyond that of the print, the least of the three taken off.
    """
    blurred = cv2.GaussianBlur(squared.pixels, (0, 0), max(SOFT * squared.per_millimetre, 0.5))
    seen = blurred.astype(np.float32) / 255.0
    was = cv2.GaussianBlur(printed, (0, 0), max(2 * SOFT * squared.per_millimetre, 0.5)).astype(np.float32) / 255.0
    light = _light(seen, was, max(round(BLOCK * squared.per_millimetre), 4))
    return taken_from(seen / light, was)


def taken_from(seen: Floats, was: Floats) -> Floats:
    """Return what `ink` returns, of colours in even white light: blue, green and red, 0 to 1, as last axis."""
    taken = -np.log(np.clip(seen, DARKEST, 1.5) / np.clip(was, DARKEST, 1.0))
    # Where print is dark, little light is left to tell colours by.
    trust = np.clip(was.min(axis=2) / 0.55, 0.0, 1.0)[..., None]
    return np.asarray((taken - taken.min(axis=2, keepdims=True)) * trust, np.float32)


def masks(taken: Floats) -> dict[str, Mask]:
    """Return where each pen drew."""
    weak, strong = like_pens(taken, WEAK), like_pens(taken, STRONG)
    return {name: _reaching(weak[name], strong[name]) for name in HUES}


def like_pens(taken: Floats, least: float) -> dict[str, Mask]:
    """Return where at least so much was taken away, and in the hue of each pen."""
    enough, hue = taken.max(axis=2) >= least, _hue(taken)
    return {name: enough & (np.abs((hue - middle + 180.0) % 360.0 - 180.0) <= NEAR) for name, middle in HUES.items()}


def _light(seen: Floats, was: Floats, block: int) -> Floats:
    """Return how bright white paper is at each pixel, per colour."""
    rows, columns = seen.shape[:2]
    down, across = -(-rows // block), -(-columns // block)
    bright = was.min(axis=2) >= BRIGHT
    shares = np.where(bright[..., None], seen / np.maximum(was, DARKEST), np.nan)
    padded = np.full((down * block, across * block, 3), np.nan, np.float32)
    padded[:rows, :columns] = shares
    blocks = padded.reshape(down, block, across, block, 3).transpose(0, 2, 4, 1, 3).reshape(down, across, 3, -1)
    middle = _medians(blocks)
    filled = np.stack([cv2.medianBlur(_filled(middle[..., each]), 5) for each in range(3)], axis=2)
    smooth = cv2.GaussianBlur(filled, (0, 0), 1.0)
    large = cv2.resize(smooth, (across * block, down * block), interpolation=cv2.INTER_LINEAR)
    return np.asarray(np.maximum(large[:rows, :columns], DARKEST), np.float32)


def _medians(blocks: Floats) -> Floats:
    """Return the median of each block's bright pixels; not a number where it has hardly any."""
    enough = np.isfinite(blocks).sum(axis=-1) >= 0.1 * blocks.shape[-1]
    every = np.sort(blocks, axis=-1)
    place = np.maximum((np.isfinite(blocks).sum(axis=-1) - 1) * 0.6, 0).astype(int)
    middle = np.take_along_axis(every, place[..., None], axis=-1)[..., 0]
    return np.asarray(np.where(enough, middle, np.nan), np.float32)


def _filled(layer: Floats) -> Floats:
    """Fill blocks without light from those around them."""
    known = np.isfinite(layer)
    if not known.any():
        return np.ones_like(layer)
    filled = np.where(known, layer, 0).astype(np.float32)
    weight = known.astype(np.float32)
    for spread in (1.5, 4.0, 16.0):
        near = cv2.GaussianBlur(weight, (0, 0), spread)
        guess = cv2.GaussianBlur(filled * weight, (0, 0), spread) / np.maximum(near, 1e-6)
        here = (weight == 0) & (near > 1e-3)
        filled[here], weight[here] = guess[here], 1.0
    filled[weight == 0] = float(np.nanmedian(layer))
    return filled


def _hue(taken: Floats) -> Floats:
    """Return the hue of ink on white paper, degrees."""
    left = np.exp(-taken)
    blue, green, red = left[..., 0], left[..., 1], left[..., 2]
    across = red - 0.5 * (green + blue)
    up = np.sqrt(3.0) / 2.0 * (green - blue)
    return np.asarray(np.degrees(np.arctan2(up, across)) % 360.0, np.float32)


def _reaching(weak: Mask, strong: Mask) -> Mask:
    """Return the weak parts that touch strong ones."""
    many, parts = cv2.connectedComponents(weak.astype(np.uint8), connectivity=8)
    sure = np.zeros(many, np.bool_)
    sure[np.unique(parts[strong])] = True
    sure[0] = False
    return np.asarray(sure[parts])

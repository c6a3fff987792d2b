"""Draw a printed page again, as pixels, to compare photographs with."""

from __future__ import annotations

import cv2
import numpy as np

from seedbed.formats.paper.pack import PrintedSheet
from seedbed.formats.paper.photos import Picture

DOTS = 96 / 25.4
"""Pixels a millimetre of SVG (CSS 2.1)."""


def redraw(sheet: PrintedSheet, per_millimetre: float) -> Picture:
    """Return a page as it was printed, on white.

    Parameters
    ----------
    per_millimetre
        Pixels a millimetre.
    """
    import vl_convert

    data = vl_convert.svg_to_png(sheet.drawing, scale=per_millimetre / DOTS)
    drawn = np.asarray(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR), np.uint8)
    size = (round(sheet.width * per_millimetre), round(sheet.height * per_millimetre))
    return np.asarray(cv2.resize(drawn, size, interpolation=cv2.INTER_AREA), np.uint8)

"""Faces found and made unrecognisable, with the cascades that come with OpenCV.

Cascades (Viola and Jones 2001, "Rapid object detection using a boosted cascade of simple features") find faces that
look at the camera or show their side; they miss some and take other things for faces. So what they blurred is looked
at by a person before it goes anywhere.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from threading import Lock

import cv2
import numpy as np
from PIL import Image

LOOKED_AT = 1_200
"""Pixels of the longer side in which faces are looked for."""
SMALLEST = 24
"""Pixels of the smallest face that is looked for there."""
BLOCKS = 6
"""Blocks that a face is turned into, each way: too few for anybody to be known by."""
MARGIN = 0.25
"""Share of a face by which what is blurred is wider on each side."""
Box = tuple[int, int, int, int]
_ONE_AT_A_TIME = Lock()
"""A cascade keeps what it works on in itself."""


def blur_faces(image: Image.Image) -> tuple[Image.Image, int]:
    """Blur the faces in a picture.

    Returns
    -------
    tuple
        The picture, and how many faces were found in it.
    """
    boxes = find_faces(image)
    made = image.copy()
    for box in boxes:
        face = made.crop(box)
        blocks = face.resize((BLOCKS, BLOCKS), Image.Resampling.BOX)
        made.paste(blocks.resize(face.size, Image.Resampling.BICUBIC), box)
    return made, len(boxes)


def find_faces(image: Image.Image) -> list[Box]:
    """Return the faces in a picture as (left, top, right, bottom) in pixels, each with a margin."""
    scale = max(image.width, image.height) / LOOKED_AT
    looked_at = image.convert("L")
    if scale > 1:
        looked_at.thumbnail((LOOKED_AT, LOOKED_AT))
    grey = cv2.equalizeHist(np.asarray(looked_at))
    found = [*_found(grey, "haarcascade_frontalface_alt2"), *_found(grey, "haarcascade_profileface")]
    width = grey.shape[1]
    found += [(width - x - w, y, w, h) for x, y, w, h in _found(cv2.flip(grey, 1), "haarcascade_profileface")]
    each = (image.width / grey.shape[1], image.height / grey.shape[0])
    return _apart([_widened(box, each, image.size) for box in found])


def _found(grey: cv2.typing.MatLike, cascade: str) -> list[Box]:
    with _ONE_AT_A_TIME:
        boxes = _cascade(cascade).detectMultiScale(grey, scaleFactor=1.1, minNeighbors=4, minSize=(SMALLEST, SMALLEST))
    return [(int(x), int(y), int(w), int(h)) for x, y, w, h in boxes]


@cache
def _cascade(name: str) -> cv2.CascadeClassifier:
    return cv2.CascadeClassifier(str(Path(cv2.__file__).parent / "data" / f"{name}.xml"))


def _widened(box: Box, each: tuple[float, float], size: tuple[int, int]) -> Box:
    x, y, w, h = box
    left, right = (x - MARGIN * w) * each[0], (x + (1 + MARGIN) * w) * each[0]
    top, bottom = (y - MARGIN * h) * each[1], (y + (1 + MARGIN) * h) * each[1]
    return max(0, int(left)), max(0, int(top)), min(size[0], int(right) + 1), min(size[1], int(bottom) + 1)


def _apart(boxes: list[Box]) -> list[Box]:
    """Return boxes without those whose middle lies in a larger one: one face found twice."""
    kept: list[Box] = []
    for box in sorted(boxes, key=lambda box: (box[0] - box[2]) * (box[3] - box[1])):
        x, y = (box[0] + box[2]) // 2, (box[1] + box[3]) // 2
        if not any(left <= x < right and top <= y < bottom for left, top, right, bottom in kept):
            kept.append(box)
    return kept

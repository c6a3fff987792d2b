"""Reads the pixels of a picture, all of them or none."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

_ONE_AT_A_TIME = Lock()


def load_whole(opened: Image) -> None:
    """Read the pixels of a picture that was opened.

    What draws our PDFs (WeasyPrint) has Pillow take pictures that are cut off for whole ones, in the whole process;
    a photo that somebody sends is then kept half grey.

    Raises
    ------
    OSError
        If the picture is cut off.
    """
    from PIL import ImageFile

    with _ONE_AT_A_TIME:
        before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
        try:
            opened.load()
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = before

"""Pictures made anew from their pixels: nothing that a camera, a phone or somebody else put beside them stays."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from PIL import Image, ImageOps

from seedbed.errors import BadInputError
from seedbed.formats.media.known import JPEG, PNG
from seedbed.formats.whole_pictures import load_whole

MOST_PIXELS = 80_000_000
"""More is either a bomb, small as a file and huge once it is opened, or of no use here."""
LONGEST = 4_000
"""Pixels of the longer side of a photo that is kept: enough for a printed page of A3."""
SMALL = 480
_FORMATS = ("JPEG", "PNG", "WEBP")
_DAMAGE = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, struct.error, zlib.error)
"""What Pillow raises on files that are cut off or made to hurt."""

Change = Callable[[Image.Image], Image.Image]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture made anew."""

    content: bytes
    content_type: str
    width: int
    height: int
    small: bytes
    small_type: str


def remake(content: bytes, *, longest: int = LONGEST, change: Change | None = None) -> Picture:
    """Make a picture anew from its pixels, upright, without EXIF, profiles, comments or anything else.

    Parameters
    ----------
    content
        A JPEG, PNG or WebP file.
    longest
        The longer side at most, in pixels.
    change
        Done to the pixels before they are written, such as blurring faces.

    Raises
    ------
    BadInputError
        If it is no such picture, cut off, or has more than `MOST_PIXELS`.
    """
    image = _pixels(content, longest)
    if change is not None:
        image = change(image)
    small = image.copy()
    small.thumbnail((SMALL, SMALL))
    made, made_type = _written(image)
    small_made, small_type = _written(small)
    return Picture(made, made_type, image.width, image.height, small_made, small_type)


def _pixels(content: bytes, longest: int) -> Image.Image:
    try:
        with warnings.catch_warnings():
            # Said plainly below, for every size.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(content), formats=_FORMATS)
        if opened.width * opened.height > MOST_PIXELS:
            raise _too_many(opened.width, opened.height)
        # JPEG can be opened at a half or a quarter of its size, in as much less memory.
        opened.draft("RGB", (longest, longest))
        load_whole(opened)
        image = ImageOps.exif_transpose(opened)
        image.thumbnail((longest, longest))
        plain = image.convert("RGBA" if _lets_through(image) else "RGB")
    except Image.DecompressionBombError as error:
        raise _too_many() from error
    except _DAMAGE as error:
        raise BadInputError(
            "The picture was not taken.",
            "It is cut off or damaged, or is no picture though it begins like one.",
            "Send the picture again, or take another.",
        ) from error
    plain.info = {}
    return plain


def _lets_through(image: Image.Image) -> bool:
    if image.mode not in {"RGBA", "LA", "PA", "La", "RGBa"} and "transparency" not in image.info:
        return False
    lowest, _ = cast("tuple[int, int]", image.convert("RGBA").getchannel("A").getextrema())
    return lowest < 255


def _written(image: Image.Image) -> tuple[bytes, str]:
    """Write a picture: as PNG where one sees through it, or where it has few colours as drawings do; else as JPEG."""
    target = io.BytesIO()
    if image.mode == "RGBA" or image.getcolors(4096) is not None:
        image.save(target, "PNG", optimize=False)
        return target.getvalue(), PNG
    image.save(target, "JPEG", quality=88, optimize=True)
    return target.getvalue(), JPEG


def _too_many(width: int = 0, height: int = 0) -> BadInputError:
    size = f"It has {width:,} by {height:,} pixels" if width else "It has far too many pixels"
    return BadInputError(
        "The picture was not taken.",
        f"{size}; {MOST_PIXELS // 1_000_000} million are the most that are opened.",
        "Send a smaller one.",
    )

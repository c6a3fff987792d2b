"""Open photographs and scans of sheets: JPEG, PNG, and PDF where the machine can draw it."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from seedbed.errors import BadInputError, MissingDataError
from seedbed.formats.whole_pictures import load_whole

if TYPE_CHECKING:
    from PIL import Image

Picture = NDArray[np.uint8]
"""Rows, columns and blue, green, red."""

LARGEST_FILE = 60 * 1024**2
MOST_PIXELS = 120_000_000
LEAST_SIDE = 600
MOST_PAGES = 40
LONGEST_SIDE = 4600
"""Pixels kept of a photograph's longer side: enough for half a millimetre on A0."""
SCAN_DOTS = 200
"""Dots per inch at which a page of a PDF is drawn."""
DRAW_SECONDS = 120
TAKEN = "Photographs are taken as JPEG or PNG, scans as PDF too."
INSTALL = "Install poppler-utils (apt-get install poppler-utils), or save the scan as JPEG or PNG."


@dataclass(frozen=True, slots=True)
class Photograph:
    """A picture of a sheet, upright as the camera held it.

    Parameters
    ----------
    name
        Of the file; with its page where it is a PDF of several.
    """

    name: str
    pixels: Picture


def open_photographs(path: Path) -> list[Photograph]:
    """Return the pictures in a file: one, or one a page of a PDF.

    Raises
    ------
    BadInputError
        If there is no such file, it is no picture, or it is too large, too small or damaged.
    MissingDataError
        If it is a PDF and nothing on this machine draws one.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(1024)
    except OSError as error:
        raise _bad(path.name, f"It could not be opened ({error.strerror or error}).") from error
    if size > LARGEST_FILE:
        raise _bad(path.name, f"It has {size / 1024**2:.0f} MB; at most {LARGEST_FILE // 1024**2} MB are read.")
    if b"%PDF-" in start:
        return _pages(path)
    if start[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypheif"}:
        raise _bad(path.name, "It is an HEIC picture, which is not read.", "Save or send it as JPEG.")
    return [Photograph(path.name, read_picture(path, path.name))]


def read_picture(path: Path, name: str) -> Picture:
    """Return a JPEG or PNG upright, made smaller where it is larger than is needed.

    Raises
    ------
    BadInputError
        If it is no such picture, damaged, too large or too small.
    """
    from PIL import Image, ImageOps

    with _said_plainly(name), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(path, formats=("JPEG", "PNG")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise _bad(name, f"It has {opened.width:,} × {opened.height:,} pixels: too many.")
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            load_whole(opened)
            upright = ImageOps.exif_transpose(opened)
            if min(upright.size) < LEAST_SIDE:
                raise _bad(
                    name, f"It has {opened.width} × {opened.height} pixels: too few to see marks.", "Send the original."
                )
            seen = _on_white(upright)
            seen.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.BOX)
    return np.ascontiguousarray(np.asarray(seen)[:, :, ::-1])


def _on_white(picture: Image.Image) -> Image.Image:
    """Return a picture in red, green and blue; what is see-through is paper."""
    from PIL import Image

    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")
    return picture.convert("RGB")


@contextmanager
def _said_plainly(name: str) -> Iterator[None]:
    from PIL import Image

    try:
        yield
    except Image.DecompressionBombError as error:
        raise _bad(name, "It opens to far more pixels than a photograph has.") from error
    except (OSError, ValueError, SyntaxError) as error:
        raise _bad(name, "It is not a picture that can be read, or it is damaged.") from error


def _pages(path: Path) -> list[Photograph]:
    """Draw the pages of a PDF by a program of the system."""
    program = shutil.which("pdftoppm")
    if program is None:
        raise MissingDataError(f"{path.name} was not read.", "Nothing on this machine draws a PDF.", INSTALL)
    with tempfile.TemporaryDirectory() as folder:
        command = [program, "-png", "-r", str(SCAN_DOTS), "-scale-to", str(LONGEST_SIDE), "-l", str(MOST_PAGES)]
        try:
            subprocess.run(
                [*command, str(path.absolute()), str(Path(folder) / "page")],
                check=True,
                capture_output=True,
                timeout=DRAW_SECONDS,
            )
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            raise _bad(path.name, "The PDF is damaged, locked or too large to draw.") from error
        drawn = sorted(Path(folder).glob("page*.png"))
        if not drawn:
            raise _bad(path.name, "The PDF has no pages.")
        names = [path.name if len(drawn) == 1 else f"{path.name}, page {number}" for number in range(1, len(drawn) + 1)]
        return [Photograph(name, read_picture(page, name)) for name, page in zip(names, drawn, strict=True)]


def _bad(name: str, why: str, next_step: str = TAKEN) -> BadInputError:
    return BadInputError(f"{name} was not read.", why, next_step)

"""Pictures with what cameras put into them, for tests of what reads them."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

GPS_INFO, ORIENTATION, MAKER = 0x8825, 0x0112, 0x010F
LATITUDE = (51.0, 31.0, 47.64)


def photo(width: int = 320, height: int = 240, *, orientation: int = 1, form: str = "JPEG") -> bytes:
    """Return a picture of noise with the place where it was taken, the camera's name and how it was held."""
    rng = np.random.default_rng(7)
    image = Image.fromarray(rng.integers(0, 256, (height, width, 3), dtype=np.uint8))
    exif = Image.Exif()
    exif[MAKER], exif[ORIENTATION] = "Rosa's phone", orientation
    exif[GPS_INFO] = {1: "N", 2: LATITUDE, 3: "W", 4: (0.0, 1.0, 25.0)}
    target = io.BytesIO()
    image.save(target, form, exif=exif.tobytes(), comment=b"taken at Rosa's") if form == "JPEG" else image.save(
        target, form, exif=exif.tobytes()
    )
    return target.getvalue()


def bomb(side: int = 20_000) -> bytes:
    """Return a PNG that is small as a file and has 400 million pixels."""
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    packed = zlib.compressobj(9)
    rows = b"".join(packed.compress(bytes(side + 1)) for _ in range(side)) + packed.flush()
    chunks = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    told = (
        struct.pack(">I", len(each)) + name + each + struct.pack(">I", zlib.crc32(name + each)) for name, each in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(told)


_DRAWN = (
    ((12, -5, 88, 80), 50),
    ((18, 8, 82, 98), 205),
    ((24, 30, 46, 40), 140),
    ((54, 30, 76, 40), 140),
    ((26, 27, 46, 32), 70),
    ((54, 27, 74, 32), 70),
    ((29, 35, 43, 42), 60),
    ((57, 35, 71, 42), 60),
    ((44, 40, 56, 66), 230),
    ((42, 61, 49, 66), 120),
    ((51, 61, 58, 66), 120),
    ((35, 74, 65, 82), 90),
)
"""Hair, face, sockets, brows, eyes, nose and mouth: each an oval in hundredths of the face, and how light it is."""


def drawn_face(size: int) -> Image.Image:
    """Return a face that nobody has, drawn of ovals, as many pixels wide and high."""
    face = Image.new("L", (size, size), 120)
    for oval, light in _DRAWN:
        ImageDraw.Draw(face).ellipse([each * size / 100 for each in oval], fill=light)
    return face.filter(ImageFilter.GaussianBlur(size / 70)).convert("RGB")


def street_with_faces() -> Image.Image:
    """Return a plain ground of 640 by 480 with two drawn faces, the middles of which are at 180, 160 and 460, 260."""
    street = Image.new("RGB", (640, 480), (110, 130, 120))
    street.paste(drawn_face(160), (100, 80))
    street.paste(drawn_face(120), (400, 200))
    return street

"""Pictures with what cameras put into them, for tests of what reads them."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
from PIL import Image

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

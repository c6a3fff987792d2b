"""How much OpenStreetMap files hold once unpacked, found before anything is unpacked for good.

A few thousand bytes of PBF can stand for gigabytes of nodes: each of its blocks says how large it is, and libosmium
unpacks no block further than it says, so the sum of what they say is what reading will take.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from seedbed.errors import BadInputError
from seedbed.formats.outlines import cannot_read

PBF_RATIO, XML_RATIO = 8, 40
"""How many times its size a file may hold; real PBF swells to about twice its size, packed XML to about 15 times."""
ALWAYS = 32 * 1024**2
"""Bytes that any file may hold."""
LARGEST_HEADER, LARGEST_BLOCK = 64 * 1024, 32 * 1024**2
"""Bytes that the form allows."""
PIECE = 1 << 20
AGAIN = "Download the map again from where it is published."


def check_pbf(path: Path) -> None:
    """Refuse a PBF that would swell too much to be safe.

    Raises
    ------
    BadInputError
        If it would, or its blocks are damaged or cut short.
    """
    size = path.stat().st_size
    most, total = ALWAYS + PBF_RATIO * size, 0
    try:
        with path.open("rb") as file:
            for held in _block_sizes(file, size):
                total += held
                if total > most:
                    raise _swells(path)
    except ValueError as error:
        raise cannot_read(path, f"The file is damaged or cut short ({error}).", AGAIN) from error


def check_packed(path: Path) -> None:
    """Refuse XML packed with gzip that would swell too much to be safe.

    Raises
    ------
    BadInputError
        If it would, or the packing is damaged.
    """
    most, total = ALWAYS + XML_RATIO * path.stat().st_size, 0
    try:
        with gzip.open(path) as file:
            while piece := file.read(PIECE):
                total += len(piece)
                if total > most:
                    raise _swells(path)
    except (OSError, EOFError) as error:
        raise cannot_read(path, "It is packed with gzip, and what is inside is damaged.", AGAIN) from error


def _swells(path: Path) -> BadInputError:
    why = f"It swells too much to be safe: its {path.stat().st_size:,} bytes hold far more than those of a real map."
    return cannot_read(path, why, AGAIN)


def _block_sizes(file: BinaryIO, size: int) -> Iterator[int]:
    """Give the bytes that each block of a PBF holds once unpacked."""
    while start := file.read(4):
        length = int.from_bytes(start, "big")
        if len(start) < 4 or length > LARGEST_HEADER:
            raise ValueError("a block has no header")
        header = file.read(length)
        if len(header) < length:
            raise ValueError("a header is cut short")
        block = next((value for field, value in reversed(list(_fields(BytesIO(header), length))) if field == 3), 0)
        end = file.tell() + block
        if end > size:
            raise ValueError("a block is cut short")
        # 1 is a block as it is, 2 how large it says it is once unpacked.
        held = max((value for field, value in _fields(file, end) if field in {1, 2}), default=0)
        yield min(held, LARGEST_BLOCK)
        file.seek(end)


def _fields(file: BinaryIO, end: int) -> Iterator[tuple[int, int]]:
    """Give the number of each field of a message, and its value if that is a number, else its length in bytes."""
    while file.tell() < end:
        key = _number(file)
        value = _number(file)
        yield key >> 3, value
        if key & 7 == 2:
            file.seek(value, 1)
        elif key & 7:
            raise ValueError("a block holds what no block does")


def _number(file: BinaryIO) -> int:
    """Read a whole number in the seven-bit pieces of protocol buffers."""
    found = 0
    for shift in range(0, 70, 7):
        byte = file.read(1)
        if not byte:
            raise ValueError("it ends in the middle of a number")
        found |= (byte[0] & 127) << shift
        if byte[0] < 128:
            return found
    raise ValueError("a number has no end")

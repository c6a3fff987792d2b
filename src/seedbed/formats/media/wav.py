"""WAV: chunks in a RIFF; only its format and its sound are kept readable."""

from __future__ import annotations

from typing import IO

import numpy as np

from seedbed.formats.media.walked import BLOCK, Bytes, Walked, cut_off, damaged

_KEPT = {b"fmt ", b"data", b"fact", b"JUNK", b"PAD "}
_QUIET = 1e-3
"""Share of the loudest there can be, 60 dB below it, under which a recording has no sound."""
_PCM, _FLOAT, _ANY = 1, 3, 0xFFFE


def walk(file: IO[bytes]) -> Walked:
    """Follow a WAV file to its end.

    Raises
    ------
    BadInputError
        If it is cut off or broken.
    """
    read = Bytes(file)
    end = 8 + int.from_bytes(read.at(4, 4), "little")
    if end > read.size:
        raise cut_off()
    found = Walked(end=end)
    format_told = b""
    place = 12
    while place + 8 <= end:
        read.one_more()
        name, size = read.at(place, 4), int.from_bytes(read.at(place + 4, 4), "little")
        if place + 8 + size > end:
            raise cut_off()
        if name == b"fmt ":
            format_told = read.at(place + 8, min(size, 40))
        elif name == b"data":
            _hear(read, found, format_told, (place + 8, size))
        elif name not in _KEPT:
            found.overwrite(place, b"JUNK")
            found.overwrite(place + 8, b"", size)
        place += 8 + size + size % 2
    if not found.sound:
        raise damaged("There is no sound in it.")
    return found


def _hear(read: Bytes, found: Walked, told: bytes, data: tuple[int, int]) -> None:
    if len(told) < 16:
        raise damaged("It does not say how its sound is written.")
    kind, second, bits = (int.from_bytes(told[start:end], "little") for start, end in ((0, 2), (8, 12), (14, 16)))
    found.sound = True
    found.seconds = data[1] / second if second else None
    if kind in {_PCM, _FLOAT, _ANY} and bits in {8, 16, 24, 32}:
        found.silent = _is_quiet(read, data, bits, is_float=kind == _FLOAT)


def _is_quiet(read: Bytes, data: tuple[int, int], bits: int, *, is_float: bool) -> bool:
    start, size = data
    each = bits // 8
    block = BLOCK - BLOCK % each
    for place in range(start, start + size - size % each, block):
        raw = np.frombuffer(read.at(place, min(block, start + size - size % each - place)), np.uint8)
        if _loudest(raw, bits, is_float=is_float) > _QUIET:
            return False
    return True


def _loudest(raw: np.ndarray[tuple[int], np.dtype[np.uint8]], bits: int, *, is_float: bool) -> float:
    """Return the loudest sample as a share of the loudest there can be."""
    if raw.size == 0:
        return 0.0
    if bits == 8:
        return float(np.abs(raw.astype(np.int16) - 128).max()) / 128
    if bits == 24:  # The two upper bytes of each are enough.
        upper = np.ascontiguousarray(raw.reshape(-1, 3)[:, 1:]).view("<i2")
        return float(np.abs(upper.astype(np.int32)).max()) / 32768
    if is_float:
        return float(np.nan_to_num(np.abs(raw.view("<f4"))).max())
    samples = raw.view("<i2" if bits == 16 else "<i4").astype(np.float64)
    return float(np.abs(samples).max() / 2 ** (bits - 1))

"""MP3: frames one after the other; tags before and after them are cut away (ISO/IEC 11172-3, ID3v2.4, ID3v1)."""

from __future__ import annotations

from typing import IO

from seedbed.formats.media.walked import Bytes, Walked, cut_off, damaged

_RATES = (44_100, 48_000, 32_000)
_KILOBITS = {
    (1, 3): (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (2, 3): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""Of layer III by version (1, or 2 for 2 and 2.5)."""
_ENOUGH = 3
"""Frames in a row that no other file has by chance."""


def walk(file: IO[bytes]) -> Walked:
    """Follow an MP3 file from its first frame to its last.

    Raises
    ------
    BadInputError
        If there are no frames, or something else stands between them.
    """
    read = Bytes(file)
    begin = place = _after_tags(read)
    frames, seconds = 0, 0.0
    while place + 4 <= read.size:
        found = _frame(read.at(place, 4))
        if found is None:
            break
        read.one_more()
        if place + found[0] > read.size:
            break  # The last frame was cut; what was before it is whole.
        place, seconds, frames = place + found[0], seconds + found[1], frames + 1
    if frames < _ENOUGH:
        raise damaged("There is no sound in it that can be read.")
    # Something between the frames ends them: half a film under the name of a song is not taken.
    if place - begin < (read.size - begin) * 0.9:
        raise damaged("There is something else than sound in it.")
    return Walked(begin=begin, end=place, seconds=seconds, sound=True)


def _after_tags(read: Bytes) -> int:
    place = 0
    while read.at(place, 3) == b"ID3":
        size = 0
        for byte in read.at(place + 6, 4):
            size = size << 7 | byte & 0x7F
        place += 10 + size
        if place + 10 > read.size:
            raise cut_off()
    return place


def _frame(head: bytes) -> tuple[int, float] | None:
    """Return how many bytes and seconds a frame has; None if none begins here."""
    if head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    version, layer = (head[1] >> 3) & 3, (head[1] >> 1) & 3
    rate_told, bits_told = (head[2] >> 2) & 3, head[2] >> 4
    if version == 1 or layer != 1 or rate_told == 3 or bits_told in {0, 15}:
        return None
    rate = _RATES[rate_told] >> {3: 0, 2: 1, 0: 2}[version]
    kilobits = _KILOBITS[(1 if version == 3 else 2, 3)][bits_told]
    samples = 1152 if version == 3 else 576
    return samples // 8 * kilobits * 1000 // rate + (head[2] >> 1 & 1), samples / rate

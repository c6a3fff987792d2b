"""What walking through a sound or film found, and how it is written without what recorders put beside it.

Nothing is decoded. Each container is followed from its first byte to its last, so that whatever is in the file is
known; places that hold words, positions or times are overwritten where they stand, so that nothing else moves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from seedbed.errors import BadInputError

BLOCK = 1 << 20
MOST_PARTS = 2_000_000
"""More boxes, pages or blocks than a film of 200 MB can need."""


@dataclass(frozen=True, slots=True)
class Patch:
    """What stands instead of some bytes: as many others, then zeros."""

    start: int
    new: bytes
    zeros: int = 0

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.new) + self.zeros

    def part(self, first: int, last: int) -> bytes:
        """Return what stands from one place of the file to another."""
        told = self.new[max(0, first - self.start) : max(0, last - self.start)]
        return told + bytes(last - first - len(told))


@dataclass(slots=True)
class Walked:
    """What a sound or film holds.

    Parameters
    ----------
    begin, end
        Where it truly begins and ends; what stands before or after is not kept.
    seconds
        How long it is; None where the container does not say.
    sound, picture
        Whether it has a track of each.
    other
        Whether it has tracks of other kinds, such as positions or texts, which cannot be overwritten.
    silent
        Whether every packet of sound is as small as those of silence are; None where that cannot be told.
    patches
        What is overwritten.
    """

    begin: int = 0
    end: int = 0
    seconds: float | None = None
    sound: bool = False
    picture: bool = False
    other: bool = False
    silent: bool | None = None
    patches: list[Patch] = field(default_factory=list)

    def overwrite(self, start: int, new: bytes, zeros: int = 0) -> None:
        """Have some bytes overwritten."""
        self.patches.append(Patch(start, new, zeros))


class Bytes:
    """A file that is read from any place, and that says where it was cut off."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.size = file.seek(0, 2)
        self.parts = 0

    def at(self, place: int, count: int) -> bytes:
        """Return some bytes.

        Raises
        ------
        BadInputError
            If the file ends before.
        """
        self.file.seek(place)
        found = self.file.read(count)
        if len(found) < count:
            raise cut_off()
        return found

    def one_more(self) -> None:
        """Count a part; refuse a file of more than any real one has."""
        self.parts += 1
        if self.parts > MOST_PARTS:
            raise damaged("It has more parts than any recording.")


def clean_blocks(file: IO[bytes], walked: Walked) -> Iterator[bytes]:
    """Yield a file from its true beginning to its true end, with its patches in place."""
    by_block = _by_block(walked)
    file.seek(walked.begin)
    place = walked.begin
    while place < walked.end:
        block = bytearray(file.read(min(BLOCK, walked.end - place)))
        if not block:
            raise cut_off()
        for patch in by_block.get((place - walked.begin) // BLOCK, ()):
            first, last = max(patch.start, place), min(patch.end, place + len(block))
            if first < last:
                block[first - place : last - place] = patch.part(first, last)
        place += len(block)
        yield bytes(block)


def _by_block(walked: Walked) -> dict[int, list[Patch]]:
    """Return the patches that each block needs: a hostile file has a million, and most blocks none."""
    found: dict[int, list[Patch]] = {}
    for patch in walked.patches:
        for block in range((patch.start - walked.begin) // BLOCK, (patch.end - 1 - walked.begin) // BLOCK + 1):
            found.setdefault(block, []).append(patch)
    return found


def cut_off() -> BadInputError:
    """Return the error of a file that ends too early."""
    return damaged("It is cut off: its end is missing.")


def damaged(why: str) -> BadInputError:
    """Return the error of a file that is no recording, or a broken one."""
    return BadInputError("The recording was not taken.", why, "Send it again, or record another.")

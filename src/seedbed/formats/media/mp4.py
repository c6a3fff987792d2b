"""MP4, M4A, MOV and 3GP: boxes in boxes (ISO/IEC 14496-12); places, names and times of recording are blanked.

A box of what recorders add is turned into a free one of the same size: players pass over it, and nothing moves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO

from seedbed.formats.media.walked import Bytes, Walked, cut_off, damaged

_TOP = {b"ftyp", b"moov", b"mdat", b"moof", b"free", b"skip", b"wide", b"sidx", b"styp", b"mfra", b"pdin", b"prft"}
_MOVIE = {b"mvhd", b"trak", b"mvex", b"free", b"iods"}
_TRACK = {b"tkhd", b"edts", b"mdia", b"tref", b"free", b"tapt", b"load"}
_MEDIA = {b"mdhd", b"hdlr", b"minf", b"free", b"elng"}
_DEEPEST = {b"minf", b"stbl", b"mvex", b"moof", b"traf", b"edts"}
_ADDED = {b"udta", b"meta", b"uuid"}
SILENT_SAMPLE = 12
"""Bytes: AAC writes silence in fewer, and speech in many more."""


@dataclass(slots=True)
class _Box:
    name: bytes
    start: int
    data: int
    end: int


class _Walk:
    """One walk through a file."""

    def __init__(self, file: IO[bytes]) -> None:
        self.read = Bytes(file)
        self.found = Walked()
        self.seen: set[bytes] = set()
        self.loudest: int | None = None

    def boxes(self, start: int, end: int) -> list[_Box]:
        made, place = [], start
        while place + 8 <= end:
            box = self.box(place, end)
            made.append(box)
            place = box.end
        return made

    def box(self, place: int, end: int) -> _Box:
        self.read.one_more()
        size, name, data = int.from_bytes(self.read.at(place, 4), "big"), self.read.at(place + 4, 4), place + 8
        if size == 1:
            size, data = int.from_bytes(self.read.at(place + 8, 8), "big"), place + 16
        elif size == 0:
            size = end - place
        if place + size < data:
            raise damaged("It is broken: a box of it has no size.")
        if place + size > end:
            raise cut_off()
        return _Box(name, place, data, place + size)

    def free(self, box: _Box) -> None:
        """Turn a box into an empty one."""
        self.found.overwrite(box.start + 4, b"free")
        self.found.overwrite(box.data, b"", box.end - box.data)

    def top(self, box: _Box) -> None:
        self.seen.add(box.name)
        if box.name not in _TOP or box.name in {b"free", b"skip", b"mfra", b"prft"}:
            self.free(box)
        elif box.name == b"moov":
            for inner in self.boxes(box.data, box.end):
                self.movie(inner)
        elif box.name == b"moof":
            self.added_in(box)

    def movie(self, box: _Box) -> None:
        if box.name not in _MOVIE:
            self.free(box)
        elif box.name == b"mvhd":
            self.found.seconds = self.times(box, has_length=True)
        elif box.name == b"trak":
            for inner in self.boxes(box.data, box.end):
                self.track(inner)
        else:
            self.added_in(box)

    def track(self, box: _Box) -> None:
        if box.name not in _TRACK:
            self.free(box)
        elif box.name == b"tkhd":
            self.times(box, has_length=False)
        elif box.name == b"mdia":
            self.media(box)
        else:
            self.added_in(box)

    def media(self, box: _Box) -> None:
        kind = b""
        for inner in self.boxes(box.data, box.end):
            if inner.name not in _MEDIA:
                self.free(inner)
            elif inner.name == b"mdhd":
                self.times(inner, has_length=False)
            elif inner.name == b"hdlr" and not kind:
                kind = self.read.at(inner.data + 8, 4)
            elif inner.name == b"minf":
                self.added_in(inner)
                if kind == b"soun":
                    self.sizes(inner)
        self.found.sound |= kind == b"soun"
        self.found.picture |= kind == b"vide"
        self.found.other |= kind not in {b"soun", b"vide"}

    def added_in(self, box: _Box) -> None:
        """Blank what recorders add anywhere below a box."""
        if box.name not in _DEEPEST:
            return
        for inner in self.boxes(box.data, box.end):
            if inner.name in _ADDED:
                self.free(inner)
            else:
                self.added_in(inner)

    def times(self, box: _Box, *, has_length: bool) -> float | None:
        """Blank when it was made and changed; return its length in seconds where it is told."""
        wide = 8 if self.read.at(box.data, 1)[0] == 1 else 4
        self.found.overwrite(box.data + 4, bytes(2 * wide))
        if not has_length:
            return None
        scale = int.from_bytes(self.read.at(box.data + 4 + 2 * wide, 4), "big")
        length = int.from_bytes(self.read.at(box.data + 8 + 2 * wide, wide), "big")
        return length / scale if scale and length and length < 1 << 40 else None

    def sizes(self, media: _Box) -> None:
        """Look how large packets of sound are at most."""
        for table in (box for box in self.boxes(media.data, media.end) if box.name == b"stbl"):
            for box in (box for box in self.boxes(table.data, table.end) if box.name == b"stsz"):
                each, count = (int.from_bytes(self.read.at(box.data + place, 4), "big") for place in (4, 8))
                if each or not count or 12 + 4 * count > box.end - box.data:
                    # Samples that are all of one size say nothing of how loud they are.
                    self.loudest = SILENT_SAMPLE + 1
                else:
                    told = self.read.at(box.data + 12, 4 * count)
                    sizes = (int.from_bytes(told[place : place + 4], "big") for place in range(0, len(told), 4))
                    self.loudest = max([self.loudest or 0, *sizes])


def walk(file: IO[bytes]) -> Walked:
    """Follow an MP4 file to its end.

    Raises
    ------
    BadInputError
        If it is broken, cut off, or holds nothing that plays.
    """
    this = _Walk(file)
    place = 0
    while place + 8 <= this.read.size:
        box = this.box(place, this.read.size)
        if not box.name.isascii() or not box.name.decode("ascii").isprintable():
            raise damaged("Something else stands between its parts.")
        this.top(box)
        place = box.end
    found = this.found
    if "moov" not in {name.decode("ascii") for name in this.seen} or not (found.sound or found.picture):
        raise damaged("There is neither sound nor picture in it, or its end is missing.")
    found.end = place
    found.silent = this.loudest <= SILENT_SAMPLE if this.loudest is not None else None
    return found

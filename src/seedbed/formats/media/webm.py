"""WebM and Matroska: elements in elements (RFC 8794, RFC 9559); tags, attachments, titles and dates are voided.

Browsers record without knowing how long it will be, so the segment and its clusters may say no size: each then ends
where the next of its own level begins.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import IO

from seedbed.formats.media.ogg import SILENT_PACKET
from seedbed.formats.media.walked import Bytes, Walked, cut_off, damaged

_HEAD, _SEGMENT, _INFO, _TRACKS, _CLUSTER = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x1654AE6B, 0x1F43B675
_SEEK, _CUES, _VOID, _CHECKSUM = 0x114D9B74, 0x1C53BB6B, 0xEC, 0xBF
_TAGS, _ATTACHMENTS, _CHAPTERS = 0x1254C367, 0x1941A469, 0x1043A770
_TOP = {_INFO, _TRACKS, _CLUSTER, _SEEK, _CUES, _VOID, _CHECKSUM, _TAGS, _ATTACHMENTS, _CHAPTERS}
_SCALE, _DURATION, _WRITER, _MUXER = 0x2AD7B1, 0x4489, 0x5741, 0x4D80
_KEPT_INFO = {_SCALE, _DURATION, _VOID}
_ENTRY, _TYPE, _NUMBER, _NAME = 0xAE, 0x83, 0xD7, 0x536E
_TIME, _SIMPLE, _GROUP, _BLOCK = 0xE7, 0xA3, 0xA0, 0xA1
_PICTURE, _SOUND = 1, 2
UNKNOWN = -1


@dataclass(slots=True)
class _Element:
    name: int
    start: int
    data: int
    size: int

    @property
    def end(self) -> int:
        return self.data + self.size


class _Walk:
    """One walk through a file."""

    def __init__(self, file: IO[bytes]) -> None:
        self.read = Bytes(file)
        self.found = Walked()
        self.sounds: set[int] = set()
        self.scale = 1_000_000
        self.duration = 0.0
        self.last = 0.0
        self.loudest = 0
        self.clusters = 0

    def element(self, place: int) -> _Element:
        self.read.one_more()
        name, after = self._number(place, keep_mark=True)
        size, data = self._number(after, keep_mark=False)
        return _Element(name, place, data, size)

    def _number(self, place: int, *, keep_mark: bool) -> tuple[int, int]:
        first = self.read.at(place, 1)[0]
        width = 9 - first.bit_length()
        if width > (4 if keep_mark else 8):
            raise damaged("It is broken: an element of it has no name or size.")
        value = int.from_bytes(self.read.at(place, width), "big")
        if not keep_mark:
            value &= (1 << 7 * width) - 1
            value = UNKNOWN if value == (1 << 7 * width) - 1 else value
        return value, place + width

    def children(self, parent: _Element) -> list[_Element]:
        made, place = [], parent.data
        while place < parent.end:
            child = self.element(place)
            if child.size == UNKNOWN or child.end > parent.end:
                raise damaged("It is broken: an element of it is larger than what it lies in.")
            made.append(child)
            place = child.end
        return made

    def void(self, element: _Element) -> None:
        """Put an empty element in the place of one."""
        total = element.end - element.start
        if total < 2:
            return
        if total < 10:
            self.found.overwrite(element.start, bytes([_VOID, 0x80 | total - 2]), total - 2)
        else:
            self.found.overwrite(element.start, bytes([_VOID, 1]) + (total - 9).to_bytes(7, "big"), total - 9)

    def top(self, element: _Element) -> None:
        if element.name in {_TAGS, _ATTACHMENTS, _CHAPTERS, _SEEK, _CUES, _CHECKSUM}:
            # What says where parts are is not needed to play them, and would point at what is voided.
            if element.name != _CUES:
                self.void(element)
        elif element.name == _INFO:
            self.info(element)
        elif element.name == _TRACKS:
            self.tracks(element)

    def info(self, element: _Element) -> None:
        for child in self.children(element):
            if child.name == _SCALE:
                self.scale = int.from_bytes(self.read.at(child.data, child.size), "big") or 1_000_000
            elif child.name == _DURATION and child.size in {4, 8}:
                (self.duration,) = struct.unpack(
                    ">f" if child.size == 4 else ">d", self.read.at(child.data, child.size)
                )
            elif child.name in {_WRITER, _MUXER}:
                # Every WebM names both; which programs and versions they were says something of whose phone it was.
                self.found.overwrite(child.data, b" " * child.size)
            elif child.name not in _KEPT_INFO:
                self.void(child)

    def tracks(self, element: _Element) -> None:
        for entry in self.children(element):
            if entry.name == _CHECKSUM:
                self.void(entry)
            if entry.name != _ENTRY:
                continue
            parts = {child.name: child for child in self.children(entry)}
            kind, number = (self._small(parts.get(name)) for name in (_TYPE, _NUMBER))
            self.found.sound |= kind == _SOUND
            self.found.picture |= kind == _PICTURE
            self.found.other |= kind not in {_SOUND, _PICTURE}
            if kind == _SOUND:
                self.sounds.add(number)
            for name in (_NAME, _CHECKSUM):
                if name in parts:
                    self.void(parts[name])

    def _small(self, element: _Element | None) -> int:
        return int.from_bytes(self.read.at(element.data, min(element.size, 8)), "big") if element else 0

    def cluster(self, cluster: _Element, end: int) -> int:
        """Follow a cluster; return where it ends."""
        self.clusters += 1
        place, stop, time = cluster.data, cluster.end if cluster.size != UNKNOWN else end, 0
        while place < stop:
            child = self.element(place)
            if cluster.size == UNKNOWN and child.name in _TOP - {_VOID, _CHECKSUM}:
                return place
            if child.size == UNKNOWN or child.end > stop:
                raise cut_off()
            if child.name == _TIME:
                time = self._small(child)
            elif child.name in {_SIMPLE, _GROUP}:
                self.block(child, time)
            place = child.end
        return place

    def block(self, element: _Element, time: int) -> None:
        inner = element
        if element.name == _GROUP:
            found = [child for child in self.children(element) if child.name == _BLOCK]
            if not found:
                return
            inner = found[0]
        number, after = self._number(inner.data, keep_mark=False)
        self.last = max(self.last, time + int.from_bytes(self.read.at(after, 2), "big", signed=True))
        if number in self.sounds:
            self.loudest = max(self.loudest, inner.end - after - 3)


def walk(file: IO[bytes]) -> Walked:
    """Follow a WebM file to its end.

    Raises
    ------
    BadInputError
        If it is broken, cut off, or holds nothing that plays.
    """
    this = _Walk(file)
    head = this.element(0)
    if head.name != _HEAD or head.size == UNKNOWN:
        raise damaged("It is broken at its beginning.")
    segment = this.element(head.end)
    if segment.name != _SEGMENT:
        raise damaged("It is broken at its beginning.")
    end = this.read.size if segment.size == UNKNOWN else segment.end
    if end > this.read.size:
        raise cut_off()
    place = segment.data
    while place < end:
        element = this.element(place)
        if element.name not in _TOP:
            raise damaged("Something else stands between its parts.")
        if element.name == _CLUSTER:
            place = this.cluster(element, end)
            continue
        if element.size == UNKNOWN or element.end > end:
            raise cut_off()
        this.top(element)
        place = element.end
    found = this.found
    if not (found.sound or found.picture) or not this.clusters:
        raise damaged("There is neither sound nor picture in it.")
    found.end = end
    found.seconds = (this.duration or this.last) * this.scale / 1e9
    found.silent = this.loudest <= SILENT_PACKET if found.sound else None
    return found

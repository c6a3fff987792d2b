"""Ogg with Opus or Vorbis: pages with packets in them (RFC 3533, RFC 7845); the packet of comments is blanked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO

from seedbed.formats.media.walked import Bytes, Walked, cut_off, damaged

SILENT_PACKET = 8
"""Bytes: Opus writes silence in fewer, and speech in many more."""
_OPUS, _VORBIS = b"OpusHead", b"\x01vorbis"


@dataclass(slots=True)
class _Page:
    start: int
    lacing: bytes
    serial: bytes
    granule: int

    @property
    def data(self) -> int:
        return self.start + 27 + len(self.lacing)

    @property
    def size(self) -> int:
        return 27 + len(self.lacing) + sum(self.lacing)


def walk(file: IO[bytes]) -> Walked:
    """Follow an Ogg file to its last whole page.

    Raises
    ------
    BadInputError
        If it holds something else than one stream of Opus or Vorbis, or is broken.
    """
    read = Bytes(file)
    first = _page(read, 0)
    head = read.at(first.data, min(sum(first.lacing), 40))
    if not head.startswith((_OPUS, _VORBIS)):
        raise damaged("It holds something else than Opus or Vorbis.")
    rate = 48_000 if head.startswith(_OPUS) else int.from_bytes(head[12:16], "little")
    found = Walked(sound=True)
    comments = _Comments(8 if head.startswith(_OPUS) else 7)
    place, last, loudest = first.size, 0, 0
    while place < read.size:
        page = _page(read, place)
        if page.serial != first.serial:
            raise damaged("It holds more than one stream.")
        if not comments.whole:
            comments.add(page)
        else:
            loudest = max([loudest, *_packets(page.lacing)])
        place += page.size
        last = page.granule if page.granule >= 0 else last
    if not comments.whole:
        raise cut_off()
    comments.blank(read, found)
    found.end = place
    found.seconds = last / rate if rate else None
    found.silent = loudest <= SILENT_PACKET if head.startswith(_OPUS) else None
    return found


def _page(read: Bytes, place: int) -> _Page:
    read.one_more()
    head = read.at(place, 27)
    if not head.startswith(b"OggS\x00"):
        raise damaged("Something else stands between its pages.")
    page = _Page(place, read.at(place + 27, head[26]), head[14:18], int.from_bytes(head[6:14], "little", signed=True))
    if place + page.size > read.size:
        raise cut_off()
    return page


def _packets(lacing: bytes) -> list[int]:
    """Return the sizes of the packets that end in a page; of one that began before, the part in it."""
    sizes, size = [], 0
    for each in lacing:
        size += each
        if each < 255:
            sizes.append(size)
            size = 0
    return [*sizes, size] if size else sizes


class _Comments:
    """The second packet of a stream: who made it, when and where, on one page or on several."""

    def __init__(self, mark: int) -> None:
        self.mark = mark
        """Bytes at its start that say what it is."""
        self.pages: list[tuple[_Page, int]] = []
        """Each page that it is on, with how many of its bytes belong to it."""
        self.whole = False

    def add(self, page: _Page) -> None:
        """Take the next page."""
        size = 0
        for each in page.lacing:
            size += each
            if each < 255:
                self.whole = True
                break
        self.pages.append((page, size))
        if sum(size for _, size in self.pages) > 20_000_000:
            raise damaged("Its comments are larger than any sound.")

    def blank(self, read: Bytes, found: Walked) -> None:
        """Put spaces in its place, as the name of the program that wrote it, and no comments."""
        total = sum(size for _, size in self.pages)
        closed = self.mark == 7
        vendor = total - self.mark - 8 - closed
        if vendor < 0:
            raise damaged("Its comments are too short to be any.")
        page, _ = self.pages[0]
        new = read.at(page.data, self.mark) + vendor.to_bytes(4, "little") + b" " * vendor + bytes(4)
        new += b"\x01" if closed else b""
        for page, size in self.pages:
            mine, new = new[:size], new[size:]
            whole = bytearray(read.at(page.start, page.size))
            offset = page.data - page.start
            whole[offset : offset + size] = mine
            whole[22:26] = bytes(4)
            whole[22:26] = _checksum(bytes(whole)).to_bytes(4, "little")
            found.overwrite(page.start, bytes(whole))


def _table() -> list[int]:
    made = []
    for number in range(256):
        value = number << 24
        for _ in range(8):
            value = (value << 1 ^ 0x04C11DB7 if value & 0x80000000 else value << 1) & 0xFFFFFFFF
        made.append(value)
    return made


_TABLE = _table()


def _checksum(page: bytes) -> int:
    """Return the checksum of a page whose own is zero (RFC 3533: CRC-32, not reflected, from zero)."""
    value = 0
    for byte in page:
        value = (value << 8 & 0xFFFFFFFF) ^ _TABLE[value >> 24 ^ byte]
    return value

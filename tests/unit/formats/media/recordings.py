"""Recordings made byte by byte, with what real recorders put into them, for tests of what reads them."""

from __future__ import annotations

import struct
from collections.abc import Sequence

import numpy as np

from seedbed.formats.media.ogg import _checksum

PLACE = b"+51.5299-000.0236/"
"""A place as phones write it into what they record."""


def wav(seconds: float = 0.5, *, loud: float = 0.3, extra: bytes = b"") -> bytes:
    """Return 16-bit mono sound at 8 kHz; ``extra`` are more chunks."""
    time = np.arange(int(8000 * seconds)) / 8000
    samples = (np.sin(2 * np.pi * 440 * time) * loud * 32767).astype("<i2").tobytes()
    told = b"fmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 16000, 2, 16)
    body = b"WAVE" + told + extra + b"data" + struct.pack("<I", len(samples)) + samples
    return b"RIFF" + struct.pack("<I", len(body)) + body


def list_chunk(text: bytes = PLACE) -> bytes:
    """Return a chunk of words beside the sound of a WAV."""
    return b"LIST" + struct.pack("<I", 4 + 8 + len(text)) + b"INFOILOC" + struct.pack("<I", len(text)) + text


def _page(serial: int, number: int, granule: int, packets: Sequence[bytes], kind: int = 0) -> bytes:
    lacing = b"".join(bytes([255] * (len(packet) // 255) + [len(packet) % 255]) for packet in packets)
    head = b"OggS\x00" + bytes([kind]) + struct.pack("<qIII", granule, serial, number, 0)
    page = head + bytes([len(lacing)]) + lacing + b"".join(packets)
    return page[:22] + struct.pack("<I", _checksum(page)) + page[26:]


def ogg(packets: int = 50, *, size: int = 80, comment: bytes = b"LOCATION=" + PLACE) -> bytes:
    """Return an Ogg file of Opus packets of 20 ms: real pages around bytes that nobody decodes."""
    head = b"OpusHead" + struct.pack("<BBHIHB", 1, 1, 312, 48000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 4) + b"test" + struct.pack("<II", 1, len(comment)) + comment
    sound = [bytes([number % 251]) * size for number in range(packets)]
    pages = [_page(7, 0, 0, [head], 2), _page(7, 1, 0, [tags]), _page(7, 2, packets * 960, sound, 4)]
    return b"".join(pages)


def element(name: int, content: bytes, *, unknown: bool = False) -> bytes:
    """Return one element of a WebM."""
    told = name.to_bytes((name.bit_length() + 7) // 8, "big")
    size = b"\x01" + b"\xff" * 7 if unknown else b"\x01" + len(content).to_bytes(7, "big")
    return told + size + content


def webm(
    *,
    film: bool = False,
    size: int = 60,
    tags: bytes = PLACE,
    unknown: bool = True,
    blocks: int = 40,
    extra: bytes = b"",
) -> bytes:
    """Return a WebM as a browser records it: no sizes said, a cluster of blocks, and tags."""
    sound = element(0xAE, element(0xD7, b"\x01") + element(0x83, b"\x02") + element(0x86, b"A_OPUS"))
    picture = element(0xAE, element(0xD7, b"\x02") + element(0x83, b"\x01") + element(0x86, b"V_VP8"))
    info = element(0x2AD7B1, b"\x0f\x42\x40") + element(0x7BA9, tags) + element(0x5741, tags)
    made = b"".join(
        element(0xA3, b"\x81" + struct.pack(">h", 20 * number) + b"\x80" + bytes([number % 251]) * size)
        for number in range(blocks)
    )
    inside = element(0x1549A966, info) + element(0x1654AE6B, sound + (picture if film else b""))
    inside += element(0x1F43B675, element(0xE7, b"\x00") + made, unknown=unknown)
    inside += element(0x1254C367, element(0x7373, element(0x67C8, element(0x4487, tags)))) + extra
    return element(0x1A45DFA3, element(0x4282, b"webm")) + element(0x18538067, inside, unknown=unknown)


def box(name: bytes, content: bytes) -> bytes:
    """Return one box of an MP4."""
    return struct.pack(">I", 8 + len(content)) + name + content


def _track(kind: bytes, sizes: Sequence[int]) -> bytes:
    times = struct.pack(">IIIII", 0, 3_700_000_000, 3_700_000_000, 1, 0)
    table = box(b"stsz", struct.pack(">III", 0, 0, len(sizes)) + b"".join(struct.pack(">I", size) for size in sizes))
    media = box(b"mdhd", times) + box(b"hdlr", bytes(8) + kind + bytes(12)) + box(b"minf", box(b"stbl", table))
    return box(b"trak", box(b"tkhd", times) + box(b"mdia", media) + box(b"udta", PLACE))


def mp4(*kinds: bytes, brand: bytes = b"isom", size: int = 200, place: bytes = PLACE) -> bytes:
    """Return an MP4 with a track of each kind, its place as phones write it, and sound that nobody decodes."""
    head = box(b"mvhd", struct.pack(">IIIII", 0, 3_700_000_000, 3_700_000_000, 1000, 2500) + bytes(80))
    added = box(b"udta", box(b"\xa9xyz", struct.pack(">HH", len(place), 0) + place)) + box(b"meta", place)
    tracks = b"".join(_track(kind, [size] * 9 + [size + 1]) for kind in kinds)
    return box(b"ftyp", brand + bytes(4)) + box(b"moov", head + tracks + added) + box(b"mdat", bytes(size))


def mp3(frames: int = 20, *, tag: bytes = PLACE) -> bytes:
    """Return frames of MPEG-1 layer III at 64 kbit/s and 44.1 kHz, with a tag before them and one after."""
    frame = b"\xff\xfb\x50\x00" + bytes(208 - 4)
    before = b"ID3\x04\x00\x00" + bytes([0, 0, 0, len(tag)]) + tag
    return before + frame * frames + b"TAG" + tag.ljust(125, b"\x00")

"""Maps of a few thousand bytes that would fill all memory."""

from __future__ import annotations

import gzip
import struct
import zlib
from pathlib import Path

import pytest

from seedbed.errors import BadInputError
from seedbed.formats.osm_streets import read_streets
from seedbed.formats.osm_swelling import check_packed, check_pbf
from tests.osm_files import OsmFile, as_pbf


def number(value: int) -> bytes:
    """Write a whole number as protocol buffers do."""
    pieces = []
    while value > 127:
        pieces.append(value & 127 | 128)
        value >>= 7
    return bytes([*pieces, value])


def text(field: int, value: bytes) -> bytes:
    return number(field << 3 | 2) + number(len(value)) + value


def said(field: int, value: int) -> bytes:
    return number(field << 3) + number(value)


def block(kind: bytes, inside: bytes) -> bytes:
    header = text(1, kind) + said(3, len(inside))
    return struct.pack(">I", len(header)) + header + inside


def packed(content: bytes, says: int | None = None) -> bytes:
    return said(2, len(content) if says is None else says) + text(3, zlib.compress(content, 9))


START = block(b"OSMHeader", packed(text(4, b"OsmSchema-V0.6") + text(4, b"DenseNodes")))


def nodes(count: int) -> bytes:
    """A block of nodes, each one further than the one before."""
    dense = text(1, b"\x02" * count) + text(8, b"\x02" * count) + text(9, b"\x02" * count)
    return text(1, text(1, b"")) + text(2, text(2, dense))


def test_a_pbf_whose_blocks_swell_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.osm.pbf"
    path.write_bytes(START + block(b"OSMData", packed(nodes(8_000_000))) * 2)
    with pytest.raises(BadInputError, match="swells too much"):
        read_streets(path)


@pytest.mark.parametrize(
    "inside",
    [
        packed(b"", says=31 * 1024**2) + said(2, 5),
        said(2, 5) + packed(b"", says=31 * 1024**2),
        text(3, zlib.compress(b"")) + said(2, 31 * 1024**2),
    ],
    ids=["said again smaller", "said again larger", "said at the end"],
)
def test_the_most_that_a_block_says_counts(inside: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bomb.osm.pbf"
    path.write_bytes(START + block(b"OSMData", inside) * 2)
    with pytest.raises(BadInputError, match="swells too much"):
        check_pbf(path)


@pytest.mark.parametrize(
    "end",
    [
        b"\x00",
        b"\xff\xff\xff\xff",
        struct.pack(">I", 9) + b"ab",
        struct.pack(">I", 4) + said(3, 10_000)[:4] + b"",
        struct.pack(">I", 3) + b"\x18\xff\xff",
        struct.pack(">I", 11) + b"\x18" + b"\xff" * 10,
        block(b"OSMData", b"\x0d\x00\x00\x00\x00"),
    ],
    ids=["no length", "huge header", "short header", "short block", "half a number", "endless number", "odd field"],
)
def test_broken_blocks_are_refused(end: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bad.osm.pbf"
    path.write_bytes(START + end)
    with pytest.raises(BadInputError, match="damaged or cut short"):
        check_pbf(path)


def test_a_real_pbf_is_read(tmp_path: Path) -> None:
    osm = OsmFile()
    osm.row_of_nodes(2000)
    osm.way(1, range(1, 2001), {"highway": "footway"})
    assert read_streets(as_pbf(osm.write(tmp_path / "town.osm"))).edge_count == 1999


def test_packed_xml_that_swells_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.osm.gz"
    path.write_bytes(gzip.compress(b"<osm>" + b" " * 60_000_000 + b"</osm>"))
    with pytest.raises(BadInputError, match="swells too much"):
        read_streets(path)


def test_packed_xml_that_is_cut_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cut.osm.gz"
    path.write_bytes(gzip.compress(b"<osm>" + bytes(range(256)) * 4000 + b"</osm>")[:-300])
    with pytest.raises(BadInputError, match="packed with gzip"):
        check_packed(path)


def test_xml_whose_entities_swell_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "town.osm"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE osm [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
        '<osm version="0.6"><node id="1" lat="1" lon="1"><tag k="name" v="&b;"/></node></osm>',
        encoding="utf-8",
    )
    with pytest.raises(BadInputError, match="damaged"):
        read_streets(path)

"""Points as Mapbox Vector Tiles, version 2.1: what maps in browsers draw piece by piece.

Source: the specification at https://github.com/mapbox/vector-tile-spec/tree/master/2.1 (CC BY 3.0 US), encoded with
Protocol Buffers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

Value = str | int | bool
TilePoint = tuple[int, int, Mapping[str, Value]]
"""Place on the tile from its north-west corner, and what is known of it."""

VERSION, EXTENT = 2, 4096
POINT, MOVE_TO_ONCE = 1, 9
_WHOLE, _TEXT, _TRUTH = 5, 1, 7
"""Numbers of the fields of a value: a whole number of 0 or more, a text, a truth."""


def point_tile(layer: str, points: Sequence[TilePoint]) -> bytes:
    """Return one layer of points as a vector tile; no bytes where there are no points.

    Parameters
    ----------
    layer
        Its name, under which a map's style asks for it.
    points
        Places in units of the tile (`EXTENT` across) and properties: texts, whole numbers of 0 or more, truths.
    """
    if not points:
        return b""
    keys: dict[str, int] = {}
    values: dict[tuple[type, Value], int] = {}
    features = b"".join(_field(2, _feature(point, keys, values)) for point in points)
    head = _field(1, layer.encode())
    tables = b"".join(_field(3, key.encode()) for key in keys)
    tables += b"".join(_field(4, _value(value)) for _, value in values)
    return _field(3, head + features + tables + _number(5, EXTENT) + _number(15, VERSION))


def _feature(point: TilePoint, keys: dict[str, int], values: dict[tuple[type, Value], int]) -> bytes:
    x, y, properties = point
    tags = b"".join(varint(each) for each in _tags(properties, keys, values))
    geometry = varint(MOVE_TO_ONCE) + varint(zigzag(x)) + varint(zigzag(y))
    return _field(2, tags) + _number(3, POINT) + _field(4, geometry)


def _tags(
    properties: Mapping[str, Value], keys: dict[str, int], values: dict[tuple[type, Value], int]
) -> Iterator[int]:
    """Number each key and value on first sight; a truth and a number that Python holds equal stay apart."""
    for key, value in properties.items():
        yield keys.setdefault(key, len(keys))
        yield values.setdefault((type(value), value), len(values))


def _value(value: Value) -> bytes:
    if isinstance(value, str):
        return _field(_TEXT, value.encode())
    return _number(_TRUTH if isinstance(value, bool) else _WHOLE, int(value))


def _field(number: int, content: bytes) -> bytes:
    return varint(number << 3 | 2) + varint(len(content)) + content


def _number(number: int, value: int) -> bytes:
    return varint(number << 3) + varint(value)


def varint(value: int) -> bytes:
    """Return a whole number of 0 or more as Protocol Buffers writes it: seven bits a byte, the lowest first."""
    written = bytearray()
    while value > 0x7F:
        written.append(value & 0x7F | 0x80)
        value >>= 7
    written.append(value)
    return bytes(written)


def zigzag(value: int) -> int:
    """Return a whole number as one of 0 or more: 0, -1, 1, -2 become 0, 1, 2, 3."""
    return 2 * value if value >= 0 else -2 * value - 1

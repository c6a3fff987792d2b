"""Text as the JavaScript library lz-string packs it into UTF-16: 15 bits a character.

An LZ78 code: numbers of growing width stand for strings told before. 0 and 1 bring a new character of 8 or 16 bits, 2
ends the text, and each number but the first also teaches the string before it with one more character.
"""

from __future__ import annotations

BITS, OFFSET = 15, 32
NEW_8, NEW_16, END, FIRST = 0, 1, 2, 3
LONGEST_PACKED, LONGEST = 4_000_000, 32_000_000
"""Characters that are unpacked, and that they may unpack to."""


class _Widths:
    """How many bits the next number has."""

    def __init__(self, bits: int, left: int) -> None:
        self.bits, self.left = bits, left

    def step(self) -> None:
        self.left -= 1
        if self.left == 0:
            self.left = 2**self.bits
            self.bits += 1


class _Bits:
    """Numbers from a row of bits, the lowest first."""

    def __init__(self, packed: str) -> None:
        self._bits = "".join(f"{ord(each) - OFFSET:015b}" for each in packed)
        self._at = 0

    def take(self, width: int) -> int:
        part = self._bits[self._at : self._at + width]
        if len(part) < width:
            raise ValueError("it ends before its end mark")
        self._at += width
        return int(part[::-1], 2)


def decompress(packed: str) -> str:
    """Return the text of what `compress`, or lz-string's compressToUTF16, gave.

    Raises
    ------
    ValueError
        If it is damaged, or too long.
    """
    if len(packed) > LONGEST_PACKED:
        raise ValueError(f"it has more than {LONGEST_PACKED:,} characters")
    if any(not 0 <= ord(each) - OFFSET < 2**BITS for each in packed):
        raise ValueError("a character of it does not belong there")
    bits, widths = _Bits(packed), _Widths(2, 1)
    known: list[str] = [""] * FIRST
    parts: list[str] = []
    before, length = "", 0
    while (number := bits.take(widths.bits)) != END:
        if number in (NEW_8, NEW_16):
            known.append(chr(bits.take(8 if number == NEW_8 else 16)))
            number = len(known) - 1
            widths.step()
        if number > len(known) or (number == len(known) and not before):
            raise ValueError("it refers to what it does not hold")
        entry = known[number] if number < len(known) else before + before[0]
        parts.append(entry)
        length += len(entry)
        if length > LONGEST:
            raise ValueError(f"it unpacks to more than {LONGEST:,} characters")
        if before:
            known.append(before + entry[0])
            widths.step()
        before = entry
    return _joined("".join(parts))


def compress(text: str) -> str:
    """Return a text packed so that lz-string's decompressFromUTF16 reads it."""
    units = text.encode("utf-16-le", "surrogatepass")
    known: dict[str, int] = {}
    new: set[str] = set()
    widths, bits = _Widths(2, 2), []
    before = ""

    def tell(string: str) -> None:
        if string in new:
            new.remove(string)
            wide = ord(string) > 255
            bits.append(_lowest_first(NEW_16 if wide else NEW_8, widths.bits))
            bits.append(_lowest_first(ord(string), 16 if wide else 8))
            widths.step()
        else:
            bits.append(_lowest_first(known[string], widths.bits))
        widths.step()

    for place in range(0, len(units), 2):
        unit = chr(units[place] | units[place + 1] << 8)
        if unit not in known:
            known[unit] = len(known) + FIRST
            new.add(unit)
        if before + unit in known:
            before += unit
            continue
        tell(before)
        known[before + unit] = len(known) + FIRST
        before = unit
    if before:
        tell(before)
    bits.append(_lowest_first(END, widths.bits))
    row = "".join(bits)
    row += "0" * (BITS - len(row) % BITS)
    return "".join(chr(int(row[at : at + BITS], 2) + OFFSET) for at in range(0, len(row), BITS)) + " "


def _lowest_first(number: int, width: int) -> str:
    return f"{number:0{width}b}"[::-1]


def _joined(units: str) -> str:
    """Return text in which the halves of characters beyond 16 bits are one."""
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

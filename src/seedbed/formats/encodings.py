"""Text of which nobody says in what encoding it is."""

from __future__ import annotations

import codecs

from seedbed.errors import BadInputError

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decoded(content: bytes, name: str) -> tuple[str, str]:
    """Return a text, and a note where its encoding had to be guessed.

    A mark at its start decides; then UTF-8; then Windows-1252, as old programmes of Western Europe write.

    Raises
    ------
    BadInputError
        If it holds zero bytes or is none of these: it is no text.
    """
    encoding = next((each for mark, each in _MARKS if content.startswith(mark)), "")
    try:
        if not encoding and b"\0" in content:
            raise _no_text(name)
        text = content.decode(encoding or "utf-8")
        if "\0" in text:
            raise _no_text(name)
        return text, ""
    except UnicodeDecodeError:
        if encoding:
            raise _no_text(name) from None
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        raise _no_text(name) from None
    return text, "It is not UTF-8; it was read as Windows-1252. Check letters with accents."


def _no_text(name: str) -> BadInputError:
    return BadInputError(
        "The file cannot be read.", f"{name}: it is no text in UTF-8, UTF-16 or Windows-1252.", "Export it again."
    )

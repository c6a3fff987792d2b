"""A document as JSON, a piece at a time: the text of millions of rows never stands in memory whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from seedbed.formats.files import write_whole

AT_ONCE = 5_000
"""Entries of a list that are written together."""


def json_pieces(document: BaseModel) -> Iterator[str]:
    """Give the text of a document piece by piece: together it is ``model_dump_json(by_alias=True, indent=2)``."""
    before = "{\n"
    for name in type(document).model_fields:
        value = getattr(document, name)
        blocks = [value]
        if isinstance(value, list) and len(value) > AT_ONCE:
            blocks = [value[start : start + AT_ONCE] for start in range(0, len(value), AT_ONCE)]
        for place, block in enumerate(blocks):
            text = _member(document, name, block)
            last = place == len(blocks) - 1
            # A list in blocks: all but the first leave out its opening, all but the last its end.
            start = text.index("[\n") + 2 if place else 0
            yield before + (text[start:] if last else text[start : text.rindex("\n  ]")])
            before = ",\n"
    yield "\n}\n" if before != "{\n" else "{}\n"


def write_json(document: BaseModel, path: Path) -> None:
    """Write a document to a file, whole or not at all.

    Raises
    ------
    UsageError
        If the file cannot be written to.
    UserError
        If the disk is full.
    """
    with write_whole(path) as temporary, temporary.open("w", encoding="utf-8") as file:
        file.writelines(json_pieces(document))


def _member(document: BaseModel, name: str, value: Any) -> str:
    """Return the line or lines of one member, without the document's own brackets."""
    part = document.model_copy(update={name: value})
    return part.model_dump_json(by_alias=True, indent=2, include={name})[2:-2]

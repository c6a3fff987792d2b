"""XML of maps, read element by element: a file of 50,000 factors is never a tree of all of it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from seedbed.formats.systems.gathering import bad_map

if TYPE_CHECKING:
    from lxml.etree import _Element

NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
DEEPEST = 64


def parts(content: bytes, name: str) -> Iterator[tuple[str, str, _Element]]:
    """Give each element's start and end with its name, and let go of it after its end.

    Raises
    ------
    BadInputError
        If it is no whole XML, is too deep, or brings a document type or entities of its own.
    """
    from lxml import etree

    reader = etree.iterparse(
        io.BytesIO(content.lstrip(b" \t\r\n")),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    depth = 0
    try:
        for event, element in reader:
            if depth == 0 and event == "start":
                told = element.getroottree().docinfo
                if told.internalDTD is not None or told.doctype:
                    raise bad_map(name, "it brings a document type of its own, which may hide other things")
            depth += 1 if event == "start" else -1
            if depth > DEEPEST:
                raise bad_map(name, f"its parts stand inside each other more than {DEEPEST} deep")
            yield event, local(element), element
    except (etree.XMLSyntaxError, LookupError, ValueError) as error:
        # The parser's own text names a file that nobody sent.
        told = (str(getattr(error, "msg", error)).splitlines() or ["it is damaged"])[0][:160]
        raise bad_map(name, f"it is no whole XML ({told})") from error


def local(element: _Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def let_go(element: _Element) -> None:
    """Forget an element that was read, and those before it."""
    element.clear(keep_tail=False)
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def text(value: object) -> str:
    """Return text as it stands in XML; characters that XML cannot hold are left out."""
    return escape(NOT_XML.sub("", str(value)))


def quoted(value: object) -> str:
    """Return an attribute's value with its quotes."""
    return quoteattr(NOT_XML.sub("", str(value)), {"\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})

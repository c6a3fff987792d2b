"""XML that phones and strangers send: measured first, read without entities, document types or network."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from seedbed.errors import BadInputError

if TYPE_CHECKING:
    from lxml import etree

LARGEST_XML = 2_000_000
"""Bytes of one form or submission; a form of 2,000 questions in six languages is a quarter of this."""
MOST_ELEMENTS = 50_000
DEEPEST = 64
WHAT = "This XML cannot be taken."
AGAIN = "Send it again as the phone or programme wrote it."


def bad_xml(why: str, next_step: str = AGAIN) -> BadInputError:
    """Return the error for XML that is not taken."""
    return BadInputError(WHAT, why, next_step)


def read_xml(content: bytes, largest: int = LARGEST_XML) -> etree._Element:
    """Return the root of an XML document that a stranger sent.

    Parameters
    ----------
    content
        The bytes, in the encoding that they declare.
    largest
        Bytes it may have.

    Raises
    ------
    BadInputError
        If it is too large, too deep, is no XML, or brings a document type or entities of its own.
    """
    from lxml import etree

    if len(content) > largest:
        raise bad_xml(f"It has {len(content):,} bytes; at most {largest:,} are read.", "Send a smaller one.")
    if not content.strip():
        raise bad_xml("It is empty.")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        # Old programmes leave an empty line before the declaration, which XML does not allow.
        root = etree.fromstring(content.lstrip(b" \t\r\n"), parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        told = (str(error).splitlines() or ["it is damaged"])[0][:160]
        raise bad_xml(f"It is no whole XML ({told}).") from error
    tree = root.getroottree()
    if tree.docinfo.internalDTD is not None or tree.docinfo.doctype:
        raise bad_xml("It brings a document type of its own, which may hide other things.")
    _check_shape(root)
    return root


def _check_shape(root: etree._Element) -> None:
    for number, (event, _) in enumerate(_walk(root)):
        if event > DEEPEST:
            raise bad_xml(f"Its elements stand more than {DEEPEST} deep in each other.")
        if number >= MOST_ELEMENTS:
            raise bad_xml(f"It has more than {MOST_ELEMENTS:,} elements.")


def _walk(root: etree._Element) -> list[tuple[int, etree._Element]]:
    """Return elements with their depth, no more than are allowed and one."""
    found: list[tuple[int, etree._Element]] = []
    waiting = [(1, root)]
    while waiting and len(found) <= MOST_ELEMENTS:
        depth, element = waiting.pop()
        found.append((depth, element))
        if depth > DEEPEST:
            break
        waiting.extend((depth + 1, child) for child in elements_of(element))
    return found


def elements_of(element: etree._Element) -> list[etree._Element]:
    """Return the elements in an element, without comments and the like."""
    return [child for child in element if isinstance(child.tag, str)]


def name_of(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    return cast("str", element.tag).rpartition("}")[2]


def text_of(element: etree._Element) -> str:
    """Return the text that stands directly in an element, without spaces around it."""
    return "".join([element.text or "", *(child.tail or "" for child in element)]).strip()

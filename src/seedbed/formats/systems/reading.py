"""Read a system map, whatever the format of its file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from seedbed.errors import BadInputError, UsageError
from seedbed.formats.encodings import decoded
from seedbed.formats.systems.edge_list import read_edge_list
from seedbed.formats.systems.fcm_lists import are_experts, is_list, read_experts, read_fcm_list
from seedbed.formats.systems.gexf import read_gexf
from seedbed.formats.systems.gml import read_gml
from seedbed.formats.systems.graphml import read_graphml
from seedbed.formats.systems.kumu import read_kumu
from seedbed.formats.systems.limits import ALL, Most, at_most
from seedbed.formats.systems.loopy import is_loopy, read_loopy
from seedbed.formats.systems.matrix import is_square, read_matrix
from seedbed.formats.systems.prsm import read_prsm
from seedbed.formats.systems.read_map import ReadMap
from seedbed.formats.systems.refi import read_refi
from seedbed.formats.systems.sheets import read_sheets

Reader = Callable[[bytes, str], ReadMap]
READERS: dict[str, Reader] = {
    "edge-list": read_edge_list,
    "matrix": read_matrix,
    "fcm-list": read_fcm_list,
    "experts": read_experts,
    "prsm": read_prsm,
    "prsm-xlsx": read_sheets,
    "kumu": read_kumu,
    "kumu-xlsx": read_sheets,
    "graphml": read_graphml,
    "gexf": read_gexf,
    "gml": read_gml,
    "loopy": read_loopy,
    "refi": read_refi,
}
ENDINGS = {
    ".prsm": "prsm",
    ".xlsx": "prsm-xlsx",
    ".graphml": "graphml",
    ".gexf": "gexf",
    ".gml": "gml",
    ".loopy": "loopy",
    ".qdpx": "refi",
    ".qde": "refi",
}
TABLES, JSON = frozenset({".csv", ".tsv", ".txt"}), ".json"
STOCKS = "It ends in {ending}, so it is a model of stocks and flows, which is not a map of factors and links."
NOT_READ = {each: STOCKS.format(ending=each) for each in (".mdl", ".vpmx", ".stmx", ".itmx", ".xmile")} | {
    each: f"It ends in {each}: Graphviz files are written here for printing, and not read." for each in (".dot", ".gv")
}
"""Why files with an ending that is well known are not read."""
LARGEST = 64_000_000
"""Bytes of a file that are read."""


def read_map(
    source: Path | bytes,
    *,
    format: str | None = None,  # noqa: A002 - the word people use
    name: str = "",
    most: Most = ALL,
) -> ReadMap:
    """Read a map.

    Parameters
    ----------
    source
        A file, or its content.
    format
        Name of the format; without it, that of the file's ending and content.
    name
        Name of the file whose content it is.
    most
        How many factors and links are read.

    Raises
    ------
    BadInputError
        If the file cannot be read, is not of the format or has more than is read; names the file and the row.
    UsageError
        For a format that is not known.
    """
    called = source.name if isinstance(source, Path) else name
    told = called or "the file"
    ending = Path(called).suffix.casefold()
    if format is None and ending not in {*ENDINGS, *TABLES, JSON}:
        raise _unknown(told, None)
    if format is not None and format not in READERS:
        raise _unknown(told, format)
    content = source if isinstance(source, bytes) else _content(source)
    if len(content) > LARGEST:
        raise _large(told, len(content))
    with at_most(most):
        return READERS[format or _format_of(ending, content, told)](content, told)


def _format_of(ending: str, content: bytes, name: str) -> str:
    if ending in TABLES:
        text, _ = decoded(content, name)
        if is_list(text):
            return "fcm-list"
        return "matrix" if is_square(text, name) else "edge-list"
    return _kind_of_json(content, name) if ending == JSON else ENDINGS[ending]


def _kind_of_json(content: bytes, name: str) -> str:
    try:
        held = json.loads(decoded(content, name)[0])
    except (ValueError, RecursionError):
        return "prsm"
    if is_loopy(held):
        return "loopy"
    if are_experts(held):
        return "experts"
    return "prsm" if isinstance(held, dict) and isinstance(held.get("nodes"), list) else "kumu"


def _unknown(name: str, format: str | None) -> UsageError:  # noqa: A002 - the word people use
    if format is not None:
        known = f"Say which of these it is: {', '.join(sorted(READERS))}."
        return UsageError(f"No way is known to read the map in {name}.", f'"{format}" is not a format of maps.', known)
    ending = Path(name).suffix.casefold()
    why = NOT_READ.get(ending, "Its ending does not say which format it is.")
    endings = ", ".join(sorted({*ENDINGS, *TABLES, JSON}))
    return UsageError(
        f"No way is known to read the map in {name}.",
        why,
        f"Save it so that its name ends in one of these: {endings}. On the command line, --format says what it is.",
    )


def _large(name: str, size: int) -> BadInputError:
    why = f"{name} has {size / 1e6:,.0f} MB; at most {LARGEST / 1e6:,.0f} MB are read."
    return BadInputError("The map is too large.", why, "Take parts of it out and try again.")


def _content(path: Path) -> bytes:
    if path.exists() and path.stat().st_size > LARGEST:
        raise _large(path.name, path.stat().st_size)
    try:
        return path.read_bytes()
    except OSError as error:
        why = f"{path}: {error.strerror or error}."
        raise BadInputError("The map cannot be read.", why, "Check the name and the permissions.") from error

"""Write a system map in the format of another program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from seedbed.analysis.systems.types import SystemMap
from seedbed.errors import UsageError
from seedbed.formats.files import write_whole
from seedbed.formats.systems.dot import write_dot
from seedbed.formats.systems.edge_list import write_edge_list
from seedbed.formats.systems.gexf import write_gexf
from seedbed.formats.systems.gml import write_gml
from seedbed.formats.systems.graphml import write_graphml
from seedbed.formats.systems.kumu import write_kumu
from seedbed.formats.systems.loopy import write_loopy
from seedbed.formats.systems.matrix import write_matrix
from seedbed.formats.systems.prsm import write_prsm
from seedbed.formats.systems.refi_out import write_refi
from seedbed.formats.systems.sheets import write_kumu_sheets, write_prsm_sheets

WRITERS: dict[str, Callable[[SystemMap], bytes]] = {
    "prsm": write_prsm,
    "prsm-xlsx": write_prsm_sheets,
    "kumu": write_kumu,
    "kumu-xlsx": write_kumu_sheets,
    "graphml": write_graphml,
    "gexf": write_gexf,
    "gml": write_gml,
    "dot": write_dot,
    "edge-list": write_edge_list,
    "matrix": write_matrix,
    "loopy": write_loopy,
    "refi": write_refi,
}
ENDING = {
    "prsm": ".prsm",
    "prsm-xlsx": ".xlsx",
    "kumu": ".json",
    "kumu-xlsx": ".xlsx",
    "graphml": ".graphml",
    "gexf": ".gexf",
    "gml": ".gml",
    "dot": ".dot",
    "edge-list": ".csv",
    "matrix": ".csv",
    "loopy": ".loopy",
    "refi": ".qdpx",
}
"""Of each format that is written, the ending of its files; the first of two alike is meant by the ending alone."""


def format_of(path: Path, wanted: str | None = None) -> str:
    """Return the format to write a file in: the one wanted, or that of its ending.

    Raises
    ------
    UsageError
        If there is none.
    """
    by_ending = {ending: name for name, ending in reversed(ENDING.items())} | {".gv": "dot"}
    chosen = wanted or by_ending.get(path.suffix.casefold())
    if chosen not in WRITERS:
        raise UsageError(
            f"No way is known to write the map to {path.name}.",
            f'"{wanted}" is not a format that is written.' if wanted else "Its ending does not say which format.",
            f"Say which of these it is: {', '.join(sorted(WRITERS))}.",
        )
    return chosen


def write_map(of: SystemMap, path: Path, *, format: str | None = None) -> str:  # noqa: A002 - the word people use
    """Write a map, whole or not at all, and return the format's name.

    Raises
    ------
    UsageError
        If the format is not known, or the file cannot be written.
    """
    chosen = format_of(path, format)
    content = WRITERS[chosen](of)
    with write_whole(path) as temporary:
        temporary.write_bytes(content)
    return chosen

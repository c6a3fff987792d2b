"""Maps of PRSM (``.prsm``): JSON, plain in version 1 and packed by lz-string into UTF-16 since.

Our fields are attributes with titles, which PRSM shows; the direction of a link is also its label, + or -.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from seedbed.analysis.systems.types import SystemMap
from seedbed.formats.encodings import decoded
from seedbed.formats.systems.fields import factor_cells, link_cells, number_of, tidy
from seedbed.formats.systems.gathering import Gathering, bad_map
from seedbed.formats.systems.json_text import Entry, cells_of, entries, read_json, text_of, whole
from seedbed.formats.systems.lz_string import compress, decompress
from seedbed.formats.systems.read_map import ReadMap
from seedbed.thread.payloads.choices import FactorRole, Polarity

DRAWN = frozenset(
    (
        "id",
        "label",
        "title",
        "note",
        "grp",
        "x",
        "y",
        "color",
        "font",
        "borderWidth",
        "borderWidthSelected",
        "shape",
        "shapeProperties",
        "margin",
        "scaling",
        "value",
        "thumbUp",
        "thumbDown",
        "created",
        "modified",
        "from",
        "to",
        "arrows",
        "dashes",
        "width",
        "selectionWidth",
        "smooth",
        "level",
        "fixed",
        "hidden",
        "nodeHidden",
        "edgeHidden",
        "labelHighlightBold",
        "oldLabel",
        "oldFont",
        "oldFontColor",
        "widthConstraint",
        "heightConstraint",
        "image",
        "locked",
        "clusteredIn",
        "opacity",
        "physics",
        "group",
        "clearHidden",
        "permanent",
        "thickness",
        "bc",
        "text_style",
        "borderStyle",
        "val",
    )
)
"""Keys of factors and links that say how they are drawn, or that are read by themselves."""
OURS = "seedbed_"
SIGNS = {Polarity.SAME: "+", Polarity.OPPOSITE: "-", Polarity.UNCERTAIN: "?"}
COLOURS = {FactorRole.ORDINARY: "#ffffff", FactorRole.OUTCOME: "#ffd8a8", FactorRole.INTERVENTION: "#b2d8ff"}
LINE = {Polarity.SAME: "#005eb8", Polarity.OPPOSITE: "#b00020", Polarity.UNCERTAIN: "#425563"}
SAID = (
    (re.compile(r"positive|(?<!\w)\+\s?ve\b"), "same"),
    (re.compile(r"negative|(?<!\w)[-\u2212\u2013]\s?ve\b"), "opposite"),
)
"""Words in the name of a link's style, and the direction they say."""
DASHED = {Polarity.UNCERTAIN: [10, 10]}
VERSION = "2.0.0"


def read_prsm(content: bytes, name: str) -> ReadMap:
    """Read a map of PRSM.

    Raises
    ------
    BadInputError
        If it is damaged.
    """
    held = read_json(unpacked(content, name), name)
    if not isinstance(held, dict) or not isinstance(held.get("nodes"), list):
        raise bad_map(name, "it holds no list of factors (nodes)", "Save it again in PRSM.")
    gathering = Gathering(name)
    titles = held.get("attributeTitles")
    titles = {str(key): text_of(told) for key, told in titles.items()} if isinstance(titles, dict) else {}
    for number, node in entries(held["nodes"]):
        cells = {"note": note_of(node.get("note") or node.get("title")), **_named(node, titles)}
        place = number_of(node.get("x")), number_of(node.get("y"))
        identifier = text_of(node.get("id")) or text_of(node.get("label"))
        gathering.factor(f"factor {number}", identifier, text_of(node.get("label")), cells, place)
    styles = _style_words(held)
    for number, edge in entries(held.get("edges")):
        cells = {"because": note_of(edge.get("note") or edge.get("title")), "label": text_of(edge.get("label"))}
        cells |= {"style": styles.get(text_of(edge.get("grp")), "")} | _named(edge, titles)
        _sign_by_style(cells)
        ends = text_of(edge.get("from")), text_of(edge.get("to"))
        gathering.link(f"link {number}", text_of(edge.get("id")), *ends, cells)
    title = text_of(held.get("mapTitle"))
    return gathering.finished(name="" if title == "Untitled map" else title, note=note_of(held.get("description")))


def unpacked(content: bytes, name: str) -> str:
    """Return the JSON of a file, packed or not.

    Raises
    ------
    BadInputError
        If it is damaged.
    """
    text = decoded(content, name)[0].removeprefix("\ufeff")
    if text.lstrip()[:1] == "{":
        return text
    try:
        return decompress(text.rstrip("\r\n"))
    except ValueError as error:
        raise bad_map(name, f"it is no map of PRSM, or damaged: {error}", "Save it again in PRSM.") from error


def write_prsm(of: SystemMap) -> bytes:
    """Return the file of a map, packed as PRSM itself saves it."""
    return compress(whole(prsm_object(of))).encode()


def prsm_object(of: SystemMap) -> dict[str, Any]:
    """Return what the file of a map says."""
    now = datetime.now(UTC)
    nodes = [_node(each, number) for number, each in enumerate(of.factors)]
    edges = [_edge(each) for each in of.links]
    ours = dict.fromkeys(key for entry in (*nodes, *edges) for key in entry if key.startswith(OURS))
    return {
        "saved": f"{now:%d/%m/%Y, %H:%M:%S}",
        "version": VERSION,
        "room": "",
        "mapTitle": of.name or "Untitled map",
        "lastNodeSample": "group0",
        "lastLinkSample": "edge0",
        "buttons": {"snapToGrid": False, "curve": "Curved", "background": "#ffffff", "legend": False, "sizing": "Off"},
        "attributeTitles": {key: key.removeprefix(OURS) for key in ours},
        "styles": {"nodes": {}, "edges": {}},
        "nodes": nodes,
        "edges": edges,
        "history": [],
        **({"description": _delta(of.note)} if of.note else {}),
    }


def note_of(value: Any) -> str:
    """Return a note as plain text: a Quill delta, or text."""
    if not isinstance(value, dict):
        return text_of(value).strip()
    parts = [each.get("insert") for _, each in entries(value.get("ops"))]
    # The delta's text ends with a line break of its own, which is not the writer's.
    return "".join(part for part in parts if isinstance(part, str)).removesuffix("\n")


def _delta(note: str) -> dict[str, Any]:
    return {"ops": [{"insert": f"{note}\n"}]}


def _named(entry: Entry, titles: Mapping[str, str]) -> dict[str, str]:
    """Return attributes by the titles that people gave them."""
    found = {}
    for key, told in cells_of(entry, DRAWN).items():
        if told:
            found[key.removeprefix(OURS) if key.startswith(OURS) else tidy(titles.get(key, "")) or key] = told
    return found


def _style_words(held: Entry) -> dict[str, str]:
    styles = held.get("styles")
    edges = styles.get("edges") if isinstance(styles, dict) else None
    found = {}
    for key, style in edges.items() if isinstance(edges, dict) else ():
        found[str(key)] = text_of(style.get("groupLabel")) if isinstance(style, dict) else ""
    return {key: told for key, told in found.items() if told and told != "Sample"}


def _sign_by_style(cells: dict[str, str]) -> None:
    """Take the direction of a link from the name of its style, as in a legend: "Positive influence", "-ve"."""
    told = cells["style"].casefold()
    if "polarity" in cells or not told:
        return
    says = [sign for words, sign in SAID if words.search(told)]
    if len(says) == 1 and not cells["label"]:
        cells["polarity"] = says[0]


def _node(factor: Any, number: int) -> dict[str, Any]:
    cells = factor_cells(factor)
    note = cells.pop("note", "")
    colour = {"border": "#212b32", "background": COLOURS[factor.role]}
    x, y = (
        (200.0 * (number % 6), 110.0 * (number // 6)) if factor.x is None or factor.y is None else (factor.x, factor.y)
    )
    return {
        "id": factor.identifier,
        "label": factor.name,
        "grp": "group0",
        "x": x,
        "y": y,
        "shape": "box",
        "borderWidth": 1,
        "color": {**colour, "highlight": colour, "hover": colour},
        "font": {"face": "arial", "color": "#000000", "size": 14},
        **({"note": _delta(note)} if note else {}),
        **{f"{OURS}{key}": told for key, told in cells.items()},
    }


def _edge(link: Any) -> dict[str, Any]:
    cells = link_cells(link)
    because, label = cells.pop("because", ""), cells.pop("label", SIGNS[link.polarity])
    line = LINE[link.polarity]
    return {
        "id": link.identifier,
        "from": link.cause,
        "to": link.effect,
        "label": label,
        "grp": "edge0",
        "arrows": {"to": {"enabled": True, "type": "vee"}, "middle": {"enabled": False}, "from": {"enabled": False}},
        "color": {"color": line, "highlight": line, "hover": line, "inherit": False, "opacity": 1},
        "dashes": DASHED.get(link.polarity, False),
        "width": 1 + 4 * link.size,
        "font": {"size": 14, "align": "top"},
        **({"note": _delta(because)} if because else {}),
        **{f"{OURS}{key}": told for key, told in cells.items()},
    }

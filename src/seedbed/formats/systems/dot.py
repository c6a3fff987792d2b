"""DOT, the language of Graphviz: written, so that a map can be laid out and printed there; not read."""

from __future__ import annotations

from seedbed.analysis.systems.types import SystemMap
from seedbed.formats.systems.fields import factor_cells, link_cells
from seedbed.thread.payloads.choices import FactorRole, Polarity

SHAPES = {FactorRole.ORDINARY: "box", FactorRole.OUTCOME: "octagon", FactorRole.INTERVENTION: "house"}
SIGNS = {Polarity.SAME: "+", Polarity.OPPOSITE: "-", Polarity.UNCERTAIN: "?"}
STYLES = {Polarity.SAME: "solid", Polarity.OPPOSITE: "solid", Polarity.UNCERTAIN: "dotted"}
HEADS = {Polarity.SAME: "normal", Polarity.OPPOSITE: "tee", Polarity.UNCERTAIN: "odot"}


def write_dot(of: SystemMap) -> bytes:
    """Return the DOT text of a map; fields that Graphviz does not know are attributes that it passes over."""
    lines = [f"digraph {_quoted(of.name or 'map')} {{"]
    for factor in of.factors:
        told = {"label": factor.name, "shape": SHAPES[factor.role]}
        if factor.x is not None and factor.y is not None:
            # Graphviz counts upward.
            told["pos"] = f"{factor.x:g},{-factor.y:g}"
        lines.append(f"  {_quoted(factor.identifier)} {_listed({**_ours(factor_cells(factor)), **told})};")
    for link in of.links:
        told = {"label": SIGNS[link.polarity], "style": STYLES[link.polarity], "arrowhead": HEADS[link.polarity]}
        told["penwidth"] = f"{0.5 + 3 * link.size:g}"
        ends = f"{_quoted(link.cause)} -> {_quoted(link.effect)}"
        lines.append(f"  {ends} {_listed({**_ours(link_cells(link)), **told})};")
    return "\n".join([*lines, "}", ""]).encode()


def _ours(cells: dict[str, str]) -> dict[str, str]:
    # Attributes that other programs named could mean something to Graphviz, such as a file to draw.
    return {f"seedbed_{name}": told for name, told in cells.items()}


def _listed(told: dict[str, str]) -> str:
    return "[" + ", ".join(f"{_quoted(name)}={_quoted(value)}" for name, value in told.items()) + "]"


def _quoted(told: str) -> str:
    plain = told.replace("\\", "\\\\").replace('"', '\\"').replace("\0", "")
    return '"' + plain.replace("\r", "").replace("\n", "\\n") + '"'

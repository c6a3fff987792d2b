"""Where factors and links come from, on a drawn map: a sign and a colour each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from seedbed.analysis.systems.types import CausalLink, Factor, Source, first_source
from seedbed.reports.svg import PAPER, Drawing
from seedbed.reports.systems.keys import SIZE, Entry, Key, Look, around

Words = Mapping[Source | None, str]
"""What each origin is called; None for what nobody said yet."""
LOOKS: dict[Source | None, Look] = {
    Source.RESIDENTS: Look("#8a4b08", "#fdf0e1"),
    Source.PROFESSIONALS: Look("#003087", "#e4ecf7"),
    Source.DATA: Look("#330072", "#eee6f6"),
    Source.EXPERT: Look("#212b32", PAPER),
    Source.IMPORTED: Look("#4c6272", "#edf0f2"),
    None: Look("#4c6272", PAPER),
}
CORNERS = {
    Source.PROFESSIONALS: [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
    Source.DATA: [(0.0, -1.0), (1.0, 0.9), (-1.0, 0.9)],
    Source.EXPERT: [(0.0, -1.1), (1.1, 0.0), (0.0, 1.1), (-1.1, 0.0)],
    Source.IMPORTED: [(-1.0, -0.9), (1.0, -0.9), (0.0, 1.0)],
}


def key_of_origins(words: Words) -> Key:
    """Return the key of a drawing that says of each factor and link what weighs most of where it comes from."""
    entries = {source: Entry(words[source], look, partial(_sign, source)) for source, look in LOOKS.items()}

    def entry_of(drawn: Factor | CausalLink) -> Entry:
        return entries[first_source(drawn.sources)]

    return Key(list(entries.values()), entry_of, entry_of)


def _sign(source: Source | None, drawing: Drawing, x: float, y: float) -> None:
    """Draw a sign: a circle, square, triangle up, diamond, triangle down, or a question mark."""
    look = LOOKS[source]
    if source is None:
        drawing.text(x, y + 5, "?", 15, text_anchor="middle", font_weight="700", fill=look.dark)
    elif source is Source.RESIDENTS:
        drawing.add("circle", cx=x, cy=y, r=SIZE, fill=look.dark)
    else:
        hollow = source is Source.EXPERT
        drawing.polygon(
            around(CORNERS[source], x, y),
            fill=PAPER if hollow else look.dark,
            stroke=look.dark,
            stroke_width=2 if hollow else None,
        )

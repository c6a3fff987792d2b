"""The table drawn: counts where they are shown, hatching where they are hidden."""

from __future__ import annotations

from collections.abc import Sequence

from seedbed.reports.charts import LEFT, WIDTH
from seedbed.reports.equity.suppress_documents import SuppressCell
from seedbed.reports.svg import BAND, FAINT, INK, LINE, PAPER, QUIET, Drawing, shorten
from seedbed.reports.words import count, letter

ROWS = 40
"""Rows that are drawn; the table holds all."""
COLUMNS = 6
"""Columns that are drawn."""
HEIGHT = 24.0
HEAD = 56.0
NAMES = 110.0
TOTAL = "Total"


def suppress_chart(title: str, columns: Sequence[str], cells: Sequence[SuppressCell]) -> str:
    """Draw a table with its hidden cells hatched, whatever the reason.

    Parameters
    ----------
    title
        What is counted.
    columns
        The columns of categories; the last one runs across, the others down.
    cells
        All cells, margins included.
    """
    placed = {_place(cell, columns): cell for cell in cells}
    rows = _ordered([row for row, _ in placed])[:ROWS]
    across = _ordered([column for _, column in placed])[:COLUMNS]
    drawing = Drawing(title, _description(cells, columns), WIDTH, height=HEAD + HEIGHT * len(rows) + 8)
    _legend(drawing)
    width = (WIDTH - LEFT - NAMES - 8) / max(len(across), 1)
    narrow = any(shorten(name, width - 6, 12) != name for name in across)
    for number, name in enumerate(across):
        x = NAMES + LEFT + width * (number + 1) - 6
        drawing.text(x, HEAD - 8, letter(number) if narrow else name, 12, fill=QUIET, text_anchor="end")
    if narrow:
        _key(drawing, across)
    for line, row in enumerate(rows):
        top = HEAD + HEIGHT * line
        weight = "700" if row == TOTAL else None
        drawing.text(LEFT, top + 16, shorten(row, NAMES - 6, 12), 12, font_weight=weight)
        for number, name in enumerate(across):
            cell = placed.get((row, name))
            if cell is not None:
                _cell(drawing, cell, (NAMES + LEFT + width * number, top), width)
    return drawing.svg()


def _key(drawing: Drawing, across: Sequence[str]) -> None:
    """Write below the table, two in a line, what the letters above its columns stand for."""
    for number, name in enumerate(across):
        x, y = LEFT + (number % 2) * WIDTH / 2, drawing.height + 10 + 18 * (number // 2)
        drawing.text(x, y, shorten(f"{letter(number)}  {name}", WIDTH / 2 - 12, 12), 12, fill=INK)
    drawing.height += 18 * ((len(across) + 1) // 2) + 4


def _place(cell: SuppressCell, columns: Sequence[str]) -> tuple[str, str]:
    if len(columns) == 1:
        return cell.category(columns[0]), "Count"
    names = [cell.category(column) for column in columns[:-1]]
    row = TOTAL if all(name == TOTAL for name in names) else ", ".join(names)
    return row, cell.category(columns[-1])


def _ordered(names: Sequence[str]) -> list[str]:
    """Return each name once, the total last."""
    unique = list(dict.fromkeys(names))
    return [name for name in unique if name != TOTAL] + [name for name in unique if name == TOTAL]


def _cell(drawing: Drawing, cell: SuppressCell, corner: tuple[float, float], width: float) -> None:
    x, y = corner
    inner, high = width - 3, HEIGHT - 3
    hidden = cell.count is None
    drawing.add(
        "rect", x=x, y=y, width=inner, height=high, fill=BAND if hidden else PAPER, stroke=LINE if hidden else FAINT
    )
    if not hidden:
        drawing.text(x + inner - 4, y + 15, count(cell.count), 12, text_anchor="end")
        return
    _hatch(drawing, (x, y), inner, high)


def _hatch(drawing: Drawing, corner: tuple[float, float], width: float, height: float) -> None:
    x, y = corner
    start = 6.0
    while start < width + height:
        low = (x + min(start, width), y + max(start - width, 0.0))
        high = (x + max(start - height, 0.0), y + min(start, height))
        drawing.line(low, high, stroke=QUIET, stroke_width=1)
        start += 7.0


def _legend(drawing: Drawing) -> None:
    drawing.add("rect", x=LEFT, y=6, width=26, height=14, fill=BAND, stroke=LINE)
    _hatch(drawing, (LEFT, 6.0), 26, 14)
    drawing.text(LEFT + 32, 18, "hidden", 12, fill=INK)


def _description(cells: Sequence[SuppressCell], columns: Sequence[str]) -> str:
    hidden = [cell for cell in cells if cell.count is None]
    told = f"{len(hidden):,} of {len(cells):,} cells are hidden"
    names = [", ".join(cell.category(column) for column in columns) for cell in hidden[:20]]
    more = " and others" if len(hidden) > len(names) else ""
    return f"{told}: {'; '.join(names)}{more}." if names else f"{told}."

"""A plain document as a Word file, from the few elements of HTML that such a document is written in."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from seedbed.reports.svg import printable

STYLES = {"h2": "Heading 1", "h3": "Heading 2", "p": "Normal", "ul": "List Bullet", "ol": "List Number"}
MARKED, BOLD = "mark", "strong"
CELLS = frozenset({"td", "th"})


@dataclass(frozen=True, slots=True)
class Run:
    """Some text, marked or bold or neither."""

    text: str
    kind: str = ""


@dataclass
class Block:
    """A heading, a paragraph or an item of a list; or a table, which has rows of cells."""

    style: str
    runs: list[Run] = field(default_factory=list)
    rows: list[list[list[Run]]] = field(default_factory=list)


class _Reader(HTMLParser):
    """Reads headings, paragraphs, lists and tables; any other element is read for its text alone."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._runs: list[Run] | None = None
        self._lists: list[str] = []
        self._kinds: list[str] = []

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, a row, a cell or a run."""
        if tag in {"ul", "ol"}:
            self._lists.append(tag)
        elif tag in {"p", "h2", "h3", "caption"}:
            self._begin(STYLES.get(tag, "Caption"))
        elif tag == "li":
            self._begin(STYLES[self._lists[-1]])
        elif tag == "tr":
            self._table().rows.append([])
        elif tag in CELLS:
            self._runs = []
            self._table().rows[-1].append(self._runs)
        elif tag in {MARKED, BOLD}:
            self._kinds.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """End what was begun."""
        if tag in {"ul", "ol"}:
            self._lists.pop()
        elif tag == "table":
            self.blocks.append(Block("Normal"))
        elif tag in {MARKED, BOLD}:
            self._kinds.pop()
        if tag in STYLES or tag in CELLS or tag in {"li", "caption"}:
            self._runs = None

    def handle_data(self, data: str) -> None:
        """Keep text, with one space for any space."""
        if self._runs is None:
            return
        text = (" " if data[:1].isspace() else "") + " ".join(data.split()) + (" " if data[-1:].isspace() else "")
        if text.strip() or self._runs:
            self._runs.append(Run(printable(text), self._kinds[-1] if self._kinds else ""))

    def _begin(self, style: str) -> None:
        self._runs = []
        self.blocks.append(Block(style, self._runs))

    def _table(self) -> Block:
        if not self.blocks or self.blocks[-1].style != "table":
            self.blocks.append(Block("table"))
        return self.blocks[-1]


def plain_docx(title: str, html: str) -> bytes:
    """Return a document as a Word file with real headings, lists and tables.

    Parameters
    ----------
    title
        Stands at the top, and as the title of the file.
    html
        Headings (``h2``, ``h3``), paragraphs, lists and tables whose first row is their head. What stands in ``mark``
        is marked in yellow. It must be well formed: it comes from a template, not from people.
    """
    word: Any = Document()
    _set_up(word, printable(title))
    reader = _Reader()
    reader.feed(html)
    for block in reader.blocks:
        if block.style == "table":
            _add_table(word, block)
        else:
            _add_runs(word.add_paragraph(style=block.style), block.runs)
    made = io.BytesIO()
    word.save(made)
    return made.getvalue()


def _set_up(word: Any, title: str) -> None:
    word.core_properties.title, word.core_properties.author = title, "Seedbed"
    word.core_properties.language, word.core_properties.comments = "en-GB", ""
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    style = word.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(10.5)
    word.add_heading(title, 0)


def _add_runs(paragraph: Any, runs: Sequence[Run]) -> None:
    for run in runs:
        added = paragraph.add_run(run.text)
        added.bold = run.kind == BOLD or None
        if run.kind == MARKED:
            added.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _add_table(word: Any, block: Block) -> None:
    table = word.add_table(rows=0, cols=max(len(row) for row in block.rows))
    table.style = "Table Grid"
    for at, row in enumerate(block.rows):
        added = table.add_row()
        for cell, runs in zip(added.cells, row, strict=False):
            _add_runs(cell.paragraphs[0], [Run(run.text, run.kind or (BOLD if at == 0 else "")) for run in runs])
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(head)  # noqa: SLF001 - python-docx has no other way to a header row

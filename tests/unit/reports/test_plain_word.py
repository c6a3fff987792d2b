"""A plain document keeps its headings, lists, tables and marks as a Word file."""

from __future__ import annotations

import io
from typing import Any

import docx

from seedbed.reports.plain_word import plain_docx

HTML = """
<h2 class="x">Where  it
runs</h2> <p>One <strong>two</strong> three <mark>[open]</mark>.</p>
<ul><li>at <bdi>home</bdi></li></ul><ol><li>first</li></ol>
<table><thead><tr><th>What</th><th>Where</th></tr></thead>
<tbody><tr><th>Food</th><td>this &amp; that</td></tr></tbody></table>
"""


def _read() -> Any:
    return docx.Document(io.BytesIO(plain_docx("A title\x00", HTML)))


def test_blocks_have_the_styles_of_a_document() -> None:
    told = [(each.style.name, each.text) for each in _read().paragraphs if each.text]
    assert told == [
        ("Title", "A title"),
        ("Heading 1", "Where it runs"),
        ("Normal", "One two three [open]."),
        ("List Bullet", "at home"),
        ("List Number", "first"),
    ]


def test_what_is_open_is_marked_and_what_is_strong_is_bold() -> None:
    runs = [run for each in _read().paragraphs for run in each.runs]
    assert [run.text for run in runs if run.font.highlight_color] == ["[open]"]
    assert [run.text for run in runs if run.bold] == ["two"]


def test_a_table_repeats_its_head() -> None:
    table = _read().tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["What", "Where"], ["Food", "this & that"]]
    assert "tblHeader" in table.rows[0]._tr.xml
    assert "tblHeader" not in table.rows[1]._tr.xml

"""The files: sizes are those of the paper, PDFs are tagged, and lists say where, when and what it costs."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from seedbed.errors import UsageError
from seedbed.reports.asset_map.contents import Sheet
from seedbed.reports.asset_map.files import (
    large_print_page,
    large_print_pdf,
    paper_named,
    sheet_pdf,
    sheet_svg,
    told,
    write_sheet,
)
from seedbed.reports.asset_map.papers import PAPERS


def told_of(pdf: bytes, folder: Path) -> str:
    """Return what pdfinfo says of each page of a PDF and of the whole."""
    path = folder / "made.pdf"
    path.write_bytes(pdf)
    asked = ["pdfinfo", "-f", "1", "-l", "99", str(path)]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout


def boxes(pdf: bytes, folder: Path) -> list[tuple[int, int]]:
    """Return width and height of each page, in millimetres."""
    found = re.findall(r"size:\s+([\d.]+) x ([\d.]+) pts", told_of(pdf, folder))
    return [(round(float(wide) / 72 * 25.4), round(float(high) / 72 * 25.4)) for wide, high in found]


@pytest.mark.parametrize(("landscape", "box"), [(False, (841, 1189)), (True, (1189, 841))])
def test_a_poster_is_one_sheet_of_its_size(sheet: Sheet, landscape: bool, box: tuple[int, int], tmp_path: Path) -> None:
    assert boxes(sheet_pdf(sheet, PAPERS["A0"], landscape=landscape), tmp_path) == [box]


def test_a_sheet_that_is_handed_out_has_the_list_behind_it(sheet: Sheet, tmp_path: Path) -> None:
    pages = boxes(sheet_pdf(sheet, PAPERS["A4"]), tmp_path)
    assert len(pages) > 1
    assert set(pages) == {(210, 297)}


def test_pdfs_are_tagged_for_screen_readers(sheet: Sheet, tmp_path: Path) -> None:
    for made in (sheet_pdf(sheet, PAPERS["A4"]), large_print_pdf(sheet)):
        assert re.search(r"Tagged:\s+yes", told_of(made, tmp_path))


def test_a_picture_has_the_size_of_its_paper(sheet: Sheet) -> None:
    assert 'width="297mm" height="420mm"' in sheet_svg(sheet, PAPERS["A3"])
    assert 'width="420mm" height="297mm"' in sheet_svg(sheet, PAPERS["A3"], landscape=True)


def test_large_print_lists_everything_and_escapes_it(sheet: Sheet) -> None:
    page = large_print_page(sheet)
    assert page.count("<article>") == 31
    assert "Tools &amp; &lt;Company&gt;" in page
    assert "18pt" in page


def test_work_on_a_file_is_heard_and_may_be_stopped(sheet: Sheet) -> None:
    heard: list[str] = []

    def stop(_done: float, _total: float, what: str) -> None:
        heard.append(what)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        large_print_pdf(sheet, stop)
    assert heard == ["Laying out page 1"]


def test_a_line_each_for_where_when_how_much_and_for_whom(sheet: Sheet) -> None:
    listing = next(each.listing for kind in sheet.kinds for each in kind.members if each.listing.identifier == "told")
    assert told(listing) == [
        "1 High Street, ZZ1 1ZZ",
        "Monday to Wednesday 09:00 to 17:00",
        "Free",
        "Step-free",
        "01632 960000",
        "Last checked 3 June 2026",
    ]


def test_files_are_written_by_their_ending(sheet: Sheet, tmp_path: Path) -> None:
    for ending, start in (("svg", b"<svg"), ("pdf", b"%PDF")):
        path = tmp_path / f"map.{ending}"
        write_sheet(sheet, path, PAPERS["A4"])
        assert path.read_bytes().startswith(start)


def test_another_ending_is_refused(sheet: Sheet, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        write_sheet(sheet, tmp_path / "map.doc", PAPERS["A4"])


def test_paper_is_found_in_any_case_and_no_other_is() -> None:
    assert paper_named("a2") == PAPERS["A2"]
    with pytest.raises(UsageError, match="no paper"):
        paper_named("B4")

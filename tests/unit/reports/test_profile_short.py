from __future__ import annotations

import re
import subprocess
from pathlib import Path

import docx
import pytest

from seedbed.errors import UsageError
from seedbed.reports.profile_documents import ProfileDocument
from seedbed.reports.profile_files import SHORT_FORMS, check_profile_file, write_profile
from seedbed.reports.profile_page import profile_page
from seedbed.reports.profile_view import ProfileView, redacted
from tests.unit.reports import sample
from tests.unit.reports.page_reader import Page, read_page

HIDDEN_DIGITS = f"{sample.SUPPRESSED:.0f}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, profile: ProfileDocument) -> Path:
    """Every short form, written once."""
    folder = tmp_path_factory.mktemp("short")
    for ending in SHORT_FORMS:
        write_profile(profile, folder / f"short{ending}", folder, short=True)
    return folder


@pytest.fixture(scope="module")
def page(profile: ProfileDocument) -> Page:
    return read_page(profile_page(profile, short=True))


def _pages(path: Path) -> int:
    about = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=True).stdout
    assert "A4" in about
    return int(re.search(r"Pages:\s+(\d+)", about)[1])  # type: ignore[index]


def test_the_short_pdf_has_at_most_two_pages(folder: Path) -> None:
    assert _pages(folder / "short.pdf") <= 2


def test_long_lists_are_printed_smaller_until_two_pages_hold_them(tmp_path: Path, profile: ProfileDocument) -> None:
    areas = [area.model_copy(update={"code": f"S{place}{area.code}"}) for place in range(6) for area in profile.areas]
    longer = profile.model_copy(update={"areas": areas, "pen_profile": profile.pen_profile * 6})
    write_profile(longer, tmp_path / "short.pdf", tmp_path, short=True)
    assert _pages(tmp_path / "short.pdf") <= 2


def test_no_short_form_tells_a_suppressed_number(folder: Path) -> None:
    text = subprocess.run(["pdftotext", str(folder / "short.pdf"), "-"], capture_output=True, text=True, check=True)
    html = (folder / "short.html").read_text(encoding="utf-8")
    word = docx.Document(str(folder / "short.docx"))
    told = [text.stdout, html, *(each.text for each in word.paragraphs)]
    told += [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert not [each for each in told if HIDDEN_DIGITS in re.sub(r"(?<=\d),(?=\d)", "", each)]


def test_the_short_page_has_its_chapters_and_says_where_the_full_profile_is(
    page: Page, profile: ProfileDocument
) -> None:
    assert page.chapters == ["In a few words", "Where it is", "At a glance", "Core20", "How sure we are"]
    assert f"The full profile tells all {len(profile.figures)} figures" in page.text
    assert "Office for Invented Statistics; Ministry of Invented Places" in page.text


def test_links_of_the_short_page_lead_nowhere_that_is_missing(page: Page) -> None:
    inside = {link["href"][1:] for link in page.all("a") if link["href"].startswith("#")}
    assert inside <= set(page.ids)


def test_the_short_word_document_has_the_same_chapters(folder: Path, page: Page) -> None:
    word = docx.Document(str(folder / "short.docx"))
    headings = [p.text for p in word.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert headings == page.chapters


def test_data_forms_have_no_short_form(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.html, \.docx, \.pdf"):
        check_profile_file(tmp_path / "short.csv", short=True)


def test_a_figure_far_from_the_country_without_an_interval_is_listed_apart(profile: ProfileDocument) -> None:
    far = sample.score().model_copy(update={"value": 40.0, "name": "Far score"})
    figures = [figure for figure in profile.figures if figure.indicator != far.indicator]
    view = ProfileView(redacted(profile.model_copy(update={"figures": [*figures, far]})))
    assert [item.figure.name for item, _ in view.far] == ["Far score"]
    text = read_page(profile_page(view.document)).text
    assert "Also far from The Country, but cannot be tested" in text
    assert "nobody can say whether chance alone" in text


def test_the_full_page_names_the_tables_of_the_pack(profile: ProfileDocument) -> None:
    text = read_page(profile_page(profile, tables={"census": ["figures_census.parquet"]})).text
    assert "Tables of the pack that figures come from" in text
    assert "figures_census.parquet" in text


def test_a_note_tells_the_spread_where_there_is_no_single_value(profile: ProfileDocument) -> None:
    spread = sample.score().model_copy(update={"value": None, "kind": "decile", "comparators": [], "unit": ""})
    sentence = profile.pen_profile[0].model_copy(update={"indicators": [spread.indicator]})
    only = profile.model_copy(update={"figures": [spread], "pen_profile": [sentence]})
    text = read_page(profile_page(only)).text
    assert "Index of deprivation: score: 18 to 44 inside" in text
    assert "score: not known" not in text


def test_core20_is_explained_once(profile: ProfileDocument) -> None:
    text = read_page(profile_page(profile)).text
    assert text.count("Core20 is the NHS's name") == 1
    assert text.count(profile.core20.rule if profile.core20 else "") == 1

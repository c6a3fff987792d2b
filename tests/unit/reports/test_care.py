"""Who plans care here, as the page and the Word document tell it."""

from __future__ import annotations

from pathlib import Path

from docx import Document

from seedbed.reports.care import level_text, limit_text, powers
from seedbed.reports.profile_documents import CareOrganisation, ProfileDocument, SurroundingArea
from seedbed.reports.profile_docx import write_profile_docx
from seedbed.reports.profile_page import profile_page
from tests.unit.reports import sample

COUNCIL = CareOrganisation(
    id="council",
    name="Thornby <Council>",
    kind="council",
    role="Looks after parks",
    footprint="Thornby",
    funds="Ward budgets",
    decides="Crossings",
    delegated_limit=25_000,
    decides_when="Third Thursday of the month",
)


def with_council() -> ProfileDocument:
    return sample.profile().model_copy(update={"care_organisations": [COUNCIL], "care_note": "None is known."})


def test_only_what_an_organisation_does_is_told() -> None:
    assert powers(COUNCIL) == [("Funds", "Ward budgets"), ("Decides", "Crossings")]


def test_limit_is_in_pounds_or_not_known() -> None:
    assert limit_text(COUNCIL) == "£25,000"
    assert limit_text(COUNCIL.model_copy(update={"delegated_limit": None})) == "not known"


def test_level_tells_what_it_stands_for() -> None:
    area = SurroundingArea(level="d", level_name="district", code="Z", name="Upper", share=1, planning="place")
    assert level_text(area) == "District (place)"
    system = area.model_copy(update={"level_name": "care system", "planning": "system"})
    assert level_text(system) == "Care system"


def test_page_lists_organisations_with_text_escaped() -> None:
    page = profile_page(with_council())
    assert "Thornby &lt;Council&gt;" in page
    assert "Third Thursday of the month" in page
    assert "None is known." in page


def test_word_document_lists_organisations(tmp_path: Path) -> None:
    write_profile_docx(with_council(), tmp_path / "profile.docx")
    cells = [cell.text for table in Document(str(tmp_path / "profile.docx")).tables for cell in table._cells]
    assert "£25,000" in cells
    assert "Funds: Ward budgets. Decides: Crossings" in cells

from __future__ import annotations

import csv
import json
import re
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from seedbed.errors import MissingDataError, UsageError
from seedbed.reports import profile_pdf
from seedbed.reports.profile_csv import COLUMNS, csv_metadata_path, profile_rows
from seedbed.reports.profile_documents import ProfileDocument
from seedbed.reports.profile_files import WRITERS, check_profile_file, write_profile
from seedbed.reports.profile_view import redacted
from tests.unit.reports import sample

HIDDEN_DIGITS = f"{sample.SUPPRESSED:.0f}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, profile: ProfileDocument) -> Path:
    """Every form, written once."""
    folder = tmp_path_factory.mktemp("forms")
    for ending in WRITERS:
        write_profile(profile, folder / f"profile{ending}", folder)
    return folder


def test_an_unknown_ending_is_refused_with_the_known_ones(tmp_path: Path, profile: ProfileDocument) -> None:
    with pytest.raises(UsageError, match=r"\.html, \.docx"):
        write_profile(profile, tmp_path / "profile.odt", tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_missing_folder_is_refused_before_work_starts(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        check_profile_file(tmp_path / "nowhere" / "profile.html")


def test_nothing_is_left_behind_but_the_files_asked_for(folder: Path) -> None:
    names = {path.name for path in folder.iterdir()}
    assert names == {f"profile{ending}" for ending in WRITERS} | {"profile.csv-metadata.json"}


def test_a_failed_write_leaves_the_older_file_as_it_was(
    tmp_path: Path, profile: ProfileDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "profile.pdf"
    target.write_text("older")

    def fail(*_: object, **__: object) -> None:
        raise MissingDataError("a", "b", "c")

    monkeypatch.setattr(profile_pdf, "write_profile_pdf", fail)
    with pytest.raises(MissingDataError):
        write_profile(profile, target, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["profile.pdf"]
    assert target.read_text() == "older"


@pytest.mark.parametrize("ending", [".html", ".csv", ".json", ".py"])
def test_suppressed_numbers_are_in_no_text_form(folder: Path, ending: str) -> None:
    text = (folder / f"profile{ending}").read_text(encoding="utf-8")
    assert HIDDEN_DIGITS not in text.replace(",", "")


def test_suppressed_numbers_are_not_in_the_word_document(folder: Path) -> None:
    with zipfile.ZipFile(folder / "profile.docx") as package:
        parts = [package.read(name).decode("utf-8", "ignore") for name in package.namelist() if name.endswith(".xml")]
    assert all(HIDDEN_DIGITS not in part.replace(",", "") for part in parts)


# ---------------------------------------------------------------- CSV


def _rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "profile.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_there_is_a_row_for_every_figure_and_area(folder: Path, profile: ProfileDocument) -> None:
    expected = sum(1 + len(f.comparators) + len(f.inside) for f in profile.figures)
    expected += sum(len(f.trend) for f in profile.figures if not f.suppressed)
    assert len(_rows(folder)) == expected


def test_a_row_says_the_figure_with_its_interval_period_and_source(folder: Path, profile: ProfileDocument) -> None:
    figure = profile.figures[17]
    row = next(r for r in _rows(folder) if r["indicator"] == figure.indicator and r["role"] == "neighbourhood")
    assert float(row["value"]) == figure.value
    assert (float(row["ci_low"]), float(row["ci_high"])) == (figure.ci_low, figure.ci_high)
    assert (row["period"], row["source"]) == ("2021", "Office for Invented Statistics: Invented Census 2021")
    assert row["licence"] == "Open Government Licence v3.0"


def test_hidden_rows_say_so_and_have_no_number(folder: Path) -> None:
    hidden = [row for row in _rows(folder) if row["suppressed"] == "true"]
    assert hidden
    assert not any(row[name] for row in hidden for name in ("value", "numerator", "denominator", "ci_low", "ci_high"))


def test_the_metadata_describe_exactly_the_columns(folder: Path) -> None:
    described = json.loads(csv_metadata_path(folder / "profile.csv").read_text(encoding="utf-8"))
    names = [column["name"] for column in described["tableSchema"]["columns"]]
    assert described["@context"][0] == "http://www.w3.org/ns/csvw"
    assert described["url"] == "profile.csv"
    assert names == list(_rows(folder)[0]) == [column.name for column in COLUMNS]


def test_every_cell_has_the_datatype_the_metadata_say(folder: Path) -> None:
    numbers = [column.name for column in COLUMNS if column.datatype == "double"]
    facts = [column.name for column in COLUMNS if column.datatype == "boolean"]
    for row in _rows(folder):
        assert all(not row[name] or re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", row[name]) for name in numbers)
        assert all(row[name] in {"true", "false"} for name in facts)


def test_every_cell_that_is_filled_belongs_to_a_column(profile: ProfileDocument) -> None:
    known = {column.name for column in COLUMNS}
    assert all(set(row) <= known for row in profile_rows(profile))


def test_names_cannot_run_as_formulas(tmp_path: Path, profile: ProfileDocument) -> None:
    write_profile(profile.model_copy(update={"name": "=cmd|' /C calc'!A0"}), tmp_path / "profile.csv", tmp_path)
    assert _rows(tmp_path)[0]["neighbourhood"].startswith("'=cmd")


# ---------------------------------------------------------------- Word


def _headings(folder: Path) -> list[str]:
    word = docx.Document(str(folder / "profile.docx"))
    return [p.text for p in word.paragraphs if p.style is not None and (p.style.name or "").startswith("Heading 1")]


def test_the_word_document_has_the_chapters_as_headings(folder: Path) -> None:
    assert _headings(folder)[:6] == [
        "In a few words",
        "Where it is",
        "At a glance",
        "Strengths and assets",
        "Who lives here",
        "Homes",
    ]


def test_every_table_in_word_repeats_its_header_row(folder: Path) -> None:
    tables = docx.Document(str(folder / "profile.docx")).tables
    assert len(tables) > 20
    for table in tables:
        properties = table.rows[0]._tr.trPr
        assert properties is not None
        assert properties.find(qn("w:tblHeader")) is not None


def test_every_picture_in_word_has_alternative_text(folder: Path) -> None:
    shapes = docx.Document(str(folder / "profile.docx")).inline_shapes
    told = [shape._inline.docPr.get("descr") for shape in shapes]
    assert len(told) > 15
    assert all(told)
    assert "deprivation decile 7" in told[0]


def test_the_word_document_says_every_figure(folder: Path, profile: ProfileDocument) -> None:
    word = docx.Document(str(folder / "profile.docx"))
    cells = {cell.text for table in word.tables for row in table.rows for cell in row.cells}
    assert {figure.name for figure in profile.figures} <= cells


def test_control_characters_in_names_do_not_break_word(tmp_path: Path, profile: ProfileDocument) -> None:
    figures = profile.figures[:1]
    odd = profile.model_copy(update={"name": "Mill\x00 Lane\x0b", "figures": figures, "pen_profile": [], "sites": []})
    write_profile(odd, tmp_path / "profile.docx", tmp_path)
    texts = [p.text for p in docx.Document(str(tmp_path / "profile.docx")).paragraphs]
    assert "Mill Lane" in texts


# ---------------------------------------------------------------- PDF


def test_the_pdf_says_the_title_and_is_tagged(folder: Path) -> None:
    path = folder / "profile.pdf"
    text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
    about = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=True).stdout
    assert "Mill Lane" in text
    assert "Invented: this place" in text
    assert HIDDEN_DIGITS not in text.replace(",", "")
    assert re.search(r"Tagged:\s+yes", about)
    assert re.search(r"Title:\s+Mill Lane: neighbourhood profile", about)


def test_missing_layout_libraries_are_named_with_the_command(
    tmp_path: Path, profile: ProfileDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    import builtins

    real = builtins.__import__

    def without(name: str, *rest: object, **named: object) -> object:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango'")
        return real(name, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingDataError, match="libpangoft2"):
        write_profile(profile, tmp_path / "profile.pdf", tmp_path)
    assert not list(tmp_path.iterdir())


# ---------------------------------------------------------------- JSON


def test_json_reads_back_as_the_same_profile_without_hidden_numbers(folder: Path, profile: ProfileDocument) -> None:
    again = ProfileDocument.model_validate_json((folder / "profile.json").read_text(encoding="utf-8"))
    assert again == redacted(profile)

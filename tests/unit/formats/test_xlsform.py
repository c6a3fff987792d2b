"""Forms as spreadsheets: real ones, broken ones, and ours written and read again."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from seedbed.errors import BadInputError
from seedbed.formats.xlsform import Asked, Choice, FormWritten, as_phone_form, read_xlsform, write_xlsform
from tests.conftest import SHARED

FIELD = SHARED / "data" / "field" / "C"
REAL = sorted(
    each for folder in ("xlsform", "xlsform/expected", "odk") for each in (FIELD / folder).glob("*.*") if each.is_file()
)
NOT_TAKEN = {
    "gps.csv": "has no label",
    "hidden.xls": "asks nothing",
    **dict.fromkeys(("include.csv", "include.md", "include.xls", "include.xlsx"), "has not been included"),
}
WALK = FormWritten(
    "walk",
    "Walk",
    "7",
    [("en", "English"), ("ar", "العربية")],
    [
        Asked("note", "hello", {"en": "Hello", "ar": "مرحبا"}),
        Asked("select_one yes_no", "take_part", {"en": "Take part?", "ar": "هل تشارك؟"}, more={"required": "yes"}),
        Asked("geopoint", "where", {"en": "Where?", "ar": "أين؟"}),
        Asked("image", "photo", {"en": "Photo", "ar": "صورة"}, more={"relevant": "${take_part}='yes'"}),
    ],
    [Choice("yes_no", "yes", {"en": "Yes", "ar": "نعم"}), Choice("yes_no", "no", {"en": "No", "ar": "لا"})],
)


def test_the_real_forms_are_all_there(field_data: Path) -> None:
    assert len(list((field_data / "C" / "xlsform").glob("*.*"))) == 48


@pytest.mark.parametrize("path", REAL, ids=[path.name for path in REAL])
def test_real_forms_are_taken_or_refused_with_a_reason(path: Path) -> None:
    reason = NOT_TAKEN.get(path.name)
    if reason is not None:
        with pytest.raises(BadInputError) as refused:
            read_xlsform(path.read_bytes(), path.name)
        assert reason in refused.value.why
        return
    form = read_xlsform(path.read_bytes(), path.name)
    assert form.form_id
    assert form.questions


def test_what_is_asked_is_read_with_its_choices() -> None:
    form = as_phone_form(WALK)
    assert (form.form_id, form.version, form.title) == ("walk", "7", "Walk")
    assert [(each.path, each.kind, each.label) for each in form.questions] == [
        ("hello", "note", "Hello"),
        ("take_part", "select_one", "Take part?"),
        ("where", "geopoint", "Where?"),
        ("photo", "image", "Photo"),
    ]
    assert form.questions[1].choices == (("yes", "Yes"), ("no", "No"))


def test_a_form_that_was_written_is_read_as_the_same(tmp_path: Path) -> None:
    path = tmp_path / "walk.xlsx"
    write_xlsform(path, WALK)
    assert read_xlsform(path.read_bytes(), path.name).xml == as_phone_form(WALK).xml


def test_a_form_in_another_encoding_is_written_anew() -> None:
    told = as_phone_form(WALK)
    plain = told.xml.partition("?>")[2]
    sent = f'<?xml version="1.0" encoding="utf-16"?>{plain}'.encode("utf-16")
    read = read_xlsform(sent, "walk.xml")
    assert "\x00" not in read.xml
    assert read_xlsform(read.xml.encode(), "walk.xml").questions == told.questions


def test_both_languages_travel_with_the_form() -> None:
    xml = as_phone_form(WALK).xml
    assert 'lang="English (en)"' in xml
    assert "هل تشارك؟" in xml


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"", "walk.xlsx", "damaged"),
        (b"", "walk.xml", "empty"),
        (b"%PDF", "walk.pdf", "not one of"),
        (b"%PDF", "walk.xls", "no XLSForm"),
        (b"a,b\n1,2", "walk.csv", ""),
        (b"<d id='x'><a/></d>", "walk.xml", "no form of ODK"),
        (b"x" * 5_000_001, "walk.csv", "at most 5 MB"),
    ],
)
def test_files_that_are_no_forms_are_refused(content: bytes, name: str, why: str) -> None:
    with pytest.raises(BadInputError) as refused:
        read_xlsform(content, name)
    assert why in refused.value.why


def test_a_workbook_with_a_cell_in_the_last_corner_is_refused() -> None:
    sheet = b'<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    with pytest.raises(BadInputError, match="form") as refused:
        read_xlsform(written.getvalue(), "walk.xlsx")
    assert "cells" in refused.value.why


def test_a_workbook_that_unpacks_to_too_much_is_refused() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 61_000_000)
    with pytest.raises(BadInputError) as refused:
        read_xlsform(written.getvalue(), "walk.xlsx")
    assert "unpack" in refused.value.why


def test_what_is_wrong_with_a_row_is_said_with_its_number() -> None:
    sheet = "survey\n,type,name,label\n,text,a,One\n,select_one none,b,Two\n"
    with pytest.raises(BadInputError) as refused:
        read_xlsform(sheet.encode(), "walk.csv")
    assert refused.value.why
    assert refused.value.next_step.startswith("Mend")


def test_a_form_says_which_files_it_needs_and_what_it_saves() -> None:
    form = read_xlsform(
        b"""
| survey | | | | |
| | type | name | label | save_to |
| | select_one_from_file assets.csv | place | Which? | |
| | text | ring | Telephone | telephone |
| entities | | | | |
| | list_name | entity_id | label | |
| | assets | ${place} | | |
""",
        "own.md",
    )
    assert form.files == ("assets.csv",)
    assert [(each.path, each.list_name, each.saves_to) for each in form.questions] == [
        ("place", "assets", ""),
        ("ring", "", "telephone"),
    ]


def test_a_form_without_files_needs_none() -> None:
    assert as_phone_form(WALK).files == ()

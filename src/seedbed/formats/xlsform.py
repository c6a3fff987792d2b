"""Forms that people write as a spreadsheet (XLSForm, xlsform.org), read into forms for phones, and written.

Reading is pyxform's work; what is here measures a stranger's workbook first and says plainly what is wrong with it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from seedbed.errors import BadInputError
from seedbed.formats.damaged_zips import DAMAGED_ZIP
from seedbed.formats.data_table_xlsx import PART, Span
from seedbed.formats.encodings import decoded
from seedbed.formats.openrosa_forms import PhoneForm, bad_form, read_form
from seedbed.formats.plain_text import plain_line
from seedbed.formats.workbooks import Sheet, write_workbook

LARGEST_WORKBOOK = 5_000_000
LARGEST_UNPACKED = 60_000_000
MOST_CELLS = 2_000_000
KINDS = (".xlsx", ".xls", ".csv", ".md", ".xml")
AGAIN = "Mend the workbook and send it again; XLSForm Online says the same of it."
_NO_FORM = "It is no XLSForm: its sheets 'survey' and 'choices' cannot be read."
_ROW = re.compile(r"^\[row : (\d+)\]\s*")


def read_xlsform(content: bytes, name: str) -> PhoneForm:
    """Read a form from a workbook, from one written as text, or from the XML that was made of it.

    Parameters
    ----------
    content
        The file's bytes.
    name
        Its name, whose ending says what it is: one of `KINDS`.

    Raises
    ------
    BadInputError
        If it is of another kind, too large, unsafe to unpack, or no form.
    """
    suffix = PurePosixPath(name.lower()).suffix
    if suffix not in KINDS:
        raise bad_form(f"'{plain_line(suffix)}' is not one of {', '.join(KINDS)}.", "Send the workbook of the form.")
    if len(content) > LARGEST_WORKBOOK:
        raise bad_form(f"It has {len(content) / 1e6:,.0f} MB; at most 5 MB are read.", "Send the form alone.")
    if suffix == ".xml":
        return read_form(content)
    if suffix == ".xlsx":
        _check_workbook(content)
    given = decoded(content, name)[0].encode() if suffix in {".csv", ".md"} else content
    xml, notes = _converted(given, suffix, PurePosixPath(name).stem)
    return read_form(xml.encode(), notes)


def _check_workbook(content: bytes) -> None:
    """Refuse a workbook that swells: pyxform lays out every cell that it spans."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > LARGEST_UNPACKED:
                raise bad_form(f"It would unpack to more than {LARGEST_UNPACKED / 1e6:g} MB.", "Send the form alone.")
            for member in archive.infolist():
                span = Span()
                with archive.open(member) as source:
                    while part := source.read(PART):
                        span.hear(part)
                if span.hidden or span.cells > MOST_CELLS:
                    raise bad_form(
                        f"A sheet of it spans more than {MOST_CELLS:,} cells.",
                        "Delete what stands far from the questions.",
                    )
    except (*DAMAGED_ZIP, RuntimeError, OSError) as error:
        raise bad_form(f"The workbook is damaged ({plain_line(str(error))}).", "Save it again as .xlsx.") from error


def _converted(content: bytes, suffix: str, name: str) -> tuple[str, tuple[str, ...]]:
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    warnings: list[str] = []
    try:
        made = convert(xlsform=content, warnings=warnings, validate=False, file_type=suffix, form_name="data")
    except PyXFormError as error:
        # Of what is no workbook at all it speaks of its own arguments.
        why = _NO_FORM if "definition" in str(error) else _plain(str(error))
        raise bad_form(why, AGAIN) from error
    except Exception as error:  # pyxform and the readers below it raise anything on workbooks that are no forms.
        raise bad_form(_NO_FORM, AGAIN) from error
    xml = str(made.xform)
    # Without a name of its own pyxform calls every form alike; then the file's name is the better one.
    plain = re.sub(r"[^\w.-]+", "_", name).strip("_")[:100] or "form"
    xml = xml.replace('<data id="data"', f'<data id="{plain}"', 1)
    return xml.replace("<h:title>data</h:title>", f"<h:title>{plain}</h:title>", 1), tuple(map(_plain, warnings[:20]))


def _plain(message: str) -> str:
    """Return a message of pyxform as one line that begins with the row."""
    found = _ROW.match(message)
    text = plain_line(_ROW.sub("", message)).strip()
    return f"Row {found[1]}: {text}" if found else text


@dataclass(frozen=True, slots=True)
class Asked:
    """One row of the survey sheet.

    Parameters
    ----------
    kind, name
        As XLSForm calls them.
    labels, hints
        By language.
    more
        Other columns: ``relevant``, ``required``, ``calculation``, ``appearance``, ``default``, ``constraint``.
    """

    kind: str
    name: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """One row of the choices sheet."""

    list_name: str
    name: str
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FormWritten:
    """A form as it stands in a workbook.

    Parameters
    ----------
    languages
        Code and name of each, the first is the one that phones begin with.
    """

    form_id: str
    title: str
    version: str
    languages: Sequence[tuple[str, str]]
    survey: Sequence[Asked]
    choices: Sequence[Choice]


MORE = ("required", "relevant", "constraint", "calculation", "appearance", "default", "parameters")


def sheets_of(form: FormWritten) -> list[Sheet]:
    """Return the sheets of a form: survey, choices and settings."""
    heads = [f"{name} ({code})" for code, name in form.languages]
    codes = [code for code, _ in form.languages]
    survey = Sheet(
        "survey",
        ["type", "name", *(f"label::{head}" for head in heads), *(f"hint::{head}" for head in heads), *MORE],
        [
            [
                each.kind,
                each.name,
                *(each.labels.get(code, "") for code in codes),
                *(each.hints.get(code, "") for code in codes),
                *(each.more.get(name, "") for name in MORE),
            ]
            for each in form.survey
        ],
    )
    choices = Sheet(
        "choices",
        ["list_name", "name", *(f"label::{head}" for head in heads)],
        [[each.list_name, each.name, *(each.labels.get(code, "") for code in codes)] for each in form.choices],
    )
    settings = Sheet(
        "settings",
        ["form_title", "form_id", "version", "default_language"],
        [[form.title, form.form_id, form.version, heads[0]]],
    )
    return [survey, choices, settings]


def write_xlsform(path: Path, form: FormWritten) -> None:
    """Write a form as a workbook that Collect, KoboToolbox and people can read.

    Raises
    ------
    UsageError
        If the path cannot be written to.
    """
    write_workbook(path, sheets_of(form))


def as_phone_form(form: FormWritten) -> PhoneForm:
    """Return a form as phones read it.

    Raises
    ------
    BadInputError
        If it is none: a label, a list or a name is missing.
    """
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    tables = {
        sheet.name: [
            {head: str(cell) for head, cell in zip(sheet.headings, row, strict=True) if cell not in {"", None}}
            for row in sheet.rows
        ]
        for sheet in sheets_of(form)
    }
    warnings: list[str] = []
    try:
        made = convert(xlsform=dict(tables), warnings=warnings, validate=False, form_name="data")
    except PyXFormError as error:
        raise BadInputError("This form cannot be used.", _plain(str(error)), AGAIN) from error
    return read_form(str(made.xform).encode())

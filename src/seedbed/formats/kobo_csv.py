"""Filled forms as KoboToolbox and ODK Central export them: a table, one row each."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from seedbed.errors import BadInputError
from seedbed.formats.encodings import decoded
from seedbed.formats.messages import Refused
from seedbed.formats.odk_submissions import (
    LONGEST_ANSWER,
    MOST_ANSWERS,
    Answer,
    Submission,
    moment_of,
)
from seedbed.formats.personal_headings import is_personal

LARGEST_FILE = 50_000_000
MOST_ROWS = 100_000
WHAT = "The export cannot be read."
NEXT = "In KoboToolbox choose CSV with 'XML values and headers'; in ODK Central choose 'All data and attachments'."
NUMBERS = ("meta/instanceID", "meta-instanceID", "instanceID", "_uuid", "KEY", "meta/rootUuid")
MOMENTS = ("_submission_time", "SubmissionDate", "end", "start", "today")
BESIDE = frozenset(
    {
        *NUMBERS,
        "_submission_time", "SubmissionDate", "_id", "_index", "_validation_status", "_notes", "_status",
        "_submitted_by", "__version__", "_tags", "SubmitterID", "SubmitterName", "AttachmentsPresent",
        "AttachmentsExpected", "Status", "ReviewState", "DeviceID", "Edits", "FormVersion", "formhub/uuid",
        "_xform_id_string", "_parent_index", "_parent_table_name", "deviceid", "username", "phonenumber", "simserial",
        "subscriberid", "instanceName", "meta/instanceName", "meta-instanceName", "_bamboo_dataset_id",
    }
)  # fmt: skip
"""Columns that tell of the sending or of who sent it, not of what anybody answered."""
_PARTS = ("latitude", "longitude", "altitude", "precision", "Latitude", "Longitude", "Altitude", "Accuracy")


def read_kobo_csv(content: bytes, name: str) -> tuple[list[Submission], list[Refused], list[str]]:
    """Read an export.

    Parameters
    ----------
    content
        The file's bytes; commas or semicolons.
    name
        Its name: what the form is called where no column says it.

    Returns
    -------
    tuple
        The filled forms; the rows that were not taken, with the reason; what people should know.

    Raises
    ------
    BadInputError
        If it is no table, or too large.
    """
    if len(content) > LARGEST_FILE:
        raise _bad(f"{name} has more than {LARGEST_FILE / 1e6:g} MB.")
    text, note = decoded(content, name)
    rows = _rows(text, name)
    headings = [each.strip() for each in next(rows, [])]
    if len(headings) < 2 or len(set(headings)) != len(headings) or len(headings) > MOST_ANSWERS:
        raise _bad(f"{name} has no heading, a single column, or two columns of one name.")
    form = PurePosixPath(name).stem[:200] or "export"
    taken: list[Submission] = []
    refused: list[Refused] = []
    for number, cells in enumerate(rows, 2):
        if number > MOST_ROWS + 1:
            raise _bad(f"{name} has more than {MOST_ROWS:,} rows.")
        if not any(cell.strip() for cell in cells):
            continue
        reason = _reason(cells, headings)
        if reason:
            refused.append(Refused(f"row {number}", reason))
        else:
            taken.append(_submission(form, headings, cells))
    notes = [note] if note else []
    if taken and not any(each in headings for each in NUMBERS):
        notes.append("No column holds numbers of the filled forms, so that the same answers count once.")
    return taken, refused, notes


def _bad(why: str) -> BadInputError:
    return BadInputError(WHAT, why, NEXT)


def _rows(text: str, name: str) -> Iterator[list[str]]:
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    except csv.Error as error:
        raise _bad(f"{name}: {error}.") from error


def _reason(cells: Sequence[str], headings: Sequence[str]) -> str:
    if len(cells) > len(headings):
        return f"It has {len(cells)} cells, the heading {len(headings)}."
    long = next((len(cell) for cell in cells if len(cell) > LONGEST_ANSWER), 0)
    return f"A cell has {long:,} characters; at most {LONGEST_ANSWER:,} are taken." if long else ""


def _submission(form: str, headings: Sequence[str], cells: Sequence[str]) -> Submission:
    row = {heading: cell.strip() for heading, cell in zip(headings, cells, strict=False)}
    told = next((row[each] for each in NUMBERS if row.get(each)), "")
    answers = tuple(
        Answer(_path(heading), "" if cell == "n/a" else cell)
        for heading, cell in _joined(row).items()
        if heading not in BESIDE and not is_personal(heading)
    )
    moments = (moment_of(row[each]) for each in MOMENTS if row.get(each))
    return Submission(
        form=(row.get("_xform_id_string") or form),
        version=(row.get("__version__") or row.get("FormVersion") or "")[:200],
        instance=_number(told) if told else _digest(form, answers),
        answers=answers,
        submitted_at=next((each for each in moments if each is not None), None),
    )


def _number(told: str) -> str:
    return (told if told.startswith("uuid:") else f"uuid:{told}")[:250]


def _path(heading: str) -> str:
    """Return the question of a column: Central writes ``group-name`` where phones and Kobo write ``group/name``."""
    return heading if "/" in heading else heading.replace("-", "/")


def _joined(row: dict[str, str]) -> dict[str, str]:
    """Return a row with each place in one cell, as phones send it; exports split them into four."""
    found = dict(row)
    for heading in row:
        for mark in ("_", "-"):
            base, between, part = heading.rpartition(mark)
            if between and part in {"latitude", "Latitude"}:
                base = base.lstrip("_") if mark == "_" and base.lstrip("_") in row else base
                parts = [found.pop(f"{_before(heading, part)}{each}", "") for each in _PARTS]
                place = " ".join([*(parts[:2] if parts[0] else parts[4:6]), "0", "0"])
                if not found.get(base) and place.strip(" 0"):
                    found[base] = place
    return found


def _before(heading: str, part: str) -> str:
    return heading[: -len(part)]


def _digest(form: str, answers: Sequence[Answer]) -> str:
    written = "\x1e".join([form, *(f"{each.path}\x1f{each.text}" for each in answers)])
    return f"sha256:{hashlib.sha256(written.encode('utf-8', 'surrogatepass')).hexdigest()}"

"""Choose: record which candidate people chose, over which others, and why."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from seedbed.errors import BadInputError, UsageError, UserError
from seedbed.formats.files import write_whole
from seedbed.reports.screen_documents import Candidate, ScreenDocument, SelectionDocument

CHOICE_NOTICE = "For the team that chooses, not for publication: it names the places that were not chosen."
LARGEST_FILE = 500_000_000


def choose(
    candidates_file: Path,
    *,
    rank: int,
    by: str,
    reason: str,
    area: str | None = None,
    now: datetime | None = None,
) -> SelectionDocument:
    """Record a choice.

    Parameters
    ----------
    candidates_file
        The document of ``places screen --json``.
    rank
        Rank of the candidate that was chosen.
    by
        Who chose: a person or a group.
    reason
        Why, in their own words.
    area
        Code of one of its areas; needed only where candidates share the rank.
    now
        When; the present if not given.

    Raises
    ------
    UserError
        If nobody or no reason is given, or no candidate has the rank.
    BadInputError
        If the file is not a list of candidates.
    """
    _check_told("by", by, "who chose")
    _check_told("reason", reason, "why this place was chosen, in your own words")
    content, document = _read(candidates_file)
    chosen = _find(document, rank, area, candidates_file)
    digest = "sha256:" + hashlib.sha256(content).hexdigest()
    return record_choice(document, chosen, by=by, reason=reason, kept_in=(candidates_file.name, digest), now=now)


def record_choice(
    document: ScreenDocument,
    chosen: Candidate,
    *,
    by: str,
    reason: str,
    kept_in: tuple[str, str],
    now: datetime | None = None,
) -> SelectionDocument:
    """Record the choice of one candidate of a list.

    Parameters
    ----------
    document
        The list, weighed as it was when people chose.
    chosen
        One of its candidates.
    by, reason
        Who chose, and why in their own words.
    kept_in
        Where the list is kept, and its digest: ``sha256:`` and 64 hexadecimal digits.
    now
        When; the present if not given.

    Raises
    ------
    UsageError
        If nobody or no reason is given.
    """
    _check_told("by", by, "who chose")
    _check_told("reason", reason, "why this place was chosen, in your own words")
    shared = set(SelectionDocument.model_fields) & set(ScreenDocument.model_fields) - {"schema_", "notice"}
    return SelectionDocument(
        **{name: getattr(document, name) for name in shared},
        notice=CHOICE_NOTICE,
        chosen=chosen,
        chosen_over=[candidate for candidate in document.candidates if candidate is not chosen],
        reason=reason.strip(),
        chosen_by=by.strip(),
        chosen_at=(now or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="seconds"),
        candidates_file=kept_in[0],
        candidates_sha256=kept_in[1],
    )


def write_choice(document: SelectionDocument, path: Path) -> None:
    """Write the record, whole; a record that is already there is kept, because choices are not overwritten.

    Raises
    ------
    UsageError
        If there is already a file of that name.
    """
    if path.exists():
        raise UsageError(
            f"The choice was not written to {path}.",
            "There is already something of that name, and records of choices are kept.",
            "Give another name.",
        )
    with write_whole(path) as temporary:
        temporary.write_text(document.model_dump_json(by_alias=True, indent=2) + "\n", encoding="utf-8")


def _check_told(name: str, text: str, meaning: str) -> None:
    if not any(letter.isalnum() for letter in text):
        raise UsageError(
            "The choice was not recorded.", f"--{name} is empty.", f"Say {meaning}: people will ask, and it is kept."
        )


def _read(path: Path) -> tuple[bytes, ScreenDocument]:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise _bad(path, "it is larger than any list of candidates")
        content = path.read_bytes()
    except OSError as error:
        raise _bad(path, error.strerror or str(error)) from error
    try:
        document = ScreenDocument.model_validate_json(content)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise _bad(path, f"{where or 'the file'}: {first['msg']}") from error
    expected = ScreenDocument.model_fields["schema_"].default
    if document.schema_ != expected:
        raise _bad(path, f"its schema is {document.schema_}, not {expected}")
    if not all(candidate.areas for candidate in document.candidates):
        raise _bad(path, "a candidate has no areas")
    return content, document


def _bad(path: Path, why: str) -> BadInputError:
    return BadInputError(
        "The candidates cannot be read.",
        f"{path}: {why}.",
        "Give the file that 'seedbed places screen --out CANDIDATES.json' wrote.",
    )


def _find(document: ScreenDocument, rank: int, area: str | None, path: Path) -> Candidate:
    found = [candidate for candidate in document.candidates if candidate.rank == rank]
    if area is not None:
        found = [candidate for candidate in found if area in candidate.areas]
    if len(found) == 1:
        return found[0]
    if not found:
        ranks = [candidate.rank for candidate in document.candidates]
        told = f"from {min(ranks)} to {max(ranks)}" if ranks else "none, because the list is empty"
        raise UserError(
            f"No candidate has rank {rank}" + (f" and holds {area}." if area else "."),
            f"The ranks in {path} are {told}; equal scores share a rank, so some numbers may be missing.",
            "Give the rank of a candidate in the file.",
        )
    firsts = ", ".join(candidate.areas[0] for candidate in found)
    raise UserError(
        f"{len(found)} candidates share rank {rank}.",
        f"Their scores are equal. The first area of each is {firsts}.",
        f"Say which with --area, for example --area {found[0].areas[0]}.",
    )

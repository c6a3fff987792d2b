"""Finding where the audit trail was tampered with: entry after entry, a few thousand in memory at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from seedbed.reports.audit_documents import AuditBreak, AuditHead, AuditVerifyDocument, BreakKind
from seedbed.web.people.audit_heads import Head
from seedbed.web.people.chain import GENESIS, Entry, hash_of

A_TIME = 5_000
BEFORE_ALL = -(2**63)
Progress = Callable[[float, float, str], None]


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it stands in the table, whatever somebody has put there."""

    number: int
    sequence: Any
    previous: Any
    hash: Any
    at: Any
    by: Any
    action: Any
    scope: Any
    subject: Any
    detail: Any

    @property
    def fits(self) -> bool:
        """Whether the row fits its own hash."""
        try:
            at = _moment(self.at)
            entry = Entry(self.sequence, self.previous, at, self.by, self.action, self.scope, self.subject, self.detail)
            return bool(hash_of(entry) == self.hash)
        except (ValueError, TypeError, AttributeError):
            return False


def _moment(at: Any) -> datetime:
    """Return when it was; SQLite keeps it as text in one exact form."""
    if isinstance(at, datetime):
        return at
    moment = datetime.fromisoformat(at)
    if str(moment) != at:
        raise ValueError("written otherwise than Seedbed does")
    return moment.replace(tzinfo=UTC)


def rows_in_order() -> Iterator[Row]:
    """Yield all rows that have a place, in its order."""
    last = BEFORE_ALL
    while some := _read(last):
        yield from some
        last = some[-1].sequence


def _read(after: int) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, sequence, previous, hash, at, by_id, action, scope_id, subject, detail FROM people_auditevent "
            "WHERE sequence > %s ORDER BY sequence LIMIT %s",
            [after, A_TIME],
        )
        return [Row(*row) for row in cursor.fetchall()]


def _count(where: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM people_auditevent WHERE {where}")  # noqa: S608 - our own words
        return int(cursor.fetchone()[0])


def verify(heads: Iterable[Head] = (), progress: Progress | None = None) -> AuditVerifyDocument:
    """Read the whole trail of this site and say where it breaks first, if anywhere.

    Parameters
    ----------
    heads
        Ends of the chain that were kept outside the database; each must be in it.
    progress
        Told now and then how far it is.
    """
    total = _count("sequence IS NOT NULL") if progress else 0
    found = follow(_told(rows_in_order(), progress, total), list(heads))
    apart = 0 if found.broken else _count("sequence IS NULL")
    if apart:
        problem = (
            f"{apart:,} entr{'ies were' if apart > 1 else 'y was'} put in beside the chain, without a place in it."
        )
        return _broken(found, "without_place", None, problem)
    return found


def _told(rows: Iterator[Row], progress: Progress | None, total: int) -> Iterator[Row]:
    for done, row in enumerate(rows):
        if progress and done % A_TIME == 0:
            progress(done, total, "Reading the audit trail")
        yield row


def follow(rows: Iterable[Row], heads: list[Head]) -> AuditVerifyDocument:
    """Follow a chain from its first row; stop at the first that breaks it."""
    placed = {head.sequence: head for head in heads if head.sequence is not None}
    loose = {head.hash for head in heads if head.sequence is None}
    found = AuditVerifyDocument(entries=0, whole=True, head=None, heads_checked=len(heads), broken=None)
    expected, before = 1, GENESIS
    for row in rows:
        wrong = _wrong(row, expected, before) or _head_is_another(row, placed)
        if wrong:
            return _broken(_ending(found, expected, before), *wrong)
        loose.discard(row.hash)
        expected, before = expected + 1, row.hash
    found = _ending(found, expected, before)
    later = min((number for number in placed if number >= expected), default=None)
    if later is not None:
        told = f"the trail ends at {expected - 1:,}, but {later:,} was its end{_when(placed[later])}"
        return _broken(found, "cut_off", expected, f"Entries from {expected:,} on were taken out: {told}.")
    if loose:
        return _broken(found, "unknown_head", None, f"No entry has the hash {min(loose)}, which was kept elsewhere.")
    return found


def _ending(found: AuditVerifyDocument, expected: int, before: str) -> AuditVerifyDocument:
    head = AuditHead(sequence=expected - 1, hash=before) if expected > 1 else None
    return found.model_copy(update={"entries": expected - 1, "head": head})


def _wrong(row: Row, expected: int, before: str) -> tuple[BreakKind, int, str] | None:
    place = row.sequence
    if place < expected:
        return "out_of_place", place, f"Entry {place:,} was put in: the chain begins with 1 and gives each number once."
    if place > expected:
        last = place - 1
        several = f"Entries {expected:,} to {last:,} were taken out."
        return "missing", expected, several if last > expected else f"Entry {expected:,} was taken out."
    if not row.fits:
        return "changed", place, f"Entry {place:,} was changed: what it says does not fit its own hash."
    if row.previous != before:
        return (
            "does_not_follow",
            place,
            f"Entry {place:,} does not follow {place - 1:,}: one of them was changed or put in.",
        )
    return None


def _head_is_another(row: Row, placed: dict[int, Head]) -> tuple[BreakKind, int, str] | None:
    head = placed.get(row.sequence)
    if head is None or head.hash == row.hash:
        return None
    told = f"Entry {row.sequence:,} or one before it was made anew: another hash was kept{_when(head)}."
    return "unknown_head", row.sequence, told


def _when(head: Head) -> str:
    return f" on {head.at[:10]}" if head.at else ""


def _broken(found: AuditVerifyDocument, kind: BreakKind, sequence: int | None, problem: str) -> AuditVerifyDocument:
    broken = AuditBreak(kind=kind, sequence=sequence, problem=problem)
    return found.model_copy(update={"whole": False, "broken": broken})

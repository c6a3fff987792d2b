"""What is asked of the audit trail: what was done where, by whom, when, and to what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from seedbed.web.people.audit_words import in_words
from seedbed.web.people.models import AuditEvent, Grant, Scope, ScopeKind, User

THE_SITE = "site"
"""What stands for the site itself where people choose who did something."""
COLUMNS = ("number", "when", "who", "what", "action", "where", "of what", "detail", "hash")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries; an empty field asks for all.

    Parameters
    ----------
    who
        Number of an account as text, or `THE_SITE`.
    what
        Name of an action, or of a room with a point at its end: all it records.
    since, until
        First and last day, both counted.
    subject
        Of what, as ``kind:number``.
    """

    who: str = ""
    what: str = ""
    since: date | None = None
    until: date | None = None
    subject: str = ""


def events_on(scope: Scope, wanted: Wanted = Wanted()) -> QuerySet[AuditEvent]:
    """Return what was done on a scope and below it, the newest first; of the site also what has no scope."""
    # On PostgreSQL an entry has no number until its transaction ends: it is the newest, and stands first there.
    events: QuerySet[AuditEvent] = AuditEvent.objects.select_related("by", "scope").order_by("-sequence", "-pk")
    if scope.kind != ScopeKind.SITE:
        events = events.filter(scope__path__startswith=scope.path)
    return events.filter(_asked(wanted))


def _asked(wanted: Wanted) -> Q:
    asked = Q()
    if wanted.who:
        asked &= Q(by=None) if wanted.who == THE_SITE else Q(by=int(wanted.who))
    if wanted.what:
        asked &= Q(action__startswith=wanted.what) if wanted.what.endswith(".") else Q(action=wanted.what)
    if wanted.since:
        asked &= Q(at__gte=_start_of(wanted.since))
    if wanted.until:
        asked &= Q(at__lt=_start_of(wanted.until + timedelta(days=1)))
    if wanted.subject:
        asked &= Q(subject=wanted.subject)
    return asked


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def people_on(scope: Scope) -> list[User]:
    """Return everyone who has or had a role here, above or below, by name."""
    grants = Grant.objects.filter(Q(scope__path__startswith=scope.path) | Q(scope__in=scope.ids_above()))
    return list(User.objects.filter(pk__in=grants.values("user")).order_by("name", "pk"))


def rows_of(events: QuerySet[AuditEvent]) -> Iterator[tuple[str | int | None, ...]]:
    """Yield entries as rows of a table with `COLUMNS`, a few in memory at a time."""
    for event in events.iterator(chunk_size=2_000):
        yield (
            event.sequence,
            timezone.localtime(event.at).isoformat(),
            event.by.name if event.by else "",
            in_words(event.action),
            event.action,
            event.scope.name if event.scope else "",
            event.subject,
            ", ".join(f"{name} {value}" for name, value in event.detail.items()),
            event.hash,
        )

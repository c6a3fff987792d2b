"""Noting that a backup was made, and that this site was restored from one."""

from __future__ import annotations

from datetime import datetime

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from seedbed.web.invitations.models import Invitation
from seedbed.web.invitations.shifts import close_all_shifts
from seedbed.web.operations.manifest import Head
from seedbed.web.operations.models import Backup
from seedbed.web.people.audit import record
from seedbed.web.people.models import EntryLink, Scope, ScopeKind, User


@transaction.atomic
def note_backup(*, by: User | None, made_at: datetime, size: int, rows: int, encrypted: bool) -> Backup:
    """Note a backup that was written and found whole.

    Parameters
    ----------
    by
        Who made it; None for whoever runs the command.
    made_at
        The moment that it holds.
    size
        Bytes of the file.
    rows
        Rows of all tables.
    encrypted
        Whether it is encrypted.
    """
    backup = Backup.objects.create(made_at=made_at, size=size, rows=rows, encrypted=encrypted)
    record(
        by=by, action="operations.back_up", scope=_site(), subject=f"backup:{backup.pk}", size=size, encrypted=encrypted
    )
    return backup


@transaction.atomic
def close_doors(*, at: datetime) -> int:
    """End what opened doors when the backup was made, and may have been used or taken back since; return how many.

    One-time links, invitations, shifts and tokens of the API: the backup does not know which of them somebody ended
    for a reason. Who still needs one is given a new one.
    """
    now_open = Invitation.objects.open_at(at).filter(made_at__lt=at)
    tokens = apps.get_model("api", "ApiToken").objects.filter(ended_at=None)
    links = EntryLink.objects.filter(used_at=None, made_at__lt=at, expires_at__gt=at)
    ended = links.update(expires_at=at) + now_open.update(expires_at=at) + tokens.update(ended_at=at)
    return int(ended) + close_all_shifts(by=None, at=at)


@transaction.atomic
def note_restore(
    *, by: User | None, made_at: datetime, head: Head | None, withdrawals: int, at: datetime | None = None
) -> None:
    """Close all doors, and note in the audit trail that what follows is of a restored site.

    Parameters
    ----------
    by
        Who restored it; None for whoever runs the command.
    made_at
        The moment that the backup holds.
    head
        The end of its audit trail.
    withdrawals
        How many withdrawals were done again.
    at
        When it was restored; now if not given.
    """
    end = head.sequence if head else None
    moment = made_at.isoformat(timespec="seconds")
    closed = close_doors(at=at or timezone.now())
    record(
        by=by,
        action="operations.restore",
        scope=_site(),
        moment=moment,
        end=end,
        withdrawals=withdrawals,
        closed=closed,
    )


def _site() -> Scope | None:
    return Scope.objects.filter(kind=ScopeKind.SITE).first()

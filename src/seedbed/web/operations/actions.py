"""Noting that a backup was made, and that this site was restored from one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from seedbed.web.operations.manifest import Head
from seedbed.web.operations.models import Backup
from seedbed.web.people.audit import record
from seedbed.web.people.models import Scope, ScopeKind, User


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
def note_restore(*, by: User | None, made_at: datetime, head: Head | None, withdrawals: int) -> None:
    """Note in the audit trail that what follows is of a restored site.

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
    """
    end = head.sequence if head else None
    moment = made_at.isoformat(timespec="seconds")
    record(by=by, action="operations.restore", scope=_site(), moment=moment, end=end, withdrawals=withdrawals)


def _site() -> Scope | None:
    return Scope.objects.filter(kind=ScopeKind.SITE).first()

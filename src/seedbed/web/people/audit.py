"""The audit trail: who did what, where and when; numbers of things, never words."""

from __future__ import annotations

from typing import Any

from seedbed.web.people.models import AuditEvent, Scope, User


def record(*, by: User | None, action: str, scope: Scope | None, subject: str = "", **detail: Any) -> AuditEvent:
    """Add one row; call it inside the transaction of what it records."""
    return AuditEvent.objects.create(by=by, action=action, scope=scope, subject=subject, detail=detail)

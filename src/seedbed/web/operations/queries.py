"""When the site was backed up."""

from __future__ import annotations

from seedbed.web.operations.models import Backup


def last_backup() -> Backup | None:
    """Return the newest backup that was found whole."""
    return Backup.objects.order_by("-made_at").first()

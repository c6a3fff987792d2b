"""Note that somebody took a file of step 1 away."""

from __future__ import annotations

from django.db import transaction

from seedbed.web.people.audit import record
from seedbed.web.people.models import Scope, User


@transaction.atomic
def note_download(*, by: User, scope: Scope, file: str, subject: str = "") -> None:
    """Put into the trail who took which file.

    Parameters
    ----------
    file
        Its ending or name as the platform gives it; nothing that somebody typed.
    subject
        Of what, as ``kind:number``.
    """
    record(by=by, action="step1.download", scope=scope, subject=subject, file=file)

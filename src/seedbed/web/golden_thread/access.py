"""Which scope an address of the thread belongs to, for `people.access.allowed`."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from seedbed.thread.identifiers import number_of
from seedbed.web.golden_thread.models import Bead
from seedbed.web.people.models import Scope


def by_bead(printed: str, **_address: Any) -> Scope:
    """Return the scope of the bead with this printed number.

    Raises
    ------
    UsageError
        If the number has a slip in it, which says nothing of what is there.
    Http404
        If there is no such bead.
    """
    bead = Bead.objects.select_related("neighbourhood__scope", "programme__scope").filter(pk=number_of(printed)).first()
    if bead is None:
        raise Http404
    return bead.scope

"""Who may make, change and join which kind by hand: the one table for the plain forms.

Words need the permission to add them; marking words is work on the thread by people who may read them. Decisions and
pledges are for those who decide. A reply may be written by those who decide and by those who run the steps, because in
most places it is the facilitator who goes back to people.
"""

from __future__ import annotations

from seedbed.errors import NotAllowedError
from seedbed.thread.kinds import BeadKind, words
from seedbed.web.listening.shelf import NEEDS_WORDS
from seedbed.web.people.models import Scope
from seedbed.web.people.permissions import Visitor, can
from seedbed.web.people.roles import Permission

WHO_MAY: dict[BeadKind, tuple[Permission, ...]] = {
    **dict.fromkeys(BeadKind, (Permission.WORK_ON_THREAD,)),
    BeadKind.CONTRIBUTION: (Permission.ADD_WORDS,),
    BeadKind.EVENT: (Permission.ADD_WORDS, Permission.WORK_ON_THREAD),
    BeadKind.DECISION: (Permission.DECIDE,),
    BeadKind.PLEDGE: (Permission.DECIDE,),
    BeadKind.REPLY: (Permission.DECIDE, Permission.WORK_ON_THREAD),
}
"""Any one of these permissions lets someone make and change the kind."""


def may(user: Visitor, kind: BeadKind, scope: Scope) -> bool:
    """Say whether someone may make, change and join beads of a kind here."""
    if kind in NEEDS_WORDS and not can(user, Permission.SEE_WORDS, scope):
        return False
    return any(can(user, permission, scope) for permission in WHO_MAY[kind])


def check_may(user: Visitor, kind: BeadKind, scope: Scope) -> None:
    """Refuse someone who may not.

    Raises
    ------
    NotAllowedError
        If `may` says no.
    """
    if not may(user, kind, scope):
        raise NotAllowedError(
            f"Your role here does not let you work on a {words(kind)}.",
            "You may see this place, but this needs another role.",
            "Ask someone who manages people here.",
        )

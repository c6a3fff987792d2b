"""Who may see a file: the team that reads words, whoever sent it, and whom a room that uses it lets in.

A room says it for its own files when it starts; none can show what was taken back, or is not ready.
"""

from __future__ import annotations

from collections.abc import Callable

from seedbed.web.media.models import MediaFile, MediaState
from seedbed.web.media.rules import still_agreed
from seedbed.web.people.models import User
from seedbed.web.people.permissions import Visitor, can
from seedbed.web.people.roles import Permission

MaySee = Callable[[Visitor, MediaFile], bool]
"""Given a reader, who may have no account, and a file: says whether the room shows it to them."""
_OWNERS: dict[str, MaySee] = {}


def register(owner_name: str, may_see: MaySee) -> None:
    """Say whom a room shows its files to, beside the team."""
    _OWNERS[owner_name] = may_see


def may_see(user: Visitor, file: MediaFile) -> bool:
    """Say whether someone may see a file.

    Nobody sees what was taken back, is not ready, or is of someone who takes part no more.
    """
    if file.state != MediaState.READY or file.hidden_at is not None or not still_agreed(file):
        return False
    scope = file.neighbourhood.scope
    if can(user, Permission.SEE_WORDS, scope):
        return True
    if isinstance(user, User) and file.by_id == user.pk and can(user, Permission.SEE_OWN_WORDS, scope):
        return True
    return any(asked(user, file) for asked in _OWNERS.values())

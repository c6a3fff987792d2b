"""A change of something that was taken in, waiting in the inbox: it changes the words there, or is dropped."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from seedbed.errors import UsageError
from seedbed.web.capture.inbox import settle
from seedbed.web.capture.models import Waiting, WaitingState
from seedbed.web.golden_thread.models import Tombstone
from seedbed.web.listening.marks import ready_marks
from seedbed.web.listening.models import Contribution
from seedbed.web.listening.rewording import change_words
from seedbed.web.people.audit import record
from seedbed.web.people.models import User

DROPPED = _("The change was dropped.")


def changed_by(waiting: Waiting) -> Contribution | None:
    """Return the contribution that something in the inbox changes; None if there is none, or it was taken back."""
    if waiting.changes_id is None or Tombstone.objects.filter(bead=waiting.changes_id).exists():
        return None
    return Contribution.objects.select_related("bead__neighbourhood__scope").get(pk=waiting.changes_id)


@transaction.atomic
def take_in_change(*, by: User, waiting: Waiting, words: str, at: datetime | None = None) -> Contribution:
    """Let a change in the inbox change the words of the contribution that came before, whose receipt stays.

    Raises
    ------
    UsageError
        If it does not wait any more, what it changes was taken back, or the words cannot be changed so.
    """
    held = Waiting.objects.select_for_update().get(pk=waiting.pk)
    said = changed_by(held)
    if held.state != WaitingState.WAITING or said is None:
        raise UsageError(
            _("The words were not changed."), _("The change or what it changes is gone."), _("Look at the inbox again.")
        )
    media = tuple(held.media.all())
    change_words(by=by, contribution=said, words=words, marks=ready_marks(held.marks), media=media, at=at)
    held.state = WaitingState.TAKEN_IN
    settle(by, held, at or timezone.now())
    record(by=by, action="capture.take_in_change", scope=held.neighbourhood.scope, subject=f"waiting:{held.pk}")
    return said

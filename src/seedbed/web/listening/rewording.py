"""Other words for what somebody said, sent by the same hand: the receipt stays, and earlier words are kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from seedbed.errors import UsageError
from seedbed.web.golden_thread.changing import lock_thread
from seedbed.web.golden_thread.models import Tombstone
from seedbed.web.listening.beside import keep_marks, keep_media
from seedbed.web.listening.mark_models import EarlierWording
from seedbed.web.listening.marks import ReadyMark
from seedbed.web.listening.models import Contribution, Voice
from seedbed.web.listening.words import plain_words
from seedbed.web.media.models import MediaFile
from seedbed.web.people.audit import record
from seedbed.web.people.models import User

_WHAT = _("The words were not changed.")


@transaction.atomic
def change_words(
    *,
    by: User,
    contribution: Contribution,
    words: str,
    marks: Sequence[ReadyMark] = (),
    media: Sequence[MediaFile] = (),
    at: datetime | None = None,
) -> Contribution:
    """Give a contribution other words; what it said before is kept beside it and goes when the words go.

    Its receipt, consent and voices stay. A translation and a check were of the earlier words: both are made anew.

    Parameters
    ----------
    marks
        Instead of what was shown on the map; where there are none, that stays.
    media
        Files that come with it beside those that are there.

    Raises
    ------
    UsageError
        If it was taken back, nothing is left of it, or a voice was marked in words that are not there any more.
    """
    lock_thread(contribution.bead.programme_id)
    held = Contribution.objects.select_for_update().get(pk=contribution.pk)
    if Tombstone.objects.filter(bead=held.pk).exists():
        raise UsageError(_WHAT, _("What was said was taken back."), _("Drop the change."))
    said = plain_words(words)
    if not said.strip() and held.words.strip():
        raise UsageError(_WHAT, _("There are no words."), _("Write them, or drop the change."))
    if said != held.words:
        _reword(by, held, said, at or timezone.now())
    if marks:
        held.marks.all().delete()
        keep_marks(held, marks)
    keep_media(held, media)
    record(by=by, action="listening.change_words", scope=held.bead.scope, subject=f"contribution:{held.pk}")
    return held


def _reword(by: User, held: Contribution, said: str, now: datetime) -> None:
    voices = [(voice, _found(voice, said)) for voice in held.voices.filter(bead__tombstone=None)]
    EarlierWording.objects.create(
        contribution=held, words=held.words, translation=held.translation, until=now, changed_by=by
    )
    held.words, held.translation = said, ""
    held.translated_by = held.translated_at = held.checked_by = held.checked_at = None
    held.save()
    held.checks.all().delete()
    for voice, start in voices:
        voice.start, voice.end = start, start + voice.end - voice.start
        voice.save(update_fields=["start", "end"])


def _found(voice: Voice, said: str) -> int:
    """Return where the words of a voice begin in other words."""
    start = said.find(voice.words)
    if start < 0:
        raise UsageError(
            _WHAT,
            _("A voice was marked in words that the change leaves out."),
            _("Keep those words in the text, withdraw the voice first, or drop the change."),
        )
    return start

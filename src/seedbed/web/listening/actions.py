"""Keeping what people said, marking fragments of it, and taking it back.

Withdrawing, undoing and erasing are in `seedbed.web.listening.withdrawing` and offered here too.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from seedbed.errors import BadInputError, UsageError
from seedbed.thread.kinds import Relation
from seedbed.thread.payloads.choices import Mode, Origin
from seedbed.thread.payloads.heard import ContributionPayload, VoicePayload
from seedbed.web.consent.actions import make_receipt, new_half_of
from seedbed.web.consent.device_receipts import keep_receipt
from seedbed.web.consent.models import Participant, Receipt
from seedbed.web.golden_thread import actions as thread
from seedbed.web.golden_thread.changing import lock_thread
from seedbed.web.golden_thread.models import Bead, Tombstone
from seedbed.web.listening.beside import LONGEST_GIST, WORDS_ALONE, Beside, keep_marks, keep_media
from seedbed.web.listening.events import Cost, EventTold, attend, close_event, plan_event, set_costs
from seedbed.web.listening.models import Contribution, Voice
from seedbed.web.listening.withdrawing import (
    choose_scope,
    erase_due,
    note_opening,
    reapply_withdrawals,
    undo_withdrawal,
    withdraw_contribution,
)
from seedbed.web.listening.words import check_language, is_blank, plain_words
from seedbed.web.people.audit import in_one_transaction, record
from seedbed.web.people.models import AuditEvent, User
from seedbed.web.places.models import Neighbourhood

SHOWN_AGAIN_WITHIN = timedelta(minutes=10)
"""How long after it was made a receipt gets another second half."""

__all__ = [
    "Beside",
    "Cost",
    "EventTold",
    "attend",
    "choose_scope",
    "close_event",
    "erase_due",
    "excerpt",
    "note_opening",
    "plan_event",
    "reapply_withdrawals",
    "record_contribution",
    "set_costs",
    "show_receipt_again",
    "undo_withdrawal",
    "withdraw_contribution",
]


@in_one_transaction
def record_contribution(  # noqa: PLR0913 - one thing each that people tell
    *,
    by: User | None,
    neighbourhood: Neighbourhood,
    words: str,
    said_on: date,
    language: str = "en",
    translation: str = "",
    participant: Participant | None = None,
    event: Bead | None = None,
    origin: Origin = Origin.RESIDENT,
    mode: Mode = Mode.SPOKEN,
    prompt: str = "",
    beside: Beside = WORDS_ALONE,
    at: datetime | None = None,
) -> Contribution:
    """Keep what someone said on one occasion, with a receipt for them.

    There may be no words where marks on the map or media say it. Without a participant it counts as said in public:
    nobody in particular, before everyone. The contribution that is returned, and it alone, knows the receipt's second
    half (``second_half``): show it once. Of a receipt that a device made, nobody here knows it.

    Parameters
    ----------
    by
        Whose account writes it down.
    neighbourhood
        Where it was said.
    words, language
        The words as they were said and their language (BCP 47).
    said_on
        The day.
    translation
        Into English, where they are in another language.
    participant
        Who said it, by token; of the same neighbourhood.
    event
        The bead of the occasion.
    origin, mode, prompt
        Who kind of person, how, and asked what.
    beside
        What comes with the words.
    at
        When it was written down; now if not given.

    Raises
    ------
    BadInputError
        If there is nothing to keep, or words, language or day will not do.
    UsageError
        If participant, event, a place or a file belong elsewhere.
    """
    if is_blank(words) and not beside.says_something():
        raise BadInputError("The contribution cannot be kept.", "It has no words.", "Write down what was said.")
    _check_said(said_on, language)
    _check_of_here(neighbourhood, participant, event)
    payload = ContributionPayload(said_on=said_on, origin=origin, mode=mode, language=language)
    bead = thread.add_bead(
        by=by, programme=neighbourhood.programme, neighbourhood=neighbourhood, payload=payload, at=at
    )
    receipt, second_half = _receipt(neighbourhood, beside, at)
    kept = Contribution.objects.create(
        bead=bead,
        participant=participant,
        words=plain_words(words),
        translation=plain_words(translation, "words of the translation"),
        translated_by=by if translation.strip() else None,
        translated_at=(at or timezone.now()) if translation.strip() else None,
        prompt=_checked_prompt(prompt),
        gist=_checked_gist(beside.gist),
        transcriber=beside.transcriber,
        device=beside.device,
        in_public=participant is None,
        receipt=receipt,
    )
    kept.second_half = second_half
    keep_marks(kept, beside.marks)
    keep_media(kept, beside.media)
    if event is not None:
        thread.link(by=by, source=bead, relation=Relation.RAISED_IN, target=event, at=at)
    record(by=by, action="listening.record", scope=neighbourhood.scope, subject=f"contribution:{bead.pk}")
    return kept


@transaction.atomic
def show_receipt_again(*, by: User, contribution: Contribution, at: datetime | None = None) -> Contribution | None:
    """Return a contribution with a second half for its receipt, where the answer that held the first may be lost.

    So it is when the same form comes again: the site broke off, or somebody pressed twice. The first half given opens
    nothing then. Not once it was opened, nor after some minutes: whoever comes back to an old form gets none.
    """
    held = Contribution.objects.select_related("receipt", "bead__neighbourhood__scope").get(pk=contribution.pk)
    late = held.receipt is None or (at or timezone.now()) - held.receipt.made_at > SHOWN_AGAIN_WITHIN
    subject = f"contribution:{held.pk}"
    opened = AuditEvent.objects.filter(subject=subject, action="listening.open_receipt").exists()
    if late or opened or held.receipt is None or Tombstone.objects.filter(pk=held.pk).exists():
        return None
    held.second_half = new_half_of(receipt=held.receipt)
    record(by=by, action="listening.renew_receipt", scope=held.bead.scope, subject=subject)
    return held


def _receipt(neighbourhood: Neighbourhood, beside: Beside, at: datetime | None) -> tuple[Receipt, str]:
    if beside.receipt is None:
        return make_receipt(neighbourhood=neighbourhood, at=at)
    number, digest = beside.receipt
    return keep_receipt(neighbourhood=neighbourhood, number=number, digest=digest, at=at)[0], ""


def _check_said(said_on: date, language: str) -> None:
    if said_on > timezone.localdate():
        raise BadInputError(
            "The contribution cannot be kept.", f"{said_on:%d %B %Y} is still to come.", "Give the day it was said."
        )
    check_language(language)


def _check_of_here(neighbourhood: Neighbourhood, participant: Participant | None, event: Bead | None) -> None:
    if participant is not None and participant.neighbourhood_id != neighbourhood.pk:
        raise UsageError(
            "The contribution cannot be kept.",
            "Who said it takes part in another neighbourhood.",
            "Write it down where they take part.",
        )
    if event is not None and event.neighbourhood_id not in {None, neighbourhood.pk}:
        raise UsageError(
            "The contribution cannot be kept.",
            "The event it was said at belongs to another neighbourhood.",
            "Choose an event of this one.",
        )


def _checked_prompt(prompt: str) -> str:
    if len(prompt) > 300:
        raise BadInputError(
            "The contribution cannot be kept.",
            f"The question has {len(prompt):,} characters; 300 is the most.",
            "Shorten the question.",
        )
    return plain_words(prompt, "words of the question")


def _checked_gist(gist: str) -> str:
    if len(gist) > LONGEST_GIST:
        raise BadInputError(
            "The contribution cannot be kept.",
            f"What it says in a few words has {len(gist):,} characters; {LONGEST_GIST} is the most.",
            "Say it in fewer.",
        )
    return plain_words(gist, "few words")


@transaction.atomic
def translate(*, by: User, contribution: Contribution, translation: str, at: datetime | None = None) -> Contribution:
    """Put words into English beside those that were said, which stay; with who did it and when.

    Parameters
    ----------
    translation
        In English. A later one takes the place of an earlier one.

    Raises
    ------
    BadInputError
        If there are no words, or they will not do.
    UsageError
        If the contribution was withdrawn or is in English already.
    """
    lock_thread(contribution.bead.programme_id)
    kept = Contribution.objects.select_related("bead__neighbourhood__programme").get(pk=contribution.pk)
    if Tombstone.objects.filter(bead_id=kept.pk).exists():
        raise UsageError("It cannot be translated.", "It was withdrawn.", "Choose another contribution.")
    if str(kept.bead.payload["language"]).split("-")[0] == "en":
        raise UsageError("It cannot be translated.", "It was said in English.", "Choose another contribution.")
    if not translation.strip():
        raise BadInputError("There is no translation.", "It has no words.", "Write down what they mean in English.")
    kept.translation = plain_words(translation, "words of the translation")
    kept.translated_by, kept.translated_at = by, at or timezone.now()
    kept.save(update_fields=["translation", "translated_by", "translated_at"])
    record(by=by, action="listening.translate", scope=kept.bead.scope, subject=f"contribution:{kept.pk}")
    return kept


@transaction.atomic
def excerpt(
    *,
    by: User | None,
    contribution: Contribution,
    start: int,
    end: int,
    translation: str = "",
    at: datetime | None = None,
) -> Voice:
    """Mark characters ``start`` to ``end`` of a contribution as one voice; marking the same again gives the same.

    Raises
    ------
    BadInputError
        If the span is empty or runs beyond the words.
    UsageError
        If the contribution was withdrawn.
    """
    lock_thread(contribution.bead.programme_id)
    kept = Contribution.objects.select_related("bead__neighbourhood__programme").get(pk=contribution.pk)
    bead = kept.bead
    if Tombstone.objects.filter(bead=bead).exists():
        raise UsageError(
            "Nothing can be marked in this contribution.", "It was withdrawn.", "Choose another contribution."
        )
    _check_span(kept, start, end)
    alike = kept.voices.filter(start=start, end=end, bead__tombstone=None).first()
    if alike is not None:
        # Someone may have taken the link back in between.
        thread.link(by=by, source=bead, relation=Relation.EXCERPTED_AS, target=alike.bead, at=at)
        return alike
    payload = VoicePayload(start=start, end=end, language=bead.payload["language"])
    made = thread.add_bead(by=by, programme=bead.programme, neighbourhood=bead.neighbourhood, payload=payload, at=at)
    voice = Voice.objects.create(
        bead=made,
        contribution=kept,
        start=start,
        end=end,
        translation=plain_words(translation, "words of the translation"),
    )
    thread.link(by=by, source=bead, relation=Relation.EXCERPTED_AS, target=made, at=at)
    record(by=by, action="listening.excerpt", scope=bead.scope, subject=f"voice:{made.pk}")
    return voice


def _check_span(contribution: Contribution, start: int, end: int) -> None:
    if not 0 <= start < end <= len(contribution.words) or not contribution.words[start:end].strip():
        raise BadInputError(
            "These words cannot be marked.",
            f"Characters {start} to {end} hold no words; the contribution has {len(contribution.words):,}.",
            "Mark words within it.",
        )

"""Taking words back: hidden at once, undone within the undo window, erased after it, and applied again after a restore.

Before a withdrawal is confirmed it stands in the withdrawal list, a file apart from database and backups; undoing is
written there only once it is done. So whatever breaks in between, words stay hidden rather than come back.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from seedbed.errors import NotAllowedError, UsageError
from seedbed.web.consent.actions import choose, erase_cards_taken_back, forget_unneeded, lift_withdrawal, withdraw_scope
from seedbed.web.consent.models import Participant
from seedbed.web.consent.withdrawals import WORDS, Entry, append, last_of_each, read
from seedbed.web.golden_thread import actions as thread
from seedbed.web.golden_thread.changing import lock_thread
from seedbed.web.golden_thread.models import Bead, Tombstone
from seedbed.web.golden_thread.withdrawing import forget_reasons
from seedbed.web.golden_thread.withdrawing import undo_withdrawal as bring_back
from seedbed.web.listening.beside import erase_beside, files_of
from seedbed.web.listening.models import Contribution, Withdrawal
from seedbed.web.media.actions import hide, show_again
from seedbed.web.people.audit import record
from seedbed.web.people.models import User

LOG = logging.getLogger(__name__)
BY_HOLDER = "Taken back with the receipt."
CODES = {True: "taken_back_with_receipt", False: "taken_back_by_team"}
"""What stays of a reason once the words are erased: people wrote it, and it may repeat what was said."""
AFTER_RESTORE = "Taken back before the site was restored."


@transaction.atomic
def withdraw_contribution(
    *, by: User | None, contribution: Contribution, why: str, at: datetime | None = None, by_holder: bool = False
) -> list[Bead]:
    """Take back a contribution and every voice of it: at once they are in no trace, count, measure or export.

    After the undo window (``SEEDBED_UNDO_DAYS``) the words are erased: see `erase_due`.

    Parameters
    ----------
    by
        Whose account takes it back; None if whoever holds the receipt does.
    contribution
        What is taken back.
    why
        The reason for the records; none of the words.
    at
        When; now if not given.
    by_holder
        Whether whoever holds the receipt takes it back.

    Returns
    -------
    list of Bead
        What was taken back: the contribution, then its voices.

    Raises
    ------
    UsageError
        If it was withdrawn before.
    UserError
        If the withdrawal list cannot be written; then nothing has changed.
    """
    moment = at or timezone.now()
    beads = _hide(by, contribution, why, moment, by_holder=by_holder)
    _note(contribution, WORDS, stands=True, at=moment, by_holder=by_holder)
    return beads


def _hide(by: User | None, contribution: Contribution, why: str, at: datetime, *, by_holder: bool) -> list[Bead]:
    # Under the lock, so that no voice is marked between looking for them and taking them back.
    lock_thread(contribution.bead.programme_id)
    if Tombstone.objects.filter(bead_id=contribution.pk).exists():
        raise UsageError(
            _("The contribution cannot be withdrawn."), _("It was withdrawn before."), _("Nothing more to do.")
        )
    voices = Bead.objects.filter(voice__contribution=contribution, tombstone=None).order_by("pk")
    beads = [contribution.bead, *voices]
    numbers = [bead.pk for bead in beads]
    thread.withdraw(by=by, beads=beads, why=why, at=at)
    Withdrawal.objects.create(
        contribution=contribution, beads=numbers, withdrawn_at=at, erase_at=at + _undo_window(), by_holder=by_holder
    )
    hide(by=by, files=files_of(contribution), at=at)
    subject = f"contribution:{contribution.pk}"
    record(by=by, action="listening.withdraw", scope=contribution.bead.scope, subject=subject, beads=numbers)
    return beads


def _undo_window() -> timedelta:
    return timedelta(days=settings.ENVIRONMENT.undo_days)


def _note(contribution: Contribution, what: str, *, stands: bool, at: datetime, by_holder: bool = False) -> None:
    if contribution.receipt_id is not None:
        append(settings.ENVIRONMENT.withdrawals, Entry(contribution.receipt_id, what, stands, at, by_holder))


@transaction.atomic
def undo_withdrawal(
    *, by: User | None, contribution: Contribution, at: datetime | None = None, by_holder: bool = False
) -> list[int]:
    """Undo a withdrawal within the undo window: what was hidden with it is on the thread again, links and all.

    Only whoever took them out puts them back. The team may have taken out what harms somebody else, and whoever holds
    the receipt need not say why: neither decides for the other.

    Parameters
    ----------
    by_holder
        Whether whoever holds the receipt asks for it, not the team.

    Returns
    -------
    list of int
        Numbers of the beads that came back.

    Raises
    ------
    UsageError
        If it was not withdrawn, the window is over or the words were erased.
    NotAllowedError
        If it was taken out by the other.
    """
    moment = at or timezone.now()
    _check_took_out(contribution, by_holder=by_holder)
    back = _show_again(by, contribution, moment)
    # Only once it is done for good: what the list still holds stays hidden after a restore, and that can be put right.
    note = partial(_note, contribution, WORDS, stands=False, at=moment, by_holder=by_holder)
    transaction.on_commit(note, robust=True)
    return back


def _check_took_out(contribution: Contribution, *, by_holder: bool) -> None:
    stands = contribution.withdrawals.filter(undone_at=None).first()
    if stands is None or stands.by_holder == by_holder:
        return
    what = _("The withdrawal cannot be undone.")
    if by_holder:
        raise NotAllowedError(what, _("The team took these words out."), _("Ask the people who gave you the receipt."))
    raise NotAllowedError(
        what, "It was taken back with the receipt.", "Whoever holds the receipt can undo it with its second half."
    )


def _show_again(by: User | None, contribution: Contribution, at: datetime) -> list[int]:
    lock_thread(contribution.bead.programme_id)
    stands = contribution.withdrawals.filter(undone_at=None).first()
    what = _("The withdrawal cannot be undone.")
    if stands is None:
        raise UsageError(what, _("These words were not taken back, or that was undone."), _("Nothing more to do."))
    if stands.erased_at is not None or at >= stands.erase_at:
        day = date_format(timezone.localtime(stands.erase_at), "DATETIME_FORMAT")
        raise UsageError(
            what, gettext("It could be undone until %(day)s.") % {"day": day}, _("Say it again, if you want it heard.")
        )
    back = bring_back(by=by, beads=list(Bead.objects.filter(pk__in=stands.beads)))
    stands.undone_at = at
    stands.save(update_fields=["undone_at"])
    show_again(by=by, files=files_of(contribution))
    subject = f"contribution:{contribution.pk}"
    record(by=by, action="listening.undo_withdrawal", scope=contribution.bead.scope, subject=subject, beads=back)
    return back


@transaction.atomic
def choose_scope(
    *, by: User | None = None, contribution: Contribution, scope: str, yes: bool, at: datetime | None = None
) -> None:
    """Change what whoever said something agrees to in one thing, with their receipt in hand; it holds at once.

    Raises
    ------
    UsageError
        If nobody in particular said it, the scope is unknown, or a child would give more by themself.
    UserError
        If the withdrawal list cannot be written; then nothing has changed.
    """
    if contribution.participant is None:
        raise UsageError(
            _("There is nothing to choose here."),
            _("It was said in public, by nobody in particular."),
            _("Take it out instead."),
        )
    moment = at or timezone.now()
    choose(by=by, participant=contribution.participant, scope=scope, yes=yes, at=moment)
    note = partial(_note, contribution, scope, stands=not yes, at=moment, by_holder=by is None)
    if yes:
        transaction.on_commit(note, robust=True)
    else:
        note()


@transaction.atomic
def note_opening(*, contribution: Contribution) -> None:
    """Write into the audit trail that someone saw their words with their receipt."""
    subject = f"contribution:{contribution.pk}"
    record(by=None, action="listening.open_receipt", scope=contribution.bead.scope, subject=subject)


def erase_due(now: datetime) -> int:
    """Erase the words of all withdrawals whose undo window is over, and cards; return how many withdrawals.

    Each is a transaction of its own: one that fails is tried again the next time, and holds up no other.
    """
    due = Withdrawal.objects.filter(undone_at=None, erased_at=None, erase_at__lte=now).order_by("erase_at")
    done = 0
    for number in due.values_list("pk", flat=True):
        try:
            done += _erase(number, now)
        except Exception:
            LOG.exception("Withdrawal %s could not be erased.", number)
    erase_cards_taken_back(now - _undo_window())
    return done


@transaction.atomic
def _erase(number: int, now: datetime) -> bool:
    found = Withdrawal.objects.select_related("contribution__bead__neighbourhood__scope").get(pk=number)
    contribution = found.contribution
    lock_thread(contribution.bead.programme_id)
    # Under the lock: someone may have undone it in between.
    if not Withdrawal.objects.filter(pk=number, undone_at=None, erased_at=None).update(erased_at=now):
        return False
    participant = contribution.participant
    contribution.words = contribution.translation = contribution.prompt = contribution.gist = ""
    contribution.participant, contribution.in_public, contribution.device = None, False, None
    contribution.translated_by = contribution.translated_at = contribution.transcriber = None
    contribution.checked_by = contribution.checked_at = None
    contribution.save()
    erase_beside(contribution, now)
    contribution.voices.exclude(translation="").update(translation="")
    forget_reasons(found.beads, CODES[found.by_holder])
    _forget(participant)
    record(by=None, action="listening.erase", scope=contribution.bead.scope, subject=f"contribution:{contribution.pk}")
    return True


def _forget(participant: Participant | None) -> None:
    if participant is not None and not participant.contributions.exists():
        # They came all the same: counted from now on, and nobody knows who it was.
        participant.attendances.update(participant=None)
        forget_unneeded(participant=participant)


def reapply_withdrawals(path: Path, now: datetime | None = None) -> int:
    """Do again what the withdrawal list says and a restored database does not know; return how much that was.

    Call it before anything is served. Doing it again changes nothing.

    Raises
    ------
    BadInputError
        If the list cannot be read; then nothing may be served.
    """
    moment = now or timezone.now()
    changed = 0
    for entry in last_of_each(read(path)):
        contribution = Contribution.objects.filter(receipt=entry.receipt).first()
        if contribution is not None:
            changed += _again(contribution, entry)
    erase_due(moment)
    return changed


@transaction.atomic
def _again(contribution: Contribution, entry: Entry) -> bool:
    """Bring one contribution to the state that an entry says; say whether it was in another."""
    if entry.what != WORDS:
        participant = contribution.participant
        if participant is None or _taken_back(participant, entry.what) == entry.stands:
            return False
        change = withdraw_scope if entry.stands else lift_withdrawal
        change(by=None, participant=participant, scope=entry.what, at=entry.at)
        return True
    if Tombstone.objects.filter(bead_id=contribution.pk).exists() == entry.stands:
        return False
    if entry.stands:
        _hide(None, contribution, AFTER_RESTORE, entry.at, by_holder=entry.by_holder)
    else:
        _show_again(None, contribution, entry.at)
    return True


def _taken_back(participant: Participant, scope: str) -> bool:
    return participant.withdrawals.filter(scope=scope, lifted_at=None).exists()

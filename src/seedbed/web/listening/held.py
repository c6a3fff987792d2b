"""What is held of one person in this room: what they said, withdrawn or not, and what became of it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from seedbed.thread.identifiers import printed
from seedbed.web.consent.held import Held, Kept, Row, Who, register_held, register_kept, register_who
from seedbed.web.consent.models import Participant, Receipt
from seedbed.web.consent.numbers import grouped
from seedbed.web.listening.became import what_became
from seedbed.web.listening.models import Contribution, Withdrawal
from seedbed.web.places.models import Programme


def register() -> None:
    """Register all of it."""
    register_who(_who_took)
    register_held(Held("words", gettext_lazy("What was said"), _words))
    register_held(Held("earlier", gettext_lazy("What it said before it was changed"), _earlier))
    register_held(Held("marks", gettext_lazy("What was shown on the map"), _marks))
    register_held(Held("came", gettext_lazy("Events they came to"), _came))
    register_held(Held("voices", gettext_lazy("What was marked in it"), _voices))
    register_held(Held("became", gettext_lazy("What became of it"), _became))
    register_kept(Kept(gettext_lazy("What people said"), _words_until, _said))
    register_kept(Kept(gettext_lazy("Words that were taken back"), _taken_until, _taken))


def _who_took(receipt: Receipt) -> Participant | None:
    found = Contribution.objects.select_related("participant").filter(receipt=receipt).first()
    return found.participant if found is not None else None


def _of(who: Who) -> QuerySet[Contribution]:
    """Return what one person said; of nobody in particular, what the receipt was given for, and nothing else."""
    mine = Q(participant=who.participant) if who.participant is not None else Q(receipt=who.receipt)
    found = Contribution.objects.filter(mine) if who.participant or who.receipt else Contribution.objects.none()
    return found.select_related("bead__programme", "bead__neighbourhood").order_by("pk")


def _words(who: Who) -> Iterator[Row]:
    for each in _of(who):
        taken = each.withdrawals.filter(undone_at=None).first()
        yield {
            "number": printed(each.pk),
            "said on": each.bead.payload["said_on"],
            "language": each.bead.payload["language"],
            "asked": each.prompt,
            "words": each.words,
            "in a few words": each.gist,
            "in English": each.translation,
            "receipt": grouped(str(each.receipt_id)) if each.receipt_id else "",
            "taken back": timezone.localtime(taken.withdrawn_at).date().isoformat() if taken else "",
            "erased": timezone.localtime(taken.erased_at).date().isoformat() if taken and taken.erased_at else "",
        }


def _earlier(who: Who) -> Iterator[Row]:
    for each in _of(who):
        for before in each.earlier.all():
            until = timezone.localtime(before.until).date().isoformat()
            yield {"in": printed(each.pk), "words": before.words, "in English": before.translation, "until": until}


def _marks(who: Who) -> Iterator[Row]:
    for each in _of(who):
        for mark in each.marks.order_by("pk"):
            where = json.dumps(mark.geometry["coordinates"])
            yield {"in": printed(each.pk), "where": where, "what": mark.category, "called": mark.label}


def _came(who: Who) -> Iterator[Row]:
    """Tell of attendances, which are noted by token; of nobody in particular none are."""
    if who.participant is None:
        return
    for each in who.participant.attendances.select_related("event__bead").order_by("pk"):
        payload = each.event.bead.payload
        yield {
            "event": payload["name"],
            "on": payload["held_on"],
            "for": str(each.get_sector_display()),
            "lives here": str(each.get_resident_display()),
        }


def _voices(who: Who) -> Iterator[Row]:
    for each in _of(who):
        for voice in each.voices.select_related("contribution").order_by("start"):
            yield {"in": printed(each.pk), "words": voice.words, "in English": voice.translation}


def _became(who: Who) -> Iterator[Row]:
    for each in _of(who):
        for stage in what_became(each):
            yield {"of": printed(each.pk), "stage": stage.heading, "what": "; ".join(map(str, stage.lines))}


def _words_until(_programme: Programme) -> str:
    return _("As long as the programme runs, or until they are taken back.")


def _taken_until(_programme: Programme) -> str:
    return _("%(days)s days after they were taken back; then they are erased.") % {
        "days": settings.ENVIRONMENT.undo_days
    }


def _said(programme: Programme) -> int:
    return Contribution.objects.filter(bead__programme=programme, bead__tombstone=None).count()


def _taken(programme: Programme) -> int:
    waiting = Withdrawal.objects.filter(contribution__bead__programme=programme, undone_at=None, erased_at=None)
    return waiting.count()

"""What is held of one person in the rooms of consent and contacts, and for how long."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from seedbed.web.consent.held import Held, Kept, Row, Who, register_held, register_kept
from seedbed.web.consent.models import Consent, ConsentScope, DemographicCard, Participant
from seedbed.web.consent.numbers import grouped
from seedbed.web.consent.sentences import bundled
from seedbed.web.contacts.queries import contact_of, count_in, months_of, out_of_reach
from seedbed.web.contacts.reach import Reach
from seedbed.web.people.sealing import CannotBeOpenedError
from seedbed.web.places.models import Programme


def register() -> None:
    """Register all of it."""
    register_held(Held("person", gettext_lazy("Who it is about"), _person))
    register_held(Held("cards", gettext_lazy("What was told about oneself"), _cards))
    register_held(Held("consents", gettext_lazy("What was agreed to, and the words that were shown"), _consents))
    register_held(Held("withdrawals", gettext_lazy("What was taken back"), _withdrawals))
    register_held(Held("contact", gettext_lazy("How to be reached"), _contact))
    # A room that keeps pictures or recordings registers the same name and says them.
    register_held(Held("media", gettext_lazy("Photos, recordings and drawings"), lambda _who: ()))
    register_kept(Kept(gettext_lazy("How to reach people who agreed to it"), _contacts_until, count_in))
    register_kept(Kept(gettext_lazy("People who took part, each by a random number"), _as_words, _participants))
    register_kept(Kept(gettext_lazy("What people told about themselves"), _cards_until, _people_with_cards))
    register_kept(Kept(gettext_lazy("What people agreed to, and when"), _as_words, _consents_of))


def _person(who: Who) -> Iterator[Row]:
    if who.participant is not None:
        yield {
            "number": who.participant.pk,
            "neighbourhood": who.participant.neighbourhood.name,
            "programme": who.participant.neighbourhood.programme.name,
            "came": _moment(who.participant.came_at),
        }
    elif who.receipt is not None:
        yield {
            "receipt": grouped(who.receipt.pk),
            "neighbourhood": who.receipt.neighbourhood.name,
            "programme": who.receipt.neighbourhood.programme.name,
            "came": _moment(who.receipt.made_at),
        }


def _cards(who: Who) -> Iterator[Row]:
    if who.participant is not None:
        for card in who.participant.cards.order_by("characteristic"):
            yield {"about": card.characteristic, "told": card.group}


def _consents(who: Who) -> Iterator[Row]:
    if who.participant is None:
        return
    for given in who.participant.consents.select_related("shown"):
        said_yes_to = frozenset(given.scopes)
        sentences = given.shown.sentences if given.shown else bundled().get(given.language, {})
        for scope in ConsentScope:
            yield {
                "asked on": _moment(given.given_at),
                "version of the words": given.wording,
                "language": given.language,
                "words shown": sentences.get(scope.value, scope.label),
                "agreed": _("yes") if scope.value in said_yes_to else _("no"),
                "how": given.get_how_display(),
                "age band": given.get_age_band_display(),
                "guardian agreed": _("yes") if given.guardian_agreed else _("no"),
            }


def _withdrawals(who: Who) -> Iterator[Row]:
    if who.participant is not None:
        for each in who.participant.withdrawals.all():
            lifted = _moment(each.lifted_at) if each.lifted_at else ""
            yield {"what": each.get_scope_display(), "taken back": _moment(each.withdrawn_at), "given again": lifted}


def _contact(who: Who) -> Iterator[Row]:
    if who.participant is None:
        return
    found = contact_of(who.participant)
    if found is None and out_of_reach(who.participant.neighbourhood):
        raise CannotBeOpenedError(
            "Not all that is held of them can be told.",
            "Some contacts here were sealed with a key that is not here; one of them may be theirs.",
            "Have the key put back, or wait until those contacts are erased on their days.",
        )
    if found is not None:
        reach = Reach.from_told(found.opened())
        yield {
            "phone": reach.phone,
            "e-mail": reach.email,
            "kept since": found.kept_on.isoformat(),
            "last reply": found.last_reply_on.isoformat() if found.last_reply_on else "",
            "erased on": found.erase_on.isoformat(),
        }


def _moment(moment: object) -> str:
    return timezone.localtime(moment).isoformat(" ", "minutes")  # type: ignore[arg-type]


def _contacts_until(programme: Programme) -> str:
    months = months_of(programme)
    told = ngettext(
        "Until %(months)s month after the last reply, or until they take back that they may be contacted.",
        "Until %(months)s months after the last reply, or until they take back that they may be contacted.",
        months,
    )
    return told % {"months": months}


def _as_words(_programme: Programme) -> str:
    return _("As long as their words are kept, or while they may be contacted again.")


def _cards_until(_programme: Programme) -> str:
    days = settings.ENVIRONMENT.undo_days
    return _("As long as their words are kept; %(days)s days after they take back that it may be counted.") % {
        "days": days
    }


def _participants(programme: Programme) -> int:
    return Participant.objects.filter(neighbourhood__programme=programme).count()


def _people_with_cards(programme: Programme) -> int:
    cards = DemographicCard.objects.filter(participant__neighbourhood__programme=programme)
    return cards.values("participant").distinct().count()


def _consents_of(programme: Programme) -> int:
    return Consent.objects.filter(participant__neighbourhood__programme=programme).count()

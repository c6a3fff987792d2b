"""Everything that changes participants and consents: one transaction and one audit row each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from seedbed.errors import UsageError
from seedbed.web.consent.held import is_needed
from seedbed.web.consent.models import (
    CHILDREN,
    AgeBand,
    Consent,
    ConsentScope,
    ConsentWithdrawal,
    ConsentWording,
    DemographicCard,
    How,
    Participant,
    Receipt,
)
from seedbed.web.consent.numbers import new_number
from seedbed.web.consent.queries import consent_of, effective, signed_wording
from seedbed.web.consent.receipts import digest_of, new_second_half
from seedbed.web.consent.sentences import LANGUAGE, VERSION, is_original
from seedbed.web.consent.tokens import new_token
from seedbed.web.people.audit import in_one_transaction, record
from seedbed.web.people.kept_apart import note_gone
from seedbed.web.people.models import User
from seedbed.web.people.wording import clean_name
from seedbed.web.places.models import Neighbourhood, Programme

_NO_CARDS: Mapping[str, str] = MappingProxyType({})
_TAKING_PART = (ConsentScope.TAKE_PART.value,)


@dataclass(frozen=True, slots=True)
class Asked:
    """How consent was asked and given.

    Parameters
    ----------
    language
        Of the words they were asked in (BCP 47).
    how
        How they answered.
    age_band
        How old they are.
    guardian_agreed, assented
        For a child under 16: whether a guardian agreed, who is not named, and whether the child said yes too.
    wording
        Version of the words; the newest signed one of the language if not given.
    """

    language: str = LANGUAGE
    how: How = How.SPOKEN
    age_band: AgeBand = AgeBand.ADULT
    guardian_agreed: bool = False
    assented: bool = False
    wording: str = ""


ASKED = Asked()
"""Asked and answered in spoken English, by someone who is 18 or over."""


@in_one_transaction
def welcome(
    *,
    by: User | None,
    neighbourhood: Neighbourhood,
    cards: Mapping[str, str] = _NO_CARDS,
    scopes: Sequence[str] = _TAKING_PART,
    asked: Asked = ASKED,
    at: datetime | None = None,
) -> Participant:
    """Welcome someone who takes part: a random token, what they agreed to, and the cards they chose to give.

    Parameters
    ----------
    cards
        Their group by characteristic, for those they told; empty if they gave no card. Kept only with the scope
        ``card``.
    scopes
        What they agreed to: values of `ConsentScope`.
    asked
        How they were asked.

    Raises
    ------
    UsageError
        If a scope is unknown, taking part is not among them, a card has no group, cards come without ``card``, the
        words they were asked in are not signed in that language, or a child came without guardian or assent.
    """
    when = at or timezone.now()
    agreed = _checked(scopes)
    if ConsentScope.TAKE_PART not in agreed:
        raise UsageError(
            "Nobody takes part without agreeing to it.", "'take_part' is missing.", "Ask first, then record it."
        )
    if cards and ConsentScope.CARD not in agreed:
        raise UsageError(
            "What they told about themselves was not kept.",
            "They did not agree that it may be counted: 'card' is missing.",
            "Ask for it, or leave the cards out.",
        )
    told = {
        clean_name(characteristic, "characteristic", 40): clean_name(group, "group", 80)
        for characteristic, group in cards.items()
    }
    participant = Participant.objects.create(token=new_token(), neighbourhood=neighbourhood, came_at=when)
    DemographicCard.objects.bulk_create(
        DemographicCard(participant=participant, characteristic=characteristic, group=group)
        for characteristic, group in told.items()
    )
    Consent.objects.bulk_create([_made(by, participant, agreed, asked, when)])
    # Neither token nor groups: the trail must not tell who came.
    record(by=by, action="consent.welcome", scope=neighbourhood.scope)
    return participant


@transaction.atomic
def agree(
    *,
    by: User | None,
    participant: Participant,
    scopes: Sequence[str],
    asked: Asked | None = None,
    at: datetime | None = None,
) -> Consent:
    """Record what a participant agrees to from now on; it takes the place of what they agreed to before.

    What they took back stays taken back, whatever a later form says, until that is lifted: see `lift_withdrawal`.

    Parameters
    ----------
    asked
        How they were asked; as the last time if not given.

    Raises
    ------
    UsageError
        If a scope is unknown, the words are not signed in that language, or a child has no guardian or assent.
    """
    agreed = _checked(scopes)
    made = _keep(by, participant, agreed, asked or _as_before(participant), at or timezone.now())
    record(by=by, action="consent.agree", scope=participant.neighbourhood.scope)
    return made


@transaction.atomic
def withdraw_scope(
    *, by: User | None, participant: Participant, scope: str, at: datetime | None = None
) -> ConsentWithdrawal:
    """Take one thing back: from this moment `effective` says no to it. Doing it again changes nothing.

    Raises
    ------
    UsageError
        If the scope is unknown.
    """
    (chosen,) = _checked([scope])
    stands, new = participant.withdrawals.get_or_create(
        scope=chosen, lifted_at=None, defaults={"withdrawn_at": at or timezone.now()}
    )
    if new:
        record(by=by, action="consent.withdraw_scope", scope=participant.neighbourhood.scope, what=chosen)
    return stands


@transaction.atomic
def lift_withdrawal(*, by: User | None, participant: Participant, scope: str, at: datetime | None = None) -> bool:
    """Let a thing that was taken back be agreed to again, because its owner says so; say whether it was taken back.

    Raises
    ------
    UsageError
        If the scope is unknown.
    """
    (chosen,) = _checked([scope])
    lifted = participant.withdrawals.filter(scope=chosen, lifted_at=None).update(lifted_at=at or timezone.now())
    if lifted:
        record(by=by, action="consent.lift_withdrawal", scope=participant.neighbourhood.scope, what=chosen)
    return bool(lifted)


@transaction.atomic
def choose(
    *, by: User | None = None, participant: Participant, scope: str, yes: bool, at: datetime | None = None
) -> None:
    """Do what a participant themself chooses for one thing, with their receipt in hand.

    Raises
    ------
    UsageError
        If the scope is unknown, or a child would give more without being asked in person.
    """
    if not yes:
        withdraw_scope(by=by, participant=participant, scope=scope, at=at)
        return
    lift_withdrawal(by=by, participant=participant, scope=scope, at=at)
    newest, told = consent_of(participant), _as_before(participant)
    before = list(newest.scopes) if newest else []
    if scope in before:
        return
    if told.age_band in CHILDREN:
        raise UsageError(
            "This was not changed.",
            "Who is under 16 gives more only when a guardian agrees too.",
            "Ask the people who gave you the receipt.",
        )
    asked = replace(told, how=How.ON_A_DEVICE, wording="")
    agree(by=by, participant=participant, scopes=[*before, scope], asked=asked, at=at)


@in_one_transaction
def make_receipt(*, neighbourhood: Neighbourhood, at: datetime | None = None) -> tuple[Receipt, str]:
    """Make a receipt: its number, and the second half, which is returned this once and kept as a digest."""
    second_half = new_second_half()
    while True:
        number = new_number()
        if not Receipt.objects.filter(pk=number).exists():
            break
    receipt = Receipt.objects.create(
        number=number,
        digest=digest_of(number, second_half),
        neighbourhood=neighbourhood,
        made_at=at or timezone.now(),
    )
    return receipt, second_half


@transaction.atomic
def new_half_of(*, receipt: Receipt) -> str:
    """Give a receipt a new second half and return it, this once; the one before opens nothing any more."""
    second_half = new_second_half()
    Receipt.objects.filter(pk=receipt.pk).update(digest=digest_of(receipt.pk, second_half), made_as="")
    return second_half


@transaction.atomic
def forget_unneeded(*, participant: Participant) -> bool:
    """Erase the cards of someone whose words were all erased, and who they are where nothing else needs it.

    It is needed while a room can reach them with their consent, and while another keeps something under their token.
    Returns whether the participant is gone.
    """
    participant.cards.all().delete()
    if effective(participant, ConsentScope.RECONTACT) and is_needed(participant):
        Participant.objects.filter(pk=participant.pk).update(only_to_reach=True)
        return False
    return _forget(participant)


@transaction.atomic
def forget_once_unreachable(*, token: str) -> bool:
    """Erase someone who was known only while they could be reached, now that they no longer can.

    Whose words are still kept, or still to be said, stays. Returns whether the participant is gone.
    """
    participant = Participant.objects.filter(pk=token, only_to_reach=True).first()
    if participant is None or is_needed(participant) or _has_more(participant):
        return False
    return _forget(participant)


def forget_again(gone: Mapping[str, datetime]) -> int:
    """Erase participants that were erased after a backup, in the site that was restored from it; return how many."""
    again = [person for person in Participant.objects.iterator() if _digest_of(person.pk) in gone]
    return sum(_forget(person) for person in again if not _has_more(person))


def _has_more(participant: Participant) -> bool:
    """Say whether another room keeps something under their token."""
    own = Participant._meta.app_label  # noqa: SLF001 - Django's own way to ask what points at a row
    others = [each for each in Participant._meta.related_objects if each.related_model._meta.app_label != own]  # noqa: SLF001
    return any(
        each.related_model._default_manager.filter(**{each.field.name: participant}).exists()  # noqa: SLF001
        for each in others
    )


def _forget(participant: Participant) -> bool:
    digest = _digest_of(participant.pk)
    try:
        with transaction.atomic():
            participant.delete()
    except ProtectedError:
        return False
    note_gone("participant", digest)
    return True


def _digest_of(token: str) -> str:
    """Return what the list kept apart calls a participant: a token of 80 random bits cannot be found from it."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def erase_cards_taken_back(before: datetime) -> int:
    """Erase the cards of those who took back, before a time, that they may be counted; return how many cards."""
    taken = ConsentWithdrawal.objects.filter(
        scope=ConsentScope.CARD.value, lifted_at=None, withdrawn_at__lte=before
    ).values("participant")
    erased, _ = DemographicCard.objects.filter(participant__in=taken).delete()
    return erased


def wording_shown(programme: Programme, asked: Asked) -> tuple[str, ConsentWording | None]:
    """Return the version of the words that residents are shown, and its signed record; None for our own English.

    Raises
    ------
    UsageError
        If no such words were signed in that language.
    """
    if asked.wording:
        signed = programme.consent_wordings.filter(language=asked.language, version=asked.wording, status="signed")
        found = signed.first()
    else:
        found = signed_wording(programme, asked.language)
    version = found.version if found else asked.wording or VERSION
    if found is None and not is_original(version, asked.language):
        raise UsageError(
            f"Nobody may be asked for consent in this language yet ({asked.language:.35}).",
            "Its wording is a draft, or there is none: no named speaker has signed it.",
            "Ask in a language that is signed, or have a speaker read and sign the draft.",
        )
    return version, found


def _keep(by: User | None, participant: Participant, agreed: list[str], asked: Asked, when: datetime) -> Consent:
    made = _made(by, participant, agreed, asked, when)
    made.save()
    return made


def _made(by: User | None, participant: Participant, agreed: list[str], asked: Asked, when: datetime) -> Consent:
    if agreed and asked.age_band in CHILDREN and not (asked.guardian_agreed and asked.assented):
        raise UsageError(
            "A child under 16 takes part only if two people say yes.",
            "A guardian's consent or the child's own yes is missing.",
            "Ask both, and record both; the guardian is not named.",
        )
    version, shown = wording_shown(participant.neighbourhood.programme, asked)
    return Consent(
        participant=participant,
        scopes=agreed,
        wording=version,
        language=asked.language,
        shown=shown,
        how=asked.how,
        age_band=asked.age_band,
        guardian_agreed=asked.guardian_agreed,
        assented=asked.assented,
        given_at=when,
        recorded_by=by,
    )


def _as_before(participant: Participant) -> Asked:
    last = consent_of(participant)
    if last is None:
        return ASKED
    return Asked(
        last.language, How(last.how), AgeBand(last.age_band), last.guardian_agreed, last.assented, last.wording
    )


def _checked(scopes: Iterable[str]) -> list[str]:
    asked = set(scopes)
    unknown = sorted(asked - set(ConsentScope.values))
    if unknown:
        raise UsageError(
            f"Nobody can agree to '{unknown[0][:40]}'.",
            f"What can be agreed to: {', '.join(ConsentScope.values)}.",
            "Choose among these.",
        )
    return [scope for scope in ConsentScope.values if scope in asked]

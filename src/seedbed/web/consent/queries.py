"""What is asked about participants: what they agreed to, and the groups of those who let them be counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from seedbed.web.consent.models import (
    Consent,
    ConsentScope,
    ConsentWithdrawal,
    ConsentWording,
    DemographicCard,
    LawfulBasis,
    Participant,
    WordingStatus,
)
from seedbed.web.consent.rules import holds
from seedbed.web.consent.sentences import LANGUAGE, NAMES, VERSION, bundled, is_original
from seedbed.web.places.models import Neighbourhood, Programme
from seedbed.web.ui.batches import in_batches

Participants = QuerySet[Participant] | tuple[str, ...]


def effective(participant: Participant, scope: ConsentScope | str, at: datetime | None = None) -> bool:
    """Say whether someone agrees to a thing: the one answer that everything asks before it uses or shows words.

    The rule is `seedbed.web.consent.rules.holds`. Consents and withdrawals that were loaded before are not asked for
    again; see `consents_of`.
    """
    return holds(ConsentScope(scope).value, participant.consents.all(), participant.withdrawals.all(), at)


def effective_among(participants: Iterable[Participant], scope: ConsentScope | str) -> set[str]:
    """Return the tokens of those who agree to a thing now, by the same rule as `effective`, in a few questions."""
    wanted = ConsentScope(scope).value
    found: set[str] = set()
    for some in _batches(participants):
        consents, withdrawals = _by_participant(some)
        found.update(token for token, given in consents.items() if holds(wanted, given, withdrawals.get(token, ())))
    return found


def not_agreeing(neighbourhood: Neighbourhood) -> list[str]:
    """Return the tokens of participants who do not, or no longer, agree that their words are used."""
    everyone = Participant.objects.filter(neighbourhood=neighbourhood)
    agreeing = effective_among(everyone, ConsentScope.TAKE_PART)
    return [token for token in everyone.values_list("pk", flat=True) if token not in agreeing]


def consents_of(path: str) -> tuple[str | Prefetch[str], ...]:
    """Return what loads the consents of the participants at the end of a path, for ``prefetch_related``."""
    return (
        Prefetch(f"{path}__consents", queryset=Consent.objects.select_related("shown")),
        f"{path}__withdrawals",
    )


def _by_participant(some: Participants) -> tuple[dict[str, list[Consent]], dict[str, list[ConsentWithdrawal]]]:
    consents: dict[str, list[Consent]] = defaultdict(list)
    for consent in Consent.objects.filter(participant__in=some).select_related("shown"):
        consents[consent.participant_id].append(consent)
    withdrawals: dict[str, list[ConsentWithdrawal]] = defaultdict(list)
    for withdrawal in ConsentWithdrawal.objects.filter(participant__in=some, lifted_at=None):
        withdrawals[withdrawal.participant_id].append(withdrawal)
    return consents, withdrawals


def groups_of(participants: Iterable[Participant], characteristic: str) -> dict[str, str]:
    """Return the group of each participant who gave a card of a characteristic and lets it be counted, by token.

    For measures only: pages that show one person's cards ask `Permission.SEE_CARDS` first.
    """
    found: dict[str, str] = {}
    for some in _batches(participants):
        cards = DemographicCard.objects.filter(characteristic=characteristic, participant__in=some)
        consents, withdrawals = _by_participant(some)
        found.update(
            (token, group)
            for token, group in cards.values_list("participant_id", "group")
            if holds(ConsentScope.CARD.value, consents.get(token, ()), withdrawals.get(token, ()))
        )
    return found


def _batches(participants: Iterable[Participant]) -> Iterator[Participants]:
    if isinstance(participants, QuerySet):
        yield participants
        return
    yield from in_batches(participant.pk for participant in participants)


def consent_of(participant: Participant) -> Consent | None:
    """Return the newest record of what someone agreed to; whether it holds is for `effective` to say."""
    return participant.consents.last()


def signed_wording(programme: Programme, language: str) -> ConsentWording | None:
    """Return the newest wording of a language that a named speaker signed for a programme."""
    signed = programme.consent_wordings.filter(language=language, status=WordingStatus.SIGNED)
    return signed.order_by("signed_at", "pk").last()


def languages_to_ask_in(programme: Programme) -> list[str]:
    """Return the languages in which residents may be asked: English, and those whose wording was signed."""
    signed = programme.consent_wordings.filter(status=WordingStatus.SIGNED).values_list("language", flat=True)
    return [LANGUAGE, *sorted(set(signed) - {LANGUAGE})]


def sentences_for(programme: Programme, language: str) -> tuple[str, Mapping[str, str]]:
    """Return the sentences in which a resident is asked, and their language: the signed ones of the language, or ours.

    A draft is never among them.
    """
    signed = signed_wording(programme, language) or signed_wording(programme, LANGUAGE)
    if signed is not None:
        return signed.language, signed.sentences
    return LANGUAGE, bundled()[LANGUAGE]


@dataclass(frozen=True, slots=True)
class ShownWording:
    """One wording as the steward sees it: a record, or a draft that came with the platform and was not signed."""

    language: str
    version: str
    status: str
    signed_by: str
    signed_at: datetime | None
    sentences: tuple[tuple[str, str], ...]
    number: int | None = None

    def told(self) -> list[tuple[str, str]]:
        """Return what each sentence is about, in words, with the sentence."""
        return [(name.replace("_", " ").capitalize(), sentence) for name, sentence in self.sentences]


def wordings_of(programme: Programme) -> list[ShownWording]:
    """Return every wording that a programme has or could sign, by language."""
    kept = list(programme.consent_wordings.all())
    known = {(each.language, each.version) for each in kept}
    found = [
        ShownWording(
            each.language, each.version, each.status, each.signed_by, each.signed_at, _told(each.sentences), each.pk
        )
        for each in kept
    ]
    for language, sentences in bundled().items():
        if (language, VERSION) not in known:
            status = "original" if is_original(VERSION, language) else WordingStatus.DRAFT.value
            found.append(ShownWording(language, VERSION, status, "", None, _told(sentences)))
    return sorted(found, key=lambda each: (each.language != LANGUAGE, each.language, each.version))


def _told(sentences: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the sentences in their order; what was signed before a sentence came to be is without it."""
    return tuple((name, sentences[name]) for name in NAMES if name in sentences)


def lawful_basis_of(programme: Programme) -> LawfulBasis | None:
    """Return the ground on which a programme uses personal data, as decided last."""
    return programme.lawful_bases.last()

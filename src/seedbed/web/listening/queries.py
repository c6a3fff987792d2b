"""Reading words: only for those who may, and only what its speaker agreed to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q, QuerySet, prefetch_related_objects
from django.utils import timezone

from seedbed.thread.kinds import BeadKind, Relation
from seedbed.web.consent.models import ConsentScope
from seedbed.web.consent.queries import consent_of, consents_of, effective, not_agreeing, sentences_for
from seedbed.web.golden_thread.models import Bead, Link
from seedbed.web.listening.models import Contribution, Voice, Withdrawal
from seedbed.web.people.models import User
from seedbed.web.people.permissions import Visitor, can
from seedbed.web.people.roles import Permission
from seedbed.web.places.models import Neighbourhood


class Audience(StrEnum):
    """Before whom words are to be shown."""

    TEAM = "team"
    DECISION_MAKERS = "decision_makers"
    RESEARCHERS = "researchers"
    PUBLIC = "public"


AGREED_FOR: Mapping[Audience, ConsentScope] = {
    Audience.TEAM: ConsentScope.TAKE_PART,
    Audience.DECISION_MAKERS: ConsentScope.QUOTE,
    Audience.RESEARCHERS: ConsentScope.SECONDARY_USE,
    Audience.PUBLIC: ConsentScope.PUBLIC_DISPLAY,
}
"""What whoever said it must agree to, for each audience. The team are those with the permission to read words."""


@dataclass(frozen=True, slots=True)
class Words:
    """What was said, in its language, with its translation where there is one."""

    said: str
    language: str
    translation: str = ""

    def __str__(self) -> str:
        return self.said


def words_of(beads: Iterable[Bead], user: Visitor) -> dict[int, Words]:
    """Return the words of contributions and voices by bead number, for those that this person may read.

    Beads of other kinds, withdrawn beads, erased words and words whose speaker did not agree are not among them.
    """
    chosen = [bead for bead in beads if bead.kind in {BeadKind.CONTRIBUTION, BeadKind.VOICE}]
    load_words(chosen)
    allowed: dict[int, bool] = {}
    found = {}
    for bead in chosen:
        place = bead.neighbourhood_id or 0
        if place not in allowed:
            allowed[place] = bead.neighbourhood is not None and can(
                user, Permission.SEE_WORDS, bead.neighbourhood.scope
            )
        words = _words(bead) if allowed[place] and agreed_to(bead) else None
        if words is not None and words.said:
            found[bead.pk] = words
    return found


def load_words(beads: Sequence[Bead]) -> None:
    """Load what words, agreement and scope of many beads need, in a few questions to the database."""
    by_kind: dict[str, list[Bead]] = {}
    for bead in beads:
        by_kind.setdefault(bead.kind, []).append(bead)
    common = ("neighbourhood__scope", "tombstone")
    for kind, path in ((BeadKind.CONTRIBUTION, "contribution"), (BeadKind.VOICE, "voice__contribution")):
        if kind in by_kind:
            agreements = consents_of(f"{path}__participant")
            translators = ["contribution__translated_by"] if kind == BeadKind.CONTRIBUTION else []
            needed = (*common, path, *agreements, f"{path}__bead", f"{path}__checks", *translators)
            prefetch_related_objects(by_kind[kind], *needed)


def contribution_of(bead: Bead) -> Contribution | None:
    """Return the contribution that a contribution's or voice's bead stands for or is part of."""
    if bead.kind == BeadKind.VOICE:
        voice: Voice | None = getattr(bead, "voice", None)
        return voice.contribution if voice else None
    return getattr(bead, "contribution", None)


def may_be_shown(bead: Bead, audience: Audience) -> bool:
    """Say whether words may be shown to an audience: not withdrawn, and their speaker agrees to it now.

    Everything that shows or exports words asks this. What was said in public by nobody in particular is for the team
    alone: nobody agreed that it be carried further. A contribution that lost its participant is not public for that.
    """
    contribution = contribution_of(bead)
    if contribution is None or getattr(bead, "tombstone", None) is not None:
        return False
    if contribution.participant is None:
        return contribution.in_public and audience is Audience.TEAM
    return effective(contribution.participant, AGREED_FOR[audience])


def passed_check(contribution: Contribution) -> bool:
    """Say whether a person read the words and found nothing against showing them to everyone; the newest check counts.

    Checks that were loaded before are not asked for again.
    """
    newest = max(contribution.checks.all(), key=lambda check: (check.at, check.pk), default=None)
    return newest is not None and newest.passed


def agreed_to(bead: Bead) -> bool:
    """Say whether these words may be shown to people who may read words."""
    return may_be_shown(bead, Audience.TEAM)


def words_for(beads: Iterable[Bead], audience: Audience) -> dict[int, Words]:
    """Return the words of contributions and voices that may be carried to an audience, by bead number.

    For what leaves the team: displays, quotes, exports. For people at their pages there is `words_of`. Everyone sees
    words only once somebody of the team has read them.
    """
    chosen = [bead for bead in beads if bead.kind in {BeadKind.CONTRIBUTION, BeadKind.VOICE}]
    load_words(chosen)
    shown = [bead for bead in chosen if may_be_shown(bead, audience)]
    if audience is Audience.PUBLIC:
        shown = [bead for bead in shown if (said := contribution_of(bead)) is not None and passed_check(said)]
    found = ((bead.pk, _words(bead)) for bead in shown)
    return {number: words for number, words in found if words is not None and words.said}


def _words(bead: Bead) -> Words | None:
    if bead.kind == BeadKind.VOICE:
        voice: Voice = bead.voice
        return Words(voice.words, bead.payload["language"], voice.translation)
    contribution: Contribution = bead.contribution
    return Words(contribution.words, bead.payload["language"], contribution.translation)


def event_of(contribution: Contribution) -> Bead | None:
    """Return the occasion at which it was said, if it is known and still on the thread."""
    links = Link.objects.filter(
        source_id=contribution.pk, relation=Relation.RAISED_IN, retracted_at=None, target__tombstone=None
    )
    link = links.select_related("target").order_by("pk").first()
    return link.target if link else None


def contributions_of(neighbourhood: Neighbourhood, containing: str = "") -> QuerySet[Contribution]:
    """Return the contributions of a neighbourhood that are not withdrawn, newest first.

    ``containing`` keeps those whose words or translation contain it, whatever the case of Latin letters; words whose
    speaker did not agree are not searched.
    """
    found = Contribution.objects.filter(bead__neighbourhood=neighbourhood, bead__tombstone=None)
    if containing:
        found = found.filter(Q(words__icontains=containing) | Q(translation__icontains=containing))
        found = found.filter(Q(in_public=True) | Q(participant__isnull=False))
        found = found.exclude(participant__in=not_agreeing(neighbourhood))
    return found.select_related("bead").order_by("-pk")


def voices_of(contribution: Contribution) -> list[Voice]:
    """Return its voices that are not withdrawn, in the order of the words."""
    return list(contribution.voices.filter(bead__tombstone=None).select_related("bead").order_by("start", "end"))


def participants_behind(neighbourhood: Neighbourhood) -> dict[int, str]:
    """Return the participant's token behind each contribution of a neighbourhood, by the contribution's number."""
    found = Contribution.objects.filter(bead__neighbourhood=neighbourhood, participant__isnull=False)
    return dict(found.values_list("pk", "participant_id"))


def contribution_behind(number: str) -> Contribution | None:
    """Return the contribution that a receipt was given for, withdrawn or not."""
    where = ("bead__neighbourhood__scope", "bead__programme", "bead__tombstone", "participant__neighbourhood__scope")
    return Contribution.objects.select_related(*where).filter(receipt=number).first()


def standing_withdrawal(contribution: Contribution) -> Withdrawal | None:
    """Return the withdrawal of a contribution that was not undone; it may be due or erased."""
    return contribution.withdrawals.filter(undone_at=None).first()


def withdrawals_to_undo(neighbourhood: Neighbourhood) -> QuerySet[Withdrawal]:
    """Return what was taken back in a neighbourhood and can still be undone, the newest first."""
    found = Withdrawal.objects.filter(contribution__bead__neighbourhood=neighbourhood, undone_at=None, erased_at=None)
    return found.filter(erase_at__gt=timezone.now()).order_by("-withdrawn_at", "-pk")


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that whoever holds a receipt may agree to or take back."""

    scope: str
    words: str
    yes: bool


GIVEN_BY_RECEIPT = frozenset({ConsentScope.QUOTE, ConsentScope.SECONDARY_USE, ConsentScope.PUBLIC_DISPLAY})
"""What someone may agree to without being asked in person; the rest they may take back and give again."""


def choices_of(contribution: Contribution, language: str) -> list[Choice]:
    """Return what whoever said something may choose with their receipt; nothing where nobody in particular said it.

    Taking part is not among them: to stop, they take their words out. They are asked in the signed words of the
    language, or in ours.
    """
    participant = contribution.participant
    if participant is None:
        return []
    _, sentences = sentences_for(participant.neighbourhood.programme, language)
    newest = consent_of(participant)
    offered = {*(newest.scopes if newest else []), *GIVEN_BY_RECEIPT} - {ConsentScope.TAKE_PART.value}
    return [
        Choice(scope.value, sentences[scope.value], effective(participant, scope))
        for scope in ConsentScope
        if scope.value in offered
    ]


def own_words(neighbourhood: Neighbourhood, user: Visitor) -> list[tuple[Contribution, Words | None]]:
    """Return what someone wrote down here themselves, newest first, with the words where they may be shown.

    For those who see what they wrote down and nothing else: of what others wrote down nothing is among it, whatever
    their name, and no words whose speaker does not agree or took them back.
    """
    if not isinstance(user, User) or not can(user, Permission.SEE_OWN_WORDS, neighbourhood.scope):
        return []
    found = list(contributions_of(neighbourhood).filter(bead__made_by=user).select_related("translated_by"))
    load_words([contribution.bead for contribution in found])
    return [(each, _words(each.bead) if each.words and agreed_to(each.bead) else None) for each in found]

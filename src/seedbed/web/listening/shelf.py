"""Beads that may be joined to, listed with their titles as far as someone may read them, and found by a word."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from seedbed.errors import BadInputError, UsageError
from seedbed.formats.said import said_within
from seedbed.thread.identifiers import number_of, printed
from seedbed.thread.kinds import BeadKind, words
from seedbed.web.consent.queries import not_agreeing
from seedbed.web.golden_thread.models import Bead
from seedbed.web.golden_thread.registry import room_of
from seedbed.web.listening.queries import agreed_to, load_words
from seedbed.web.people.permissions import Visitor, can
from seedbed.web.people.roles import Permission
from seedbed.web.places.models import Neighbourhood
from seedbed.web.ui.refusals import in_one_line

MOST_OFFERED = 50
"""Beads that one question of a form lists; more are found by a word."""

NEEDS_WORDS = frozenset({BeadKind.CONTRIBUTION, BeadKind.VOICE})
"""Kinds that only people who may read words make, change or join."""


def living(neighbourhood: Neighbourhood) -> QuerySet[Bead]:
    """Return the beads that a neighbourhood can use: its own and the programme's, neither withdrawn nor replaced."""
    here = Q(neighbourhood=neighbourhood) | Q(neighbourhood=None, programme=neighbourhood.programme_id)
    return Bead.objects.filter(here, tombstone=None, went_in=None)


@dataclass(frozen=True, slots=True)
class Offered:
    """Beads that a question lists with their titles, and how many there are in all."""

    choices: tuple[tuple[str, str], ...]
    total: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """The beads that someone may join to in one neighbourhood, with titles as far as they may read them."""

    neighbourhood: Neighbourhood
    user: Visitor

    def offer(
        self, kinds: Collection[BeadKind], find: str = "", chosen: Iterable[str] = (), without: Collection[int] = ()
    ) -> Offered:
        """Return the newest beads of these kinds that contain a word, with those that are chosen already.

        Parameters
        ----------
        kinds
            What they may be.
        find
            Keeps those whose name or words contain it; all if empty.
        chosen
            Printed numbers to list in any case.
        without
            Numbers of beads to leave out.
        """
        beads = self._of(kinds).exclude(pk__in=without)
        found = list(self._containing(beads, kinds, find).order_by("-pk")[:MOST_OFFERED])
        shown = {bead.pk for bead in found}
        kept = [bead for bead in beads.filter(pk__in=_numbers(chosen)) if bead.pk not in shown]
        return Offered(tuple(self._titled([*kept, *found])), beads.count())

    def take(self, kinds: Collection[BeadKind], chosen: Iterable[str]) -> list[Bead]:
        """Return the chosen beads.

        Raises
        ------
        BadInputError
            If one of them is not a bead of these kinds here that may be joined.
        """
        numbers = [_number(text) for text in chosen]
        found = {bead.pk: bead for bead in self._of(kinds).filter(pk__in=numbers)}
        readable = {printed_number for printed_number, _ in self._titled(found.values())}
        for number in numbers:
            if number not in found or printed(number) not in readable:
                raise BadInputError(
                    f"{printed(number)} cannot be joined here.",
                    f"It is no {' or '.join(words(kind) for kind in kinds)} of this neighbourhood.",
                    "Choose from the list.",
                )
        return [found[number] for number in dict.fromkeys(numbers)]

    def _of(self, kinds: Collection[BeadKind]) -> QuerySet[Bead]:
        reads = can(self.user, Permission.SEE_WORDS, self.neighbourhood.scope)
        shown = [kind.value for kind in kinds if reads or kind not in NEEDS_WORDS]
        return living(self.neighbourhood).filter(kind__in=shown)

    def _containing(self, beads: QuerySet[Bead], kinds: Collection[BeadKind], find: str) -> QuerySet[Bead]:
        if not find:
            return beads
        wanted = Q(payload__name__icontains=find)
        for kind, path in ((BeadKind.CONTRIBUTION, "contribution"), (BeadKind.VOICE, "voice__contribution")):
            if kind in kinds:
                said = Q(**{f"{path}__words__icontains": find})
                wanted |= said & ~Q(**{f"{path}__participant__in": not_agreeing(self.neighbourhood)})
        return beads.filter(wanted)

    def _titled(self, beads: Iterable[Bead]) -> list[tuple[str, str]]:
        """Return printed number and title, without words that their speaker did not agree to."""
        chosen = list(beads)
        spoken = [bead for bead in chosen if BeadKind(bead.kind) in NEEDS_WORDS]
        load_words(spoken)
        silent = {bead.pk for bead in spoken if not agreed_to(bead)}
        return [(printed(bead.pk), titled(bead)) for bead in chosen if bead.pk not in silent]


def titled(bead: Bead) -> str:
    """Return kind, title and number in one line."""
    kind = BeadKind(bead.kind)
    return said_within(f"{words(kind).capitalize()}: ", room_of(kind).title(bead), f" ({printed(bead.pk)})")


def _numbers(chosen: Iterable[str]) -> list[int]:
    found = []
    for text in chosen:
        try:
            found.append(_number(text))
        except BadInputError:
            continue
    return found


def _number(text: str) -> int:
    """Return the number printed as ``text``; one that no database holds is no bead."""
    try:
        number = number_of(text)
    except UsageError as error:
        raise BadInputError("One of those chosen is no bead.", error.why, "Choose from the list.") from error
    if number >= 2**63:
        raise BadInputError("One of those chosen is no bead.", "Its number is too large.", "Choose from the list.")
    return number


class BeadsField(forms.MultipleChoiceField):
    """Choosing beads from a list, many allowed; what it gives is the beads themselves."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, shelf: Shelf, kinds: Sequence[BeadKind], **told: Any) -> None:
        super().__init__(**told)
        self.shelf, self.kinds = shelf, tuple(kinds)

    def validate(self, value: list[str]) -> None:
        """Check only whether something must be chosen: which beads may be is checked by taking them."""
        forms.Field.validate(self, value)

    def clean(self, value: Any) -> Any:
        """Return the chosen beads."""
        chosen = super().clean(value)
        try:
            return self.shelf.take(self.kinds, chosen)
        except BadInputError as error:
            raise forms.ValidationError(in_one_line(error)) from error

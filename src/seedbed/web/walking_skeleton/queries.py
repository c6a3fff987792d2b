"""What the plain pages read: beads of a neighbourhood by kind, what may be joined to them, and how they came to be."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from seedbed.errors import BadInputError, UsageError
from seedbed.formats.said import said_within
from seedbed.thread.identifiers import number_of, printed
from seedbed.thread.kinds import LEGAL_LINKS, BeadKind, Course, Relation, words
from seedbed.web.golden_thread.models import Bead, Lineage, Link
from seedbed.web.golden_thread.registry import room_of
from seedbed.web.listening.queries import agreed_to, load_words, not_agreeing
from seedbed.web.people.permissions import Visitor, can
from seedbed.web.people.roles import Permission
from seedbed.web.places.models import Neighbourhood
from seedbed.web.walking_skeleton.permissions import NEEDS_WORDS

MOST_OFFERED = 50
"""Beads that one question of a form lists; more are found by a word."""

MOST_SHOWN = 100
"""Links that the page of a bead shows each way; following the thread shows others in pages."""

LINEAGE = [row.relation.value for row in LEGAL_LINKS.values() if row.course is Course.LINEAGE]


def living(neighbourhood: Neighbourhood) -> QuerySet[Bead]:
    """Return the beads that a neighbourhood can use: its own and the programme's, neither withdrawn nor replaced."""
    here = Q(neighbourhood=neighbourhood) | Q(neighbourhood=None, programme=neighbourhood.programme_id)
    return Bead.objects.filter(here, tombstone=None, went_in=None)


def counts_by_kind(neighbourhood: Neighbourhood) -> dict[BeadKind, int]:
    """Return how many living beads there are of every kind, none included."""
    found = living(neighbourhood).order_by().values_list("kind").annotate(Count("pk"))
    counts = dict(found)
    return {kind: counts.get(kind.value, 0) for kind in BeadKind}


def beads_of(neighbourhood: Neighbourhood, kind: BeadKind) -> QuerySet[Bead]:
    """Return the living beads of one kind, newest first."""
    return living(neighbourhood).filter(kind=kind.value).order_by("-pk")


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


@dataclass(frozen=True, slots=True)
class Joined:
    """A living link of a bead with the bead at its other end."""

    link: Link
    other: Bead
    reads: str


@dataclass(frozen=True, slots=True)
class Ends:
    """The first living links of a bead one way, and how many there are in all."""

    shown: tuple[Joined, ...]
    total: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.shown)


def joined_to(bead: Bead) -> tuple[Ends, Ends]:
    """Return a bead's living links to it and from it; those of lineage are told elsewhere, withdrawn ends nowhere."""
    links = Link.objects.filter(retracted_at=None).exclude(relation__in=LINEAGE).order_by("pk")
    return (
        _ends(links.filter(target=bead, source__tombstone=None), "source"),
        _ends(links.filter(source=bead, target__tombstone=None), "target"),
    )


def _ends(links: QuerySet[Link], other: str) -> Ends:
    """Return the first links with the bead at their other end, loaded so that it can be named."""
    found = list(links.select_related(f"{other}__neighbourhood__scope", f"{other}__programme__scope")[:MOST_SHOWN])
    shown = [Joined(link, getattr(link, other), LEGAL_LINKS[Relation(link.relation)].reads) for link in found]
    by_kind: dict[str, list[Bead]] = {}
    for joined in shown:
        by_kind.setdefault(joined.other.kind, []).append(joined.other)
    for kind, beads in by_kind.items():
        room_of(BeadKind(kind)).prepare(beads)
    return Ends(tuple(shown), len(found) if len(found) < MOST_SHOWN else links.count())


def joined_already(bead: Bead) -> dict[tuple[Relation, bool], frozenset[int]]:
    """Return the numbers of beads joined to one, by relation and whether they stand before it."""
    found: dict[tuple[Relation, bool], set[int]] = {}
    links = Link.objects.filter(Q(source=bead) | Q(target=bead), retracted_at=None)
    for relation, source, target in links.values_list("relation", "source_id", "target_id"):
        before = target == bead.pk
        found.setdefault((Relation(relation), before), set()).add(source if before else target)
    return {key: frozenset(numbers) for key, numbers in found.items()}


def links_to_share(bead: Bead) -> list[Joined]:
    """Return every living link of a bead that a split must give to a part, withdrawn ends included."""
    links = Link.objects.filter(Q(source=bead) | Q(target=bead), retracted_at=None).exclude(relation__in=LINEAGE)
    found = links.select_related("source__neighbourhood", "target__neighbourhood").order_by("pk")
    return [
        Joined(
            link,
            link.target if link.source_id == bead.pk else link.source,
            LEGAL_LINKS[Relation(link.relation)].reads,
        )
        for link in found
    ]


def lineages_of(bead: Bead) -> Sequence[Lineage]:
    """Return the merges, splits and replacements that a bead took part in, newest first, undone ones too."""
    took_part = Q(took=bead) | Q(made__source=bead, made__relation__in=LINEAGE)
    took_part |= Q(made__target=bead, made__relation__in=LINEAGE)
    found = Lineage.objects.filter(took_part).distinct().select_related("made_by", "undone_by")
    return list(found.order_by("-pk"))


def ends_of(lineage: Lineage) -> list[Bead]:
    """Return the beads that a lineage joins, undone or not."""
    links = lineage.made.filter(relation__in=LINEAGE)
    numbers = {end for ends in links.values_list("source_id", "target_id") for end in ends}
    return list(Bead.objects.filter(pk__in=numbers).select_related("neighbourhood__scope", "programme__scope"))

"""The measures and loose ends of a neighbourhood, ready to be shown."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from seedbed.reports.thread.measures import Section, completeness_section, feedback_section, origins_section
from seedbed.reports.thread.survival import survival_section
from seedbed.thread.columns import ThreadColumns
from seedbed.thread.loose_ends import MEANINGS, LooseEnd, Meaning, loose_ends
from seedbed.thread.measures import completeness, origin_mix, time_to_feedback
from seedbed.thread.stages import stage_items, voice_items
from seedbed.web.consent.models import DemographicCard, Participant
from seedbed.web.consent.queries import groups_of
from seedbed.web.golden_thread.presenting import ShownBead, in_order, shown
from seedbed.web.golden_thread.queries import thread_columns
from seedbed.web.golden_thread.registry import people_behind, people_here
from seedbed.web.people.permissions import Visitor
from seedbed.web.places.models import Neighbourhood
from seedbed.web.ui.tables import Column, Table

A_PAGE = 20

VIEWS = {
    "voices": "Each voice, followed to the furthest stage it reaches",
    "stages": "What stands at each stage, by who is behind it",
}
"""The two views of survival."""


@dataclass(frozen=True, slots=True)
class ShownSection:
    """One measure as the page shows it."""

    id: str
    heading: str
    sentences: tuple[str, ...]
    pictures: tuple[tuple[str, SafeString], ...]
    table: Table
    method: str


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures page.

    Parameters
    ----------
    sections
        The measures of everybody together.
    survival
        The one by group; None where nobody who is counted told a group.
    counted
        People who are counted by group.
    characteristics, characteristic, view
        What groups may be of, what they are of, and which view of survival it is.
    empty
        Whether nothing is on the thread.
    """

    sections: tuple[ShownSection, ...]
    survival: ShownSection | None
    counted: int
    characteristics: tuple[str, ...]
    characteristic: str
    view: str
    empty: bool


@dataclass(frozen=True, slots=True)
class CountedEnd:
    """One kind of loose end and how many there are."""

    end: LooseEnd
    meaning: Meaning
    count: int


@dataclass(frozen=True, slots=True)
class LooseEnds:
    """The page of loose ends: how many of each kind, and those of one kind."""

    counts: tuple[CountedEnd, ...]
    total: int
    chosen: CountedEnd | None
    page: Page[ShownBead] | None


def measures(neighbourhood: Neighbourhood, characteristic: str, view: str, counted: Collection[str]) -> Measures:
    """Return the measures of a neighbourhood.

    Parameters
    ----------
    neighbourhood
        Whose thread.
    characteristic
        What the groups of survival are of; one that nobody told gives the first that somebody did.
    view
        A key of `VIEWS`; any other gives the first.
    counted
        Tokens of the people whose groups survival tells apart: see `speakers.count_speakers`.
    """
    columns = thread_columns(neighbourhood)
    told = _characteristics(neighbourhood, counted)
    chosen = characteristic if characteristic in told else next(iter(told), "")
    seen = view if view in VIEWS else next(iter(VIEWS))
    survival = None
    if chosen:
        items = (voice_items if seen == "voices" else stage_items)(columns, people_behind(neighbourhood), counted)
        cards = groups_of(Participant.objects.filter(neighbourhood=neighbourhood), chosen)
        survival = _shown(survival_section(items, cards, chosen, people_here(neighbourhood, chosen)))
    return Measures(sections_of(columns), survival, len(counted), told, chosen, seen, empty=not columns.kinds)


def sections_of(columns: ThreadColumns) -> tuple[ShownSection, ...]:
    """Return the measures of everybody together: completeness, time to feedback, origin mix."""
    sections = (
        completeness_section(completeness(columns)),
        feedback_section(time_to_feedback(columns, timezone.localdate())),
        origins_section(origin_mix(columns)),
    )
    return tuple(_shown(section) for section in sections)


def _characteristics(neighbourhood: Neighbourhood, counted: Collection[str]) -> tuple[str, ...]:
    cards = DemographicCard.objects.filter(participant__neighbourhood=neighbourhood)
    told = cards.values_list("participant_id", "characteristic")
    return tuple(sorted({characteristic for token, characteristic in told if token in counted}))


def _shown(section: Section) -> ShownSection:
    columns = [Column(title, numeric=place >= section.words_in) for place, title in enumerate(section.columns)]
    return ShownSection(
        section.id,
        section.heading,
        section.sentences,
        tuple((caption, mark_safe(svg)) for caption, svg in section.pictures),  # noqa: S308 - the library escapes
        Table(section.caption, columns, section.rows),
        section.method,
    )


def loose(neighbourhood: Neighbourhood, kind: str, number: str, visitor: Visitor) -> LooseEnds:
    """Return the loose ends of a neighbourhood, and a page of those of one kind."""
    found = loose_ends(thread_columns(neighbourhood))
    counts = tuple(CountedEnd(end, MEANINGS[end], len(beads)) for end, beads in found.items() if beads)
    chosen = next((counted for counted in counts if counted.end == kind), None)
    page: Page[ShownBead] | None = None
    if chosen is not None:
        plain = Paginator(found[chosen.end], A_PAGE).get_page(number)
        numbers = list(plain.object_list)
        page = Page(in_order(numbers, shown(numbers, visitor)), plain.number, plain.paginator)  # type: ignore[arg-type]
    return LooseEnds(counts, sum(counted.count for counted in counts), chosen, page)

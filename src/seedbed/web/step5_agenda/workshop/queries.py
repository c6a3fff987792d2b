"""What pages of workshops read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from seedbed.analysis.systems.compare import folded as same_name
from seedbed.web.step5_agenda.models import MapFactor, SystemMap
from seedbed.web.step5_agenda.opinions.following import following_of
from seedbed.web.step5_agenda.queries import factors_of
from seedbed.web.step5_agenda.workshop.prompts import LABELS
from seedbed.web.step5_agenda.workshop_models import (
    Direction,
    MapIdea,
    MapTrend,
    NoteState,
    Workshop,
    WorkshopNote,
    way_of,
)

LEFT = NoteState.TAKEN_BACK
ON_SCREEN = 40
"""Notes at once: more cannot be read from a chair."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Notes whose words differ by case, spaces or a full stop at most, put together.

    Parameters
    ----------
    notes
        The oldest first.
    directions
        Labels with how many said so.
    same_as
        A factor on the map of the same name, if there is one.
    """

    words: str
    notes: tuple[WorkshopNote, ...]
    directions: tuple[tuple[str, int], ...]
    same_as: MapFactor | None

    @property
    def numbers(self) -> str:
        """The numbers of the notes, as a tick box sends them."""
        return " ".join(str(note.pk) for note in self.notes)

    @property
    def shown(self) -> bool:
        """Whether all of them may be on the big screen."""
        return all(note.shown_at for note in self.notes)


@dataclass(frozen=True, slots=True)
class Behind:
    """How many notes of one workshop stand behind a factor, and which way it drew it over the years, if it did."""

    workshop: Workshop
    many: int
    trend: MapTrend | None = None

    @property
    def way(self) -> str:
        """Which way the sketch goes."""
        return str(Direction(way_of(self.trend.points)).label) if self.trend else ""


def folded(words: str) -> str:
    """Return what notes have in common that people read as the same: as names of factors, and without signs around."""
    return same_name(words).strip(" .,;:!?\"'")


def workshops_of(found: SystemMap) -> QuerySet[Workshop]:
    """Return the workshops of a map, the newest first, with how many notes each has (``notes_there``)."""
    there = Count("notes", filter=~Q(notes__state=LEFT))
    return found.workshops.annotate(notes_there=there).order_by("-started_at", "-pk")


def on_the_table(workshop: Workshop) -> list[Alike]:
    """Return the notes that are not sorted yet, alike ones together, those that most people wrote first."""
    waiting = workshop.notes.filter(state=NoteState.WAITING).exclude(words="").order_by("pk")
    factors = {folded(each.name): each for each in reversed(factors_of(workshop.map)) if each.name}
    found = [
        Alike(notes[0].words, tuple(notes), tallied(notes), factors.get(words))
        for words, notes in _together(waiting).items()
    ]
    return sorted(found, key=lambda each: (-len(each.notes), each.notes[0].pk))


def _together(notes: Iterable[WorkshopNote]) -> dict[str, list[WorkshopNote]]:
    together: dict[str, list[WorkshopNote]] = {}
    for note in notes:
        together.setdefault(folded(note.words), []).append(note)
    return together


def tallied(notes: Iterable[WorkshopNote]) -> tuple[tuple[str, int], ...]:
    """Return the directions of notes as labels with how many said so, in the order in which they are offered."""
    counts = Counter(note.direction for note in notes)
    return tuple((label, counts[value]) for value, label in LABELS.items() if counts[value])


def sorted_notes(workshop: Workshop) -> QuerySet[WorkshopNote]:
    """Return what became of notes already, the last sorted first."""
    found = workshop.notes.exclude(state__in=[NoteState.WAITING, LEFT])
    return found.select_related("factor", "idea").order_by("-sorted_at", "-pk")


def counts_of(workshop: Workshop) -> dict[str, int]:
    """Return how many notes came, wait, and became something."""
    states = Counter(workshop.notes.values_list("state", flat=True))
    came = sum(states.values()) - states[LEFT]
    return {"came": came, "waiting": states[NoteState.WAITING], "sorted": came - states[NoteState.WAITING]}


def on_the_screen(workshop: Workshop) -> list[Alike]:
    """Return what a person let onto the big screen, alike notes together, the newest first."""
    shown = workshop.notes.exclude(shown_at=None).exclude(words="").order_by("-shown_at", "-pk")
    together = _together(shown)
    return [Alike(notes[0].words, tuple(notes), tallied(notes), None) for notes in together.values()][:ON_SCREEN]


def sent_by(workshop: Workshop, device: str) -> list[WorkshopNote]:
    """Return what one phone sent and has not taken back, the newest first."""
    return list(workshop.notes.filter(device=device).exclude(state=LEFT).order_by("-pk"))


def behind(row: MapFactor) -> list[Behind]:
    """Return from which workshops a factor comes, with how many notes of each; also of factors it stands for by now."""
    factors = MapFactor.objects.filter(map=row.map_id, key__in=following_of(row.map).sources(str(row.key)))
    counts = WorkshopNote.objects.filter(factor__in=factors, state=NoteState.FACTOR).values_list("workshop")
    many = dict(counts.annotate(many=Count("pk")))
    trends = {each.workshop_id: each for each in MapTrend.objects.filter(factor__in=factors).order_by("pk")}
    workshops = Workshop.objects.filter(pk__in={*many, *trends}).order_by("started_at")
    return [Behind(each, many.get(each.pk, 0), trends.get(each.pk)) for each in workshops]


def ideas_of(found: SystemMap) -> QuerySet[MapIdea]:
    """Return the action ideas kept with a map, with how many notes stand behind each (``many``)."""
    kept = found.ideas.filter(dropped_at=None).select_related("factor", "workshop")
    return kept.annotate(many=Count("notes")).order_by("at", "pk")

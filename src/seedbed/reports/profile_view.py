"""What a profile shows and in which order: the same for the page, the Word document and the PDF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from seedbed.reports.charts import decile_strip
from seedbed.reports.country_standing import NOT_TESTABLE, FarFigure, country_of, far_from_country
from seedbed.reports.documents import Source
from seedbed.reports.figure_view import FigureView, GroupView
from seedbed.reports.groups import FigureGroup, groups_of
from seedbed.reports.maps import MapArea, neighbourhood_map
from seedbed.reports.pen_profile import KINDS
from seedbed.reports.profile_documents import ProfileDocument, Site
from seedbed.reports.site_names import display_name
from seedbed.reports.strengths import clearness, family, standing_out
from seedbed.reports.words import HIDDEN, count, decile_range, letter, number, value_text
from seedbed.sources.indicators import TOPICS

KEY_FIGURES = 3
"""How many figures of a topic are told in full; the rest stand in the complete tables."""

STANDING_OUT = 6

INTERVALS = (
    "A census count is not a sample: its interval shows how much a figure of this size would vary if the same "
    "conditions gave rise to it again. Published intervals are kept as published. Scores have none, because their "
    "publishers give none."
)
CORE20 = "Core20 is the NHS's name for people who live in the most deprived fifth (20%) of the country's small areas."
PLUS = (
    "PLUS groups are people whom a local partnership adds to them because they fare worse in health or care, wherever "
    "they live. The figures propose; people who know the place decide."
)

ORDER = ("strengths", "people", "homes", "work", "health", "safety", "deprivation")


def redacted(document: ProfileDocument) -> ProfileDocument:
    """Return the document without any number that is marked as suppressed, whatever it was filled with."""
    blank = {"value": None, "numerator": None, "denominator": None, "ci_low": None, "ci_high": None}
    figures = []
    for figure in document.figures:
        inside = [area.model_copy(update=blank) if area.suppressed else area for area in figure.inside]
        beside = [area.model_copy(update=blank) if area.suppressed else area for area in figure.comparators]
        changes: dict[str, object] = {"inside": inside, "comparators": beside}
        if figure.suppressed:
            untested = [area.model_copy(update={"beyond_chance": "not tested"}) for area in beside]
            changes |= {**blank, "comparators": untested, "trend": []}
        figures.append(figure.model_copy(update=changes))
    return document.model_copy(update={"figures": figures})


@dataclass(frozen=True, slots=True)
class TopicView:
    """One chapter: groups as bars, key figures in full, and all its figures for the complete tables."""

    id: str
    title: str
    groups: list[GroupView]
    key: list[FigureView]
    all: list[FigureView]


@dataclass(frozen=True, slots=True)
class NoteView:
    """A footnote of the pen profile: its number and the figures that the sentence rests on."""

    number: int
    text: str
    figures: list[FigureView]


@dataclass(frozen=True)
class ProfileView:
    """Everything a profile shows."""

    document: ProfileDocument
    tables: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Files of the pack that hold the figures of a source, by the source's id."""

    @cached_property
    def keys(self) -> dict[str, str]:
        """Key letter of each small area, by code."""
        return {area.code: letter(index) for index, area in enumerate(self.document.areas)}

    @cached_property
    def figures(self) -> list[FigureView]:
        """All figures, in the document's order."""
        areas = {area.code: area for area in self.document.areas}
        sources = {source.id: index + 1 for index, source in enumerate(self.document.sources)}
        return [FigureView(figure, areas, self.keys, self.document.name, sources) for figure in self.document.figures]

    @cached_property
    def topics(self) -> list[TopicView]:
        """The chapters that have figures, strengths first."""
        strengths = set(self.document.strengths) | {f.indicator for f in self.document.figures if f.strength}
        chapters: dict[str, list[FigureView]] = {topic: [] for topic in (*ORDER, *TOPICS)}
        for view in self.figures:
            chapters.setdefault(_chapter_of(view, strengths), []).append(view)
        chapters["strengths"].sort(key=self._telling_order)
        return [self._topic(topic, views) for topic, views in chapters.items() if views]

    def _telling_order(self, view: FigureView) -> int:
        order = self.document.strengths
        return order.index(view.figure.indicator) if view.figure.indicator in order else len(order)

    def _topic(self, topic: str, views: list[FigureView]) -> TopicView:
        by_id = {view.figure.indicator: view for view in self.figures}
        groups = [] if topic == "strengths" else groups_of(topic, self.document.figures)
        shown = [
            GroupView(group.title, group.labels, tuple(by_id[member] for member in group.members)) for group in groups
        ]
        limit = 2 * KEY_FIGURES if topic == "strengths" else KEY_FIGURES
        title = TOPICS.get(topic, topic.capitalize())
        return TopicView(topic, title, shown, key_figures(views, groups, limit, ordered=topic == "strengths"), views)

    @cached_property
    def standing_out(self) -> dict[str, list[FigureView]]:
        """What differs beyond chance and matters to residents: strengths and needs, the clearest first."""
        by_id = {view.figure.indicator: view for view in self.figures}
        return {
            kind: [by_id[figure.indicator] for figure in standing_out(self.document.figures, kind)[:STANDING_OUT]]
            for kind in ("strength", "need")
        }

    @cached_property
    def far(self) -> list[tuple[FigureView, FarFigure]]:
        """Needs that are far from the country's but cannot be tested, the farthest first."""
        by_id = {view.figure.indicator: view for view in self.figures}
        named = {view.figure.name for view in self.standing_out["need"]}
        told = far_from_country([view.figure for view in self.figures], len(self.document.areas))
        pairs = [(by_id[far.figure.indicator], far) for far in told if far.figure.name not in named]
        return pairs[:STANDING_OUT]

    @cached_property
    def country(self) -> str:
        """Name of the country that figures are compared with; without one, larger areas."""
        found = (country_of(figure) for figure in self.document.figures)
        return next((area.name for area in found if area), "larger areas")

    @property
    def sure(self) -> list[str]:
        """How sure the figures are, in two sentences."""
        figures = self.document.figures
        untested = sum(not figure.suppressed and figure.ci_low is None for figure in figures)
        apart = sum(bool(figure.larger_area) for figure in figures)
        hidden = sum(figure.suppressed for figure in figures)
        whole = number(self.document.boundary_fit.whole_share * 100, 0)
        limits = f" ({self.limits})" if self.limits else ""
        return [
            f"“Beyond chance” is said only of figures outside the control limits for a place of this size{limits}; "
            f"{untested} of the {len(figures)} figures have no interval and cannot be tested.",
            f"{whole}% of the residents counted live in small areas that lie wholly inside; {apart} figures are known "
            f"only for a larger area, and {hidden} are hidden because numbers are small.",
        ]

    @property
    def publishers(self) -> str:
        """Who published the figures, each once."""
        return "; ".join(dict.fromkeys(source.publisher for source in self.document.sources if source.publisher))

    @property
    def source_tables(self) -> list[tuple[int, str, str]]:
        """Number and title of each source with the tables of the pack that hold its figures."""
        return [
            (place, source.title, ", ".join(self.tables[source.id]))
            for place, source in enumerate(self.document.sources, 1)
            if self.tables.get(source.id)
        ]

    @cached_property
    def notes(self) -> list[tuple[str, NoteView | None]]:
        """Each sentence of the pen profile with its footnote."""
        by_id = {view.figure.indicator: view for view in self.figures}
        told: list[tuple[str, NoteView | None]] = []
        for sentence in self.document.pen_profile:
            rests_on = [by_id[indicator] for indicator in sentence.indicators if indicator in by_id]
            place = sum(note is not None for _, note in told) + 1
            told.append((sentence.text, NoteView(place, sentence.text, rests_on) if rests_on else None))
        return told

    @cached_property
    def paragraphs(self) -> list[list[tuple[str, NoteView | None]]]:
        """The pen profile in paragraphs: a new one where the sentences turn to another chapter."""
        found: list[list[tuple[str, NoteView | None]]] = []
        before = ""
        for text, note in self.notes:
            chapter = self._chapter(note.figures[0]) if note else before
            turned = chapter != before and (len(found[-1]) > 1 if found else True)
            if not found or turned:
                found.append([])
            found[-1].append((text, note))
            before = chapter
        return found

    def _chapter(self, view: FigureView) -> str:
        return "strengths" if view.figure.strength else view.figure.topic

    @cached_property
    def comparators(self) -> list[tuple[str, str]]:
        """Code and name of every comparator, in the order met."""
        return list(
            dict.fromkeys((area.code, area.name) for figure in self.document.figures for area in figure.comparators)
        )

    @property
    def limits(self) -> str:
        """The control limits that were used, in words."""
        used = {area.limits for view in self.figures for area in view.figure.comparators if area.limits}
        return "; ".join(sorted(used))

    @property
    def decile_counts(self) -> list[int]:
        """Small areas in each national decile."""
        found = Counter(area.imd_decile for area in self.document.areas)
        return [found[decile] for decile in range(1, 11)]

    @property
    def decile_text(self) -> str:
        """The spread of deciles in words."""
        return decile_range([area.imd_decile for area in self.document.areas])

    @property
    def decile_chart(self) -> str:
        """The spread of deciles drawn."""
        return decile_strip(self.decile_counts)

    @cached_property
    def map(self) -> str:
        """The map, or nothing where there are no outlines."""
        if not self.document.map:
            return ""
        deciles = {area.code: area.imd_decile for area in self.document.areas}
        areas = {code: MapArea(key, deciles[code]) for code, key in self.keys.items()}
        return neighbourhood_map(self.document.name, self.document.map, areas, self._named_sites)

    @cached_property
    def _named_sites(self) -> list[Site]:
        """Known places with their kinds and names in plain words."""
        return [
            site.model_copy(update={"kind": kind_words(site.kind), "name": display_name(site.name)})
            for site in self.document.sites
        ]

    @property
    def longest_list(self) -> int:
        """How many small areas the short form lists as a table; more stand in one paragraph."""
        return 10

    @property
    def sites(self) -> dict[str, list[Site]]:
        """Known places by kind, those inside first."""
        kinds: dict[str, list[Site]] = {}
        for site in sorted(self._named_sites, key=lambda site: (site.kind, not site.inside, site.name)):
            kinds.setdefault(site.kind, []).append(site)
        return kinds

    @property
    def words(self) -> dict[str, str]:
        """Explanations that every form gives in the same words."""
        count = len(self.document.figures)
        full = f"The full profile tells all {count} figures, each with its source and how sure we are: "
        return {
            "intervals": INTERVALS,
            "core20": CORE20,
            "plus": PLUS,
            "untested": NOT_TESTABLE,
            "full": f"{full}the same command writes it without --short.",
        }

    def source(self, view: FigureView) -> Source | None:
        """Return the source of a figure."""
        return next((source for source in self.document.sources if source.id == view.figure.source), None)

    def comparator_cell(self, view: FigureView, code: str) -> tuple[str, str]:
        """Return the printed value of a comparator for the complete table, and how the neighbourhood stands."""
        area = next((area for area in view.figure.comparators if area.code == code), None)
        if area is None:
            return "", ""
        stands = {"higher": "higher here", "lower": "lower here", "similar": "similar"}.get(area.beyond_chance, "")
        return value_text(area.value, view.row_unit, view.decimals, suppressed=area.suppressed), stands

    @cached_property
    def keyed_notes(self) -> dict[str, str]:
        """What the complete tables say by a letter: how intervals were made, then what figures are published for."""
        told = dict.fromkeys([view.method for view in self.figures] + [view.level for view in self.figures])
        return {text: letter(index).lower() for index, text in enumerate(told)}

    def note_keys(self, view: FigureView) -> list[str]:
        """Return the letters of the notes for one figure of the complete tables."""
        return [self.keyed_notes[view.method], self.keyed_notes[view.level]]

    def inside_cell(self, view: FigureView, code: str) -> str:
        """Return the printed value in one small area for the complete table; nothing where it is not given."""
        area = next((area for area in view.figure.inside if area.code == code), None)
        if area is None:
            return ""
        return HIDDEN if area.suppressed else number(area.value, view.decimals)

    @property
    def population_by_rule(self) -> list[tuple[str, str]]:
        """Residents inside by every rule the data allow, in words."""
        words = {
            "whole_areas": "whole small areas",
            "postcodes": "by postcodes",
            "area": "by share of land",
            "centroid": "small areas whose centre lies inside",
        }
        return [
            (words.get(rule, rule), count(people))
            for rule, people in self.document.boundary_fit.population_by_rule.items()
        ]


def _chapter_of(view: FigureView, strengths: set[str]) -> str:
    """Say where a figure is told: strengths apart, unless it is one that people here have less of than elsewhere."""
    topic = view.figure.topic
    if view.meaning != "need" and view.figure.indicator in strengths:
        return "strengths"
    return "deprivation" if topic == "strengths" else topic


def kind_words(kind: str) -> str:
    """Return the plain plural of a kind of known place: "GP practices"."""
    words = KINDS[kind][1] if kind in KINDS else kind.replace("_", " ")
    return words[:1].upper() + words[1:]


def key_figures(
    views: Sequence[FigureView], groups: Sequence[FigureGroup], limit: int, *, ordered: bool = False
) -> list[FigureView]:
    """Choose the figures of a topic that are told in full.

    What differs beyond chance comes first, the clearest first, then figures with a known direction;
    one whose change over time is known is always among them; figures of a larger area only where there are no others;
    one of each family (age, tenure) until families run out. Members of a group drawn as bars are left out.

    Parameters
    ----------
    views
        The topic's figures.
    groups
        Groups drawn as bars.
    limit
        How many at most.
    ordered
        Keep the given order (strengths are told in the document's order).
    """
    drawn = {member for group in groups for member in group.members}
    families = {family(member) for member in drawn}
    able = [
        view
        for view in views
        if (view.figure.value is not None or (view.trend and view.figure.inside))
        and view.figure.indicator not in drawn
        and family(view.figure.indicator) not in families
    ]
    own = [view for view in able if not view.figure.larger_area]
    able = own if own or groups else able
    if not ordered:
        able.sort(key=_telling_rank)
    chosen = _one_of_each([view for view in able if view.figure.value is not None])
    chosen = (chosen + [view for view in able if view not in chosen and view.figure.value is not None])[:limit]
    over_time = [view for view in able if view.trend and view not in chosen]
    return chosen if any(view.trend for view in chosen) else chosen + over_time[-1:]


def _telling_rank(view: FigureView) -> tuple[bool, bool, bool, float]:
    figure = view.figure
    return bool(figure.larger_area), view.meaning == "similar", figure.high_is == "neither", -clearness(view.figure)


def _one_of_each(views: Sequence[FigureView]) -> list[FigureView]:
    first: dict[str, FigureView] = {}
    for view in views:
        first.setdefault(family(view.figure.indicator), view)
    return list(first.values())

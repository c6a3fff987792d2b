"""Ranked candidates beside the map: a page for the team that chooses, never for publication."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from seedbed.reports.candidate_names import areas_name, candidate_name, parents_name
from seedbed.reports.charts import rank_range
from seedbed.reports.maps import candidates_map
from seedbed.reports.pages import render
from seedbed.reports.profile_documents import MapShape
from seedbed.reports.screen_documents import Candidate, Criterion, NearBorder, ScreenDocument
from seedbed.reports.svg import DECILE_COLOURS, text_on
from seedbed.reports.words import count, decimals_for, number, with_unit

SHOWN = 40
"""How many candidates stand in the table and are numbered on the map; the rest are in a folded list."""
MEASURES = {
    "value": "The figure itself",
    "cluster": "How strongly high figures gather: in an area and those around it, not in one area alone",
    "sites": "Known places in an area and those that adjoin it, for every 1,000 residents there",
}
UNITS = {"sites": "per 1,000 residents"}
NAMES_OF_VALUES = {"cluster": "clustering"}


@dataclass(frozen=True)
class CandidatesView:
    """Everything the candidates page shows."""

    document: ScreenDocument
    shapes: Sequence[MapShape]

    @cached_property
    def map(self) -> str:
        """The map, or nothing where there are no outlines."""
        ranks = {area: candidate.rank for candidate in self.document.candidates for area in candidate.areas}
        return candidates_map(self.document.within_name, self.shapes, ranks, SHOWN) if self.shapes else ""

    @property
    def total(self) -> str:
        """How many there are, and of which kind: "345 candidates: 172 groups of ... and 173 single areas"."""
        document = self.document
        total, single = document.candidates_total, document.candidates_single
        said = _counted(total, "candidate", "candidates")
        if not total or single is None:
            return said
        groups = _counted(total - single, "group of adjoining small areas", "groups of adjoining small areas")
        alone = _counted(single, "single area", "single areas")
        return f"{said}: {' and '.join(part for part, many in ((groups, total - single), (alone, single)) if many)}"

    @property
    def first(self) -> Sequence[Candidate]:
        """The candidates of the table."""
        return self.document.candidates[:SHOWN]

    @property
    def rest(self) -> Sequence[Candidate]:
        """The candidates of the folded list."""
        return self.document.candidates[SHOWN:]

    @property
    def percentile(self) -> str:
        """The percentile asked for, as it is said."""
        return number(self.document.percentile, 0 if self.document.percentile.is_integer() else 1)

    @property
    def weights_from(self) -> str:
        """Where the weights come from, in words."""
        return "those of the data pack" if self.document.weights_from == "default" else self.document.weights_from

    @cached_property
    def last_rank(self) -> int:
        """The worst rank that any line reaches."""
        return max((max(c.rank, c.rank_high) for c in self.document.candidates), default=1)

    def title(self, candidate: Candidate) -> str:
        """What the candidate is called."""
        return candidate_name(candidate)

    def called(self, candidate: Candidate) -> str:
        """What people call the place, where that is not in the names of its areas."""
        return candidate_name(candidate) if any(candidate.places) else ""

    def areas(self, candidate: Candidate) -> str:
        """The areas of the candidate in short, where its own name does not tell them."""
        return areas_name(candidate) if any(candidate.places) else ""

    def parents(self, candidate: Candidate) -> str:
        """Every larger area that holds some of it."""
        return parents_name(candidate)

    def shares(self, candidate: Candidate) -> str:
        """Where several larger areas hold it, the share of residents in each: "Haringey 58%, Hackney 42%"."""
        if len(candidate.parents) < 2:
            return ""
        return ", ".join(f"{parent.name} {number(100 * parent.share, 0)}%" for parent in candidate.parents)

    def measure(self, criterion: Criterion) -> str:
        """What is measured, in words."""
        return MEASURES.get(criterion.measure, criterion.measure)

    def rank_chart(self, candidate: Candidate) -> str:
        """The candidate's rank and its range, drawn."""
        return rank_range(candidate.rank, candidate.rank_low, candidate.rank_high, self.last_rank)

    def rank_text(self, candidate: Candidate) -> str:
        """The candidate's rank range in words."""
        if candidate.rank_low == candidate.rank_high:
            return f"{candidate.rank_low} under other weightings too"
        return f"{candidate.rank_low} to {candidate.rank_high} under other weightings"

    def contributions(self, candidate: Candidate) -> list[tuple[str, str]]:
        """Each criterion's value and score, printed, in the document's order; a dash where not known."""
        found = {score.criterion: score for score in candidate.criteria}
        printed = []
        for criterion in self.document.criteria:
            score = found.get(criterion.id)
            value = None if score is None else score.value
            points = None if score is None else score.score
            printed.append(("–" if points is None else number(points, 0), _value_text(criterion, value)))
        return printed

    def names(self, candidate: Candidate) -> list[tuple[str, str]]:
        """Code and name of each of its areas."""
        return list(zip(candidate.areas, candidate.names, strict=False))

    def near_areas(self, pair: NearBorder) -> list[tuple[str, str]]:
        """Code and name of each of two areas whose borders run close."""
        return list(zip(pair.areas, pair.names, strict=True))

    def deciles(self, candidate: Candidate) -> list[tuple[str, Markup]]:
        """Each area's decile with the colours it has on maps."""
        return [
            (str(decile), Markup(f"background:{(fill := DECILE_COLOURS[decile - 1])};color:{text_on(fill)}"))  # noqa: S704 - our own colours
            if decile
            else ("–", Markup(""))
            for decile in candidate.deciles
        ]

    @property
    def left_out_people(self) -> str:
        """How many residents live in areas that were left out."""
        return count(sum(area.population for area in self.document.left_out))


def _value_text(criterion: Criterion, value: float | None) -> str:
    """Print a candidate's value on a criterion with what it is: "0.4 per 1,000 residents", "figure 43.1"."""
    if value is None:
        return "not known"
    printed = number(value, max(decimals_for([value]), 1))
    unit = UNITS.get(criterion.measure, criterion.unit)
    return with_unit(printed, unit) if unit else f"{NAMES_OF_VALUES.get(criterion.measure, 'figure')} {printed}"


def _counted(many: int, one: str, several: str) -> str:
    return f"{count(many)} {one if many == 1 else several}"


def candidates_page(document: ScreenDocument, shapes: Sequence[MapShape] = ()) -> str:
    """Return ranked candidates as one self-contained HTML page.

    Parameters
    ----------
    document
        The screening.
    shapes
        Outlines to draw: the region's (any code, drawn in grey) and the candidates' (the code of a candidate's
        small area, or of its first small area where the outline is of the whole candidate).

    Raises
    ------
    BadInputError
        If an outline cannot be drawn.
    """
    view = CandidatesView(document, shapes)
    return render("candidates.html", document=document, view=view)

"""Ranked candidates beside the map: a page for the team that chooses, never for publication."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from seedbed.reports.candidate_names import candidate_name
from seedbed.reports.charts import rank_range
from seedbed.reports.documents import Candidate, MapShape, NearBorder, ScreenDocument
from seedbed.reports.maps import candidates_map
from seedbed.reports.pages import render
from seedbed.reports.svg import DECILE_COLOURS, text_on
from seedbed.reports.words import count, decimals_for, number


@dataclass(frozen=True)
class CandidatesView:
    """Everything the candidates page shows."""

    document: ScreenDocument
    shapes: Sequence[MapShape]

    @cached_property
    def map(self) -> str:
        """The map, or nothing where there are no outlines."""
        ranks = {area: candidate.rank for candidate in self.document.candidates for area in candidate.areas}
        return candidates_map(self.document.within_name, self.shapes, ranks) if self.shapes else ""

    @cached_property
    def last_rank(self) -> int:
        """The worst rank that any line reaches."""
        return max((max(c.rank, c.rank_high) for c in self.document.candidates), default=1)

    def title(self, candidate: Candidate) -> str:
        """What the candidate is called."""
        return candidate_name(candidate)

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
            shown = "–" if value is None else number(value, max(decimals_for([value]), 1))
            printed.append(("–" if points is None else number(points, 0), shown))
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

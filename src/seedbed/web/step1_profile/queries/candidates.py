"""Candidates as pages show them: ranked by the weights asked for, beside their region, side by side."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from seedbed.errors import UsageError
from seedbed.reports.candidate_names import areas_name, candidate_name, parents_name
from seedbed.reports.candidates_page import CandidatesView
from seedbed.reports.profile_documents import MapShape
from seedbed.reports.screen_documents import Candidate, ScreenDocument
from seedbed.reports.words import number
from seedbed.web.places.models import Programme
from seedbed.web.step1_profile.models import CandidateFigures, Screening, SelectionCase
from seedbed.web.step1_profile.queries.packs import fingerprint
from seedbed.workflows.places.screen_region import ScreenRequest
from seedbed.workflows.places.weighing import Weighing, reweighed

if TYPE_CHECKING:
    from seedbed.sources.packs import Pack

MOST_COMPARED = 3


def request_key(pack: Pack, request: ScreenRequest) -> str:
    """Return a digest of a request to one state of a pack: the same key, the same answer."""
    asked = json.dumps({**asdict(request), "criteria": None}, sort_keys=True)
    return hashlib.sha256(f"{fingerprint(pack)} {asked}".encode()).hexdigest()


def newest_screening(programme: Programme, which: int | None = None) -> Screening | None:
    """Return a screening of a programme by its number, or the newest; None where there is none."""
    found = Screening.objects.filter(programme=programme).order_by("-made_at", "-pk")
    return (found if which is None else found.filter(pk=which)).first()


def programme_choices(programme: Programme) -> list[SelectionCase]:
    """Return the choices that were recorded, the newest first."""
    found = SelectionCase.objects.filter(screening__programme=programme).select_related("neighbourhood")
    return list(found.order_by("-made_at"))


@dataclass(frozen=True)
class RankedCandidates:
    """The candidates of a screening by the weights asked for."""

    screening: Screening
    stated: ScreenDocument
    document: ScreenDocument
    weighing: Weighing

    @classmethod
    def of(cls, screening: Screening, weights: Mapping[str, float] | None = None) -> RankedCandidates:
        """Rank them; without weights as they were screened.

        Raises
        ------
        UsageError
            If the weights cannot be used.
        """
        stated = ScreenDocument.model_validate(screening.document)
        weighing = Weighing.from_json(screening.weighing)
        document = stated if weights is None else reweighed(stated, weighing, weights)
        return cls(screening, stated, document, weighing)

    def find(self, area: str) -> Candidate:
        """Return the candidate whose first small area has this code.

        Raises
        ------
        UsageError
            If there is none.
        """
        for candidate in self.document.candidates:
            if candidate.areas[0] == area:
                return candidate
        raise UsageError(
            "There is no such candidate.", "The list may have been made anew since.", "Go back to the list."
        )

    def weights(self) -> list[dict[str, Any]]:
        """Each criterion with its weight in the list shown, in hundredths of the whole score."""
        measured = CandidatesView(self.document, ())
        return [
            {
                "id": each.id,
                "name": each.name,
                "measure": measured.measure(each),
                "value": f"{each.weight * 100:.4g}",
                "stated": f"{before.weight * 100:.4g}",
            }
            for each, before in zip(self.document.criteria, self.stated.criteria, strict=True)
        ]

    def ranks(self) -> list[dict[str, Any]]:
        """Rank and rank range of each candidate, in listed order, as numbers and as printed."""
        said = CandidatesView(self.document, ())
        return [
            {
                "area": each.areas[0],
                "score": each.score,
                "rank": each.rank,
                "rank_low": each.rank_low,
                "rank_high": each.rank_high,
                "score_text": number(each.score),
                "range_text": said.rank_text(each),
            }
            for each in self.document.candidates
        ]

    def rows(self) -> list[dict[str, Any]]:
        """One row a candidate, in listed order."""
        chosen = dict(SelectionCase.objects.filter(screening=self.screening).values_list("area", "neighbourhood__slug"))
        said = CandidatesView(self.document, ())
        return [
            {
                "candidate": each,
                "area": each.areas[0],
                "name": candidate_name(each),
                "areas": areas_name(each) if any(each.places) else "",
                "parents": parents_name(each),
                "range": said.rank_text(each),
                "chosen": chosen.get(each.areas[0]),
            }
            for each in self.document.candidates
        ]

    def map(self) -> str:
        """The map as a drawing, for pages without scripts and for print."""
        return CandidatesView(self.document, self.shapes()).map

    def shapes(self) -> list[MapShape]:
        """Outlines of the region and of the candidates."""
        return [MapShape.model_validate(each) for each in self.screening.shapes]

    def for_script(self) -> dict[str, Any]:
        """What the page's script draws and ranks: needs in the order of the stated list, outlines as GeoJSON."""
        stated = self.stated.candidates
        names = {each.areas[0]: candidate_name(each) for each in stated}
        return {
            "areas": [each.areas[0] for each in stated],
            "needs": self.weighing.needs,
            "criteria": [each.id for each in self.stated.criteria],
            "map": {"type": "FeatureCollection", "features": [_feature(each, names) for each in self.shapes()]},
        }


def _feature(shape: MapShape, names: Mapping[str, str]) -> dict[str, Any]:
    about = {"code": shape.code, "candidate": shape.inside, "name": names.get(shape.code, "")}
    return {"type": "Feature", "properties": about, "geometry": shape.geometry}


def side_by_side(ranked: RankedCandidates, areas: Sequence[str]) -> dict[str, Any] | None:
    """Return up to three candidates criterion by criterion, with the region beside them; None without any.

    Raises
    ------
    UsageError
        If more than three are asked for, or one is not in the list.
    """
    asked = list(dict.fromkeys(areas))
    if not asked:
        return None
    if len(asked) > MOST_COMPARED:
        raise UsageError(
            f"{len(asked)} candidates cannot be compared at once.",
            f"The page has room for {MOST_COMPARED} side by side.",
            f"Untick some, so that at most {MOST_COMPARED} are left.",
        )
    candidates = [ranked.find(area) for area in asked]
    figures = dict(
        CandidateFigures.objects.filter(screening=ranked.screening, area__in=asked).values_list("area", "figures")
    )
    return {
        "candidates": [{"area": each.areas[0], "name": candidate_name(each), "it": each} for each in candidates],
        "criteria": [_criterion(ranked, place, candidates, figures) for place in range(len(ranked.document.criteria))],
        "without_figures": [area for area in asked if area not in figures],
        "asked": asked,
    }


def _criterion(
    ranked: RankedCandidates, place: int, candidates: Sequence[Candidate], figures: Mapping[str, Any]
) -> dict[str, Any]:
    criterion = ranked.document.criteria[place]
    said = CandidatesView(ranked.document, ())
    order = {each.areas[0]: place for place, each in enumerate(ranked.stated.candidates)}
    cells = []
    for each in candidates:
        points, value = said.contributions(each)[place]
        cells.append(
            {
                "points": points,
                "value": value,
                "spread": ranked.weighing.spreads[order[each.areas[0]]][place],
                "figure": figures.get(each.areas[0], {}).get(criterion.id),
            }
        )
    return {
        "name": criterion.name,
        "measure": said.measure(criterion),
        "region": ranked.weighing.region_means[place],
        "cells": cells,
    }

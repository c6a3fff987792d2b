"""Laws that every answer keeps, whatever the place: what an endurance run checks."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from seedbed.reports.profile_documents import Comparator, ProfileDocument, ProfileFigure, SmallAreaValue
from seedbed.reports.screen_documents import ScreenDocument
from seedbed.sources.indicators import Indicator
from seedbed.workflows.places.screen import Screened

NUMBERS = ("value", "numerator", "denominator", "ci_low", "ci_high")
CLOSE = 1e-9


def broken_choosing(screened: Screened, percentile: float, low: int, high: int) -> list[str]:
    """Return what is wrong with ranked candidates; nothing if every law holds."""
    document = screened.document
    return [
        *_broken_places(screened, percentile, low, high),
        *_broken_ranks(document),
        *_broken_pairs(document),
        *_broken_near_borders(screened),
        *_round_trip(document),
    ]


def _broken_places(screened: Screened, percentile: float, low: int, high: int) -> Iterator[str]:
    document, region = screened.document, screened.region
    number = {code: place for place, code in enumerate(region.codes)}
    taken = [code for candidate in document.candidates for code in candidate.areas]
    left_out = [each.area for each in document.left_out]
    if set(taken) - number.keys():
        yield "a candidate has an area outside the region"
        return
    if len(set(taken)) != len(taken) or set(taken) & set(left_out):
        yield "an area is in two places of the answer"
    if len(taken) + len(left_out) != document.areas_eligible:
        yield f"{len(taken)} areas taken and {len(left_out)} left out are not the {document.areas_eligible} eligible"
    for candidate in document.candidates:
        members = np.isin(np.arange(len(number)), [number[code] for code in candidate.areas])
        if region.contiguity.components(members).max() != 0:
            yield f"candidate {candidate.rank} is not in one piece"
        if not low <= candidate.population <= high:
            yield f"candidate {candidate.rank} has {candidate.population} residents, outside {low} to {high}"
        if round(float(region.population[members].sum())) != candidate.population:
            yield f"candidate {candidate.rank} has other residents than its areas together"
        if max(candidate.percentiles) > percentile:
            yield f"candidate {candidate.rank} has an area beyond the percentile"


def _broken_ranks(document: ScreenDocument) -> Iterator[str]:
    scores = [candidate.score for candidate in document.candidates]
    if scores != sorted(scores, reverse=True):
        yield "candidates are not in order of score"
    if not math.isclose(sum(criterion.weight for criterion in document.criteria), 1.0):
        yield "weights do not add up to 1"
    for place, candidate in enumerate(document.candidates):
        if not candidate.rank_low <= candidate.rank <= candidate.rank_high:
            yield f"rank {candidate.rank} is outside its own range"
        if candidate.rank > place + 1 or not 1 <= candidate.rank_high <= document.candidates_total:
            yield f"rank {candidate.rank} cannot be that of the candidate in place {place + 1}"
        if place and candidate.rank < document.candidates[place - 1].rank:
            yield f"rank {candidate.rank} comes after a worse one"
        for criterion in candidate.criteria:
            if criterion.score is not None and not 0 <= criterion.score <= 100:
                yield f"a score of {criterion.score} for {criterion.criterion}"


def _broken_pairs(document: ScreenDocument) -> Iterator[str]:
    by_areas = {tuple(candidate.areas): candidate for candidate in document.candidates}
    for candidate in document.candidates:
        if candidate.pair_areas:
            other = by_areas.get(tuple(candidate.pair_areas))
            if other is None or other.pair_areas != candidate.areas or other.parent_code != candidate.parent_code:
                yield f"candidate {candidate.rank} and its matched one do not belong together"


def _broken_near_borders(screened: Screened) -> Iterator[str]:
    number = {code: place for place, code in enumerate(screened.region.codes)}
    for pair in screened.document.near_borders:
        first, second = (number[code] for code in pair.areas)
        if second not in screened.region.contiguity.of(first):
            yield f"{pair.areas} run close and do not count as adjoining"
        if not (pair.length > 0 and pair.distance >= 0):
            yield f"{pair.areas} run close over {pair.length} m at {pair.distance} m"


def broken_profile(document: ProfileDocument, indicators: Mapping[str, Indicator]) -> list[str]:
    """Return what is wrong with a profile as it is shown; nothing if every law holds."""
    return [
        *_broken_residents(document),
        *(broken for figure in document.figures for broken in _broken_figure(figure, indicators[figure.indicator])),
        *_broken_sentences(document),
        *_round_trip(document),
    ]


def _broken_residents(document: ProfileDocument) -> Iterator[str]:
    people = math.fsum(area.population * area.share for area in document.areas)
    if abs(people - document.population) > 0.5 + 1e-3 * len(document.areas):
        yield f"{document.population} residents are not the {people:.2f} of its areas"
    if not document.areas or any(not 0 < area.share <= 1 for area in document.areas):
        yield "a share is not above 0 and at most 1"
    if not 0 <= document.boundary_fit.whole_share <= 1:
        yield f"a whole share of {document.boundary_fit.whole_share}"
    if document.core20 is not None and not (
        0 <= document.core20.share <= 1 and 0 <= document.core20.population <= people + 1
    ):
        yield f"Core20 of {document.core20.share} and {document.core20.population} residents"
    for area in document.surroundings:
        if not 0 < area.share <= 1 + CLOSE:
            yield f"a share of {area.share} in {area.code}"


def _broken_figure(figure: ProfileFigure, about: Indicator) -> Iterator[str]:
    parts: list[ProfileFigure | Comparator | SmallAreaValue] = [figure, *figure.comparators, *figure.inside]
    for part in parts:
        where = f"{figure.indicator} in {getattr(part, 'code', 'the neighbourhood')}"
        yield from (f"{where}: {broken}" for broken in _broken_numbers(part, about))
    for point in figure.trend:
        if not _within(point.ci_low, point.value, point.ci_high):
            yield f"{figure.indicator} in {point.area}, {point.period}: {point.value} lies outside its interval"


def _broken_numbers(part: ProfileFigure | Comparator | SmallAreaValue, about: Indicator) -> Iterator[str]:
    numbers = {name: getattr(part, name) for name in NUMBERS}
    known = {name: number for name, number in numbers.items() if number is not None}
    if getattr(part, "suppressed", False) and known:
        yield f"suppressed, and yet {', '.join(known)} can be read"
    if not all(math.isfinite(number) for number in known.values()):
        yield "a number is not one"
    if not _within(numbers["ci_low"], numbers["value"], numbers["ci_high"]):
        yield f"{numbers['value']} lies outside {numbers['ci_low']} to {numbers['ci_high']}"
    if about.kind != "proportion":
        return
    for name in ("value", "ci_low", "ci_high"):
        if name in known and not -CLOSE <= known[name] <= about.multiplier * (1 + CLOSE):
            yield f"{name} {known[name]} of a proportion"
    if {"numerator", "denominator"} <= known.keys() and known["numerator"] > known["denominator"] * (1 + CLOSE):
        yield f"{known['numerator']} of {known['denominator']}"


def _within(low: float | None, value: float | None, high: float | None) -> bool:
    if value is None:
        return True
    slack = CLOSE * max(abs(value), 1.0)
    return (low is None or low <= value + slack) and (high is None or value <= high + slack)


def _broken_sentences(document: ProfileDocument) -> Iterator[str]:
    known = {figure.indicator for figure in document.figures}
    if not document.pen_profile:
        yield "the pen profile is empty"
    for sentence in document.pen_profile:
        if not set(sentence.indicators) <= known:
            yield f"a sentence rests on figures that are not there: {sentence.text}"
        if any(word in sentence.text for word in ("nan", "None", "inf ")):
            yield f"a sentence has a hole: {sentence.text}"


def _round_trip(document: Any) -> Iterator[str]:
    if type(document).model_validate_json(document.model_dump_json(by_alias=True)) != document:
        yield "the document is not the same after it was written and read"

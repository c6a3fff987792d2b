"""Screen for candidates, keep the answer, and record which candidate people chose and why."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from seedbed.errors import UsageError
from seedbed.reports.candidate_names import candidate_name
from seedbed.reports.screen_documents import SelectionDocument
from seedbed.web.people.audit import record
from seedbed.web.people.models import User
from seedbed.web.places.actions import set_boundary, start_neighbourhood
from seedbed.web.places.models import BoundaryOrigin, Neighbourhood, Programme
from seedbed.web.step1_profile.models import CandidateFigures, Screening, SelectionCase
from seedbed.web.step1_profile.queries.candidates import RankedCandidates, request_key
from seedbed.web.step1_profile.queries.packs import pack_of
from seedbed.workflows.places.choose import record_choice
from seedbed.workflows.places.screen_region import ScreenRequest
from seedbed.workflows.places.weighing import weighing_of
from seedbed.workflows.progress import Progress, silent

if TYPE_CHECKING:
    from seedbed.workflows.places.fit_preview import FitPreview


def keep_screening(
    *,
    by: User | None,
    programme: Programme,
    request: ScreenRequest | None = None,
    report: Progress = silent,
    at: datetime | None = None,
) -> Screening:
    """Screen a programme's pack for candidates and keep the answer; the same request is answered once.

    Parameters
    ----------
    request
        What to look for; None looks through the whole pack by its own criteria.
    report
        Hears how far the work is; may raise to stop it.

    Raises
    ------
    UserError
        If the pack is not there, or the request cannot be used.
    """
    pack = pack_of(programme)
    asked = request or ScreenRequest(within=pack.name)
    key = request_key(pack, asked)
    kept = Screening.objects.filter(programme=programme, key=key).first()
    if kept is not None:
        return kept
    from seedbed.workflows.places.screen import screen_pack
    from seedbed.workflows.places.screen_map import candidates_shapes

    screened = screen_pack(pack, asked, report)
    values = {
        "request": {**asdict(asked), "criteria": None},
        "document": json.loads(screened.document.model_dump_json(by_alias=True)),
        "weighing": weighing_of(screened, asked).as_json(),
        "shapes": [shape.model_dump() for shape in candidates_shapes(screened)],
        "made_at": at or timezone.now(),
        "made_by": by,
    }
    with transaction.atomic():
        made, new = Screening.objects.get_or_create(programme=programme, key=key, defaults=values)
        if new:
            record(by=by, action="step1.screen", scope=programme.scope, subject=f"screening:{made.pk}")
    return made


def keep_figures(
    *, by: User | None, screening: Screening, areas: Sequence[str], report: Progress = silent
) -> list[CandidateFigures]:
    """Work out figures with intervals and comparators of some candidates, and keep them.

    Raises
    ------
    UserError
        If a candidate is not in the list, or the pack is not there.
    """
    from seedbed.workflows.places.profile import Place, profile

    pack = pack_of(screening.programme)
    ranked = RankedCandidates.of(screening)
    wanted = {each.id: each.indicator for each in ranked.document.criteria if each.indicator}
    made = []
    for number, area in enumerate(areas):
        candidate = ranked.find(area)
        report(number, len(areas), f"Working out the figures of {candidate_name(candidate)}")
        document = profile(pack, Place(codes=tuple(candidate.areas), name=candidate_name(candidate)))
        figures = {figure.indicator: figure.model_dump() for figure in document.figures}
        found = {each: _shown(figures[indicator]) for each, indicator in wanted.items() if indicator in figures}
        made.append(_kept_figures(by, screening, area, found))
    return made


@transaction.atomic
def _kept_figures(by: User | None, screening: Screening, area: str, found: Mapping[str, Any]) -> CandidateFigures:
    kept, new = CandidateFigures.objects.get_or_create(screening=screening, area=area, defaults={"figures": found})
    if new:
        record(by=by, action="step1.figures", scope=screening.programme.scope, subject=f"screening:{screening.pk}")
    return kept


def _shown(figure: dict[str, Any]) -> dict[str, Any]:
    """Keep what a comparison shows; nothing of a figure that is hidden."""
    hidden = figure["suppressed"]
    beside = [{**area, "hidden": area["suppressed"] or hidden} for area in figure["comparators"]]
    kept = ("name", "unit", "period", "source", "denominator_name", "interval")
    numbers = ("value", "numerator", "denominator", "ci_low", "ci_high")
    return {
        **{name: figure[name] for name in kept},
        **{name: None if hidden else figure[name] for name in numbers},
        "suppressed": hidden,
        "comparators": [
            {"name": area["name"], **{name: None if area["hidden"] else area[name] for name in numbers}}
            for area in beside
        ],
    }


def choose(  # noqa: PLR0913 - what a record of a choice must say
    *,
    by: User | None,
    screening: Screening,
    area: str,
    reason: str,
    chosen_by: str,
    name: str = "",
    weights: Mapping[str, float] | None = None,
    neighbourhood: Neighbourhood | None = None,
    at: datetime | None = None,
) -> SelectionCase:
    """Record the choice of a candidate, and start the neighbourhood inside its line.

    The same candidate chosen again gives the record there is.

    Parameters
    ----------
    area
        Code of the candidate's first small area.
    reason
        Why, in people's own words; kept with the line too.
    chosen_by
        Who chose: a person or a group.
    name
        What the neighbourhood is called; else as the candidate is.
    weights
        Importance of each criterion by its id as people weighed them; None as screened.
    neighbourhood
        One of the programme that work has begun in already; it keeps its name and its line.

    Raises
    ------
    UserError
        If the candidate, the weights, the reason or the name will not do.
    """
    from seedbed.workflows.places.fit_preview import preview_codes

    ranked = RankedCandidates.of(screening, weights)
    candidate = ranked.find(area)
    fit = preview_codes(pack_of(screening.programme), candidate.areas)
    document = record_choice(
        ranked.document, candidate, by=chosen_by, reason=reason, kept_in=_kept_in(screening), now=at
    )
    with transaction.atomic():
        # Locked, so that two who choose at the same moment make one neighbourhood.
        Screening.objects.select_for_update().get(pk=screening.pk)
        there = SelectionCase.objects.filter(screening=screening, area=area).first()
        if there is not None:
            return there
        place = neighbourhood or _start(by, screening, document, fit, name.strip() or candidate_name(candidate))
        return _kept(by, screening, document, place)


def _start(
    by: User | None, screening: Screening, document: SelectionDocument, fit: FitPreview, name: str
) -> Neighbourhood:
    """Start the neighbourhood inside the candidate's line."""
    neighbourhood = start_neighbourhood(by=by, programme=screening.programme, name=name)
    set_boundary(
        by=by,
        neighbourhood=neighbourhood,
        shares=fit.shares,
        outline=fit.outline,
        residents=fit.residents,
        origin=BoundaryOrigin.CHOSEN,
        reason=document.reason,
        at=datetime.fromisoformat(document.chosen_at),
    )
    return neighbourhood


def _kept(by: User | None, screening: Screening, document: SelectionDocument, place: Neighbourhood) -> SelectionCase:
    """Keep the record of a choice."""
    if place.programme_id != screening.programme_id or SelectionCase.objects.filter(neighbourhood=place).exists():
        raise UsageError(
            f"{place.name} cannot be the neighbourhood of this choice.",
            "It is of another programme, or another choice led to it.",
            "Start a neighbourhood of its own for this choice.",
        )
    made = SelectionCase.objects.create(
        screening=screening,
        area=document.chosen.areas[0],
        weights={each.id: each.weight for each in document.criteria},
        document=json.loads(document.model_dump_json(by_alias=True)),
        rank=document.chosen.rank,
        reason=document.reason,
        chosen_by=document.chosen_by[:200],
        neighbourhood=place,
        made_at=datetime.fromisoformat(document.chosen_at),
        made_by=by,
    )
    record(by=by, action="step1.choose", scope=place.scope, subject=f"case:{made.pk}", rank=made.rank)
    return made


def _kept_in(screening: Screening) -> tuple[str, str]:
    content = json.dumps(screening.document, sort_keys=True).encode()
    return f"screening {screening.pk}", "sha256:" + hashlib.sha256(content).hexdigest()

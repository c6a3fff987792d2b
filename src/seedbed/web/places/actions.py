"""Everything that changes places: one transaction and one audit row each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from itertools import count
from math import isfinite
from typing import Any, TypeVar

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.text import slugify
from shapely.errors import ShapelyError
from shapely.geometry import shape

from seedbed.errors import UsageError
from seedbed.web.people.audit import record
from seedbed.web.people.models import Scope, ScopeKind, User
from seedbed.web.people.queries import site
from seedbed.web.people.wording import clean_name
from seedbed.web.places.models import BoundaryOrigin, BoundaryVersion, Neighbourhood, Partnership, Programme

LONGEST_REASON = 5000
_Place = TypeVar("_Place", bound=models.Model)


@transaction.atomic
def start_partnership(*, by: User | None, name: str, at: datetime | None = None) -> Partnership:
    """Start a partnership below the whole site.

    Raises
    ------
    UsageError
        If the name will not do or is taken.
    """
    name = clean_name(name)
    _check_free(site(), Partnership.objects.filter(name=name), "partnership", "on this site")
    scope = Scope.objects.add(site(), ScopeKind.PARTNERSHIP, name)
    made = _make(Partnership.objects, name, scope, started_at=at or timezone.now())
    record(by=by, action="places.start_partnership", scope=scope)
    return made


@transaction.atomic
def start_programme(
    *,
    by: User | None,
    partnership: Partnership,
    name: str,
    invented: bool = False,
    pack: str = "",
    at: datetime | None = None,
) -> Programme:
    """Start one run of the process.

    Parameters
    ----------
    invented
        Made up for practice; every page of it says so.
    pack
        Name of the pack its figures come from.

    Raises
    ------
    UsageError
        If the name will not do or is taken in this partnership.
    """
    name = clean_name(name)
    _check_free(partnership.scope, partnership.programmes.filter(name=name), "programme", "in this partnership")
    scope = Scope.objects.add(partnership.scope, ScopeKind.PROGRAMME, name)
    made = _make(
        Programme.objects,
        name,
        scope,
        partnership=partnership,
        # Whatever is started in a demonstration is made up, and says so.
        invented=invented or settings.ENVIRONMENT.demonstration,
        pack=pack,
        started_at=at or timezone.now(),
    )
    record(by=by, action="places.start_programme", scope=scope)
    return made


@transaction.atomic
def start_neighbourhood(
    *, by: User | None, programme: Programme, name: str, at: datetime | None = None
) -> Neighbourhood:
    """Start work in a neighbourhood; its line is set later.

    Raises
    ------
    UsageError
        If the name will not do or is taken in this programme.
    """
    name = clean_name(name)
    _check_free(programme.scope, programme.neighbourhoods.filter(name=name), "neighbourhood", "in this programme")
    scope = Scope.objects.add(programme.scope, ScopeKind.NEIGHBOURHOOD, name)
    made = _make(Neighbourhood.objects, name, scope, programme=programme, started_at=at or timezone.now())
    record(by=by, action="places.start_neighbourhood", scope=scope)
    return made


def _check_free(above: Scope, same_name: models.QuerySet[Any], kind: str, where: str) -> None:
    """Refuse a name that is taken: a form sent twice, even at the same moment, must not make two places."""
    Scope.objects.select_for_update().get(pk=above.pk)
    if same_name.exists():
        raise UsageError(
            f"There is a {kind} of this name already.",
            f"Each {kind} {where} has its own name, so that nobody takes one for another.",
            "Go to the one there is, or choose another name.",
        )


def _make(places: models.Manager[_Place], name: str, scope: Scope, **fields: Any) -> _Place:
    """Make a place with a slug that nobody else has, even if two are made at the same moment."""
    # Names in scripts that have no Latin letters get a slug of their kind and number.
    base = slugify(name)[:70].strip("-") or f"{scope.kind}-{scope.pk}"
    for number in count(1):
        slug = base if number == 1 else f"{base}-{number}"
        try:
            with transaction.atomic():
                return places.create(name=name, slug=slug, scope=scope, **fields)
        except IntegrityError:
            if not places.filter(slug=slug).exists():
                raise
    raise AssertionError("numbers do not end")


@transaction.atomic
def set_boundary(  # noqa: PLR0913 - a line has these parts
    *,
    by: User | None,
    neighbourhood: Neighbourhood,
    shares: Mapping[str, float],
    outline: Mapping[str, Any],
    origin: BoundaryOrigin | str,
    reason: str,
    residents: float | None = None,
    at: datetime | None = None,
) -> BoundaryVersion:
    """Draw the line around a neighbourhood anew. Earlier lines stay; the same line sent twice is set once.

    Parameters
    ----------
    shares
        Share of each small area inside, above 0 and at most 1, by code.
    outline
        GeoJSON Polygon or MultiPolygon in longitude and latitude.
    residents
        Residents by apportionment, if known.

    Raises
    ------
    UsageError
        If one of them will not do.
    """
    parts = {
        "shares": _checked_shares(shares),
        "outline": _checked_outline(outline),
        "residents": _checked_residents(residents),
        "origin": _checked_origin(origin),
        "reason": _checked_reason(reason),
    }
    # Locked, so that two lines set at the same moment get two numbers.
    Neighbourhood.objects.select_for_update().get(pk=neighbourhood.pk)
    newest = neighbourhood.boundaries.order_by("-number").first()
    if newest and all(getattr(newest, name) == value for name, value in parts.items()):
        return newest
    made = neighbourhood.boundaries.create(
        number=newest.number + 1 if newest else 1, made_by=by, made_at=at or timezone.now(), **parts
    )
    record(by=by, action="places.set_boundary", scope=neighbourhood.scope, subject=f"line:{made.number}")
    return made


def _checked_shares(shares: Mapping[str, float]) -> dict[str, float]:
    bad = [code for code, share in shares.items() if not (code.strip() and 0 < share <= 1)]
    if bad or not shares:
        why = f"'{bad[0][:40]}' has a share of {shares[bad[0]]}." if bad else "It holds no small area."
        raise UsageError("This line cannot be used.", why, "Give each small area inside a share above 0, at most 1.")
    return {code: float(share) for code, share in shares.items()}


def _checked_outline(outline: Mapping[str, Any]) -> dict[str, Any]:
    """Return the outline as JSON holds it, if it is one of an area on the Earth."""
    try:
        west, south, east, north = shape(dict(outline)).bounds
        area = outline["type"] in {"Polygon", "MultiPolygon"} and -180 <= west < east <= 180
        if area and -90 <= south < north <= 90:
            kept: dict[str, Any] = json.loads(json.dumps({name: outline[name] for name in ("type", "coordinates")}))
            return kept
    except (AttributeError, IndexError, KeyError, TypeError, ValueError, ShapelyError):
        pass
    raise UsageError(
        "This line cannot be used.",
        "It is not the outline of an area in longitude and latitude.",
        "Draw a closed line, or send a polygon.",
    )


def _checked_residents(residents: float | None) -> float | None:
    if residents is not None and not (isfinite(residents) and residents >= 0):
        raise UsageError("This line cannot be used.", f"It holds {residents} residents.", "Count them again.")
    return residents


def _checked_origin(origin: BoundaryOrigin | str) -> str:
    if origin not in BoundaryOrigin.values:
        raise UsageError(
            f"A line cannot come from '{origin[:40]}'.",
            f"It is one of: {', '.join(BoundaryOrigin.values)}.",
            "Say which.",
        )
    return BoundaryOrigin(origin).value


def _checked_reason(reason: str) -> str:
    kept = reason.strip()
    if not kept or len(kept) > LONGEST_REASON or "\x00" in kept:
        raise UsageError(
            "Say why the line runs here.",
            f"The reason stays with the line; it has 1 to {LONGEST_REASON:,} characters.",
            "Write a sentence or two.",
        )
    return kept

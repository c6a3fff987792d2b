"""What reach reads: the pack of a neighbourhood, the assets that count, what was asked before."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from seedbed.web.asset_register.queries.lists import standing
from seedbed.web.asset_register.queries.public import directories, public_assets
from seedbed.web.places.models import BoundaryVersion, Neighbourhood
from seedbed.web.places.packs import pack_named
from seedbed.web.places.queries import boundary_of
from seedbed.web.reach.models import Question

if TYPE_CHECKING:
    from seedbed.analysis.assets.listing import Listing
    from seedbed.sources.indicators import Indicator
    from seedbed.sources.packs import Pack
    from seedbed.workflows.assets.reach_inside import InsideAsked

GROUPED_BY = ("people", "work", "homes", "health")
"""Topics whose shares of people are offered as groups."""


@dataclass(frozen=True, slots=True)
class PackHere:
    """The pack of a programme, and the folder under which it is installed."""

    pack: Pack
    directory: Path


def pack_here(neighbourhood: Neighbourhood) -> PackHere | None:
    """Return the pack of a neighbourhood's programme: from the site's own folder first; None if none is installed."""
    pack = pack_named(neighbourhood.programme.pack)
    return None if pack is None else PackHere(pack, pack.folder.parent.parent)


def has_line(neighbourhood: Neighbourhood) -> bool:
    """Say whether it is known which people live inside a line around a neighbourhood."""
    return _line(neighbourhood) is not None


def _line(neighbourhood: Neighbourhood) -> BoundaryVersion | None:
    line = boundary_of(neighbourhood)
    return line if line is not None and line.shares else None


def inside_of(neighbourhood: Neighbourhood) -> InsideAsked | None:
    """Return the people of a neighbourhood as its newest line shares small areas out; None where it has none."""
    from shapely.geometry import shape

    from seedbed.workflows.assets.reach_inside import InsideAsked

    line = _line(neighbourhood)
    if line is None:
        return None
    return InsideAsked(shares=line.shares, outline=shape(line.outline), name=neighbourhood.name)


def listings_near(neighbourhood: Neighbourhood, *, everybody: bool) -> list[Listing]:
    """Return the assets that count: those of the register; for everybody on the map also public ones around.

    What another register does not show in public is nobody's to read here, so it never counts.
    """
    own = list(standing(neighbourhood).exclude(longitude=None))
    known = {(each.source, each.source_identifier) for each in own if each.source_identifier}
    for place in registers_beside(neighbourhood) if everybody else ():
        around = public_assets(place).exclude(longitude=None)
        own += [each for each in around if (each.source, each.source_identifier) not in known]
    return [each.listing() for each in own]


def registers_beside(neighbourhood: Neighbourhood) -> list[Neighbourhood]:
    """Return the other neighbourhoods of the same data pack that show assets in public, by name."""
    programme = neighbourhood.programme
    shown = (each.neighbourhood for each in directories())
    return [
        each
        for each in shown
        if each.pk != neighbourhood.pk
        and (each.programme.pack, each.programme.invented) == (programme.pack, programme.invented)
    ]


def groups_offered(pack: Pack) -> list[Indicator]:
    """Return what groups can be told apart by: deprivation first, then shares of people and households."""
    here = [each for each in pack.indicators.values() if each.level == pack.small_level.id]
    deprived = [each for each in here if each.topic == "deprivation" and each.kind in {"rank", "score"}]
    shares = [each for each in here if each.kind == "proportion" and each.topic in GROUPED_BY]
    return [*sorted(deprived, key=lambda each: each.kind != "score")[:1], *shares]


def questions_of(neighbourhood: Neighbourhood) -> QuerySet[Question]:
    """Return what was asked and answered, the newest first, without the answers."""
    answered = Question.objects.filter(neighbourhood=neighbourhood, answer__isnull=False)
    return answered.select_related("made_by").defer("answer").order_by("-made_at", "pk")

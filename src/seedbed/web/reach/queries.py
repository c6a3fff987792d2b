"""What reach reads: the streets of a neighbourhood, its pack, what was asked before."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from seedbed.web.asset_register.queries.streets import ROLE, pack_named
from seedbed.web.places.models import Neighbourhood
from seedbed.web.reach.models import Question, StreetMap

if TYPE_CHECKING:
    from seedbed.sources.indicators import Indicator
    from seedbed.sources.packs import Pack

GROUPED_BY = ("people", "work", "homes", "health")
"""Topics whose shares of people are offered as groups."""
LEVEL = "small_area"


@dataclass(frozen=True, slots=True)
class PackHere:
    """The pack of a programme, and the folder under which it is installed."""

    pack: Pack
    directory: Path


def pack_here(neighbourhood: Neighbourhood) -> PackHere | None:
    """Return the pack of a neighbourhood's programme: from the site's own folder first; None if none is installed."""
    pack = pack_named(neighbourhood.programme.pack)
    return None if pack is None else PackHere(pack, pack.folder.parent.parent)


def streets_of_pack(pack: Pack) -> Path | None:
    """Return the pack's own file of streets; None where it has none."""
    found = next((each for each in pack.package.resources if each.role == ROLE), None)
    return None if found is None else pack.folder / found.path


def own_streets(neighbourhood: Neighbourhood) -> StreetMap | None:
    """Return the streets that someone brought, without their content."""
    return StreetMap.objects.defer("content").filter(neighbourhood=neighbourhood).first()


def groups_offered(pack: Pack) -> list[Indicator]:
    """Return what groups can be told apart by: deprivation first, then shares of people and households."""
    here = [each for each in pack.indicators.values() if each.level == LEVEL]
    deprived = [each for each in here if each.topic == "deprivation" and each.kind in {"rank", "score"}]
    shares = [each for each in here if each.kind == "proportion" and each.topic in GROUPED_BY]
    return [*sorted(deprived, key=lambda each: each.kind != "score")[:1], *shares]


def questions_of(neighbourhood: Neighbourhood) -> QuerySet[Question]:
    """Return what was asked and answered, the newest first, without the answers."""
    answered = Question.objects.filter(neighbourhood=neighbourhood, answer__isnull=False)
    return answered.select_related("made_by").defer("answer").order_by("-made_at", "pk")

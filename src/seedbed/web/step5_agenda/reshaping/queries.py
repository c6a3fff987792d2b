"""What was merged and split on a map, and what became of a factor that is off it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from seedbed.web.step5_agenda.models import MapFactor, MapLineage, SystemMap
from seedbed.web.step5_agenda.reshaping.planning import plan_of

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Told:
    """A merge or split, with the names of the factors as they were then."""

    row: MapLineage
    gone: list[str]
    into: list[str]
    into_keys: list[str]

    @property
    def parts(self) -> list[tuple[str, str]]:
        """Keys and names of the factors that stand for those that went."""
        return list(zip(self.into_keys, self.into, strict=True))

    @property
    def is_merge(self) -> bool:
        """Whether factors were merged, not split."""
        return self.row.what == MapLineage.What.MERGE


def lineages_of(found: SystemMap) -> list[Told]:
    """Return the newest merges and splits of a map, those that were undone too."""
    return [_told(each) for each in _newest(found)[:MOST_SHOWN]]


def what_became_of(factor: MapFactor) -> Told | None:
    """Return the merge or split by which a factor left its map; nothing where it is there, or was taken off."""
    if factor.removed_at is None:
        return None
    standing = _newest(factor.map).filter(undone_at=None)
    return next((_told(each) for each in standing if str(factor.key) in each.plan["gone"]), None)


def _newest(found: SystemMap) -> QuerySet[MapLineage]:
    return MapLineage.objects.filter(map=found).select_related("by", "undone_by").order_by("-pk")


def _told(row: MapLineage) -> Told:
    plan = plan_of(row.plan)
    names = plan.names()
    return Told(row, names["gone"], names["into"], list(plan.into))

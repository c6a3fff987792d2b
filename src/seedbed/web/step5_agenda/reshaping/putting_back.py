"""Putting what was taken off a map back on it: what undo does on the drawing, done by forms."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q

from seedbed.errors import UsageError
from seedbed.web.people.models import User
from seedbed.web.step5_agenda.models import MapFactor, MapLink, SystemMap
from seedbed.web.step5_agenda.opinions.following import following_of
from seedbed.web.step5_agenda.shared.document import Document
from seedbed.web.step5_agenda.shared.drawing import check_there
from seedbed.web.step5_agenda.shared.keeping import change
from seedbed.web.step5_agenda.shared.projecting import FACTOR_FIELDS, LINK_FIELDS


def put_back(*, by: User | None, of: SystemMap, row: MapFactor | MapLink) -> None:
    """Put a factor or link that was taken off back as it was; a factor with the links that were taken off with it.

    Raises
    ------
    UsageError
        If it left by a merge or split, or a link's ends are not both on the map; nothing happens if it is there.
    """
    gone = following_of(of).steps
    rows = [row, *(_went_with(row, gone) if isinstance(row, MapFactor) else ())]

    def draw(document: Document) -> None:
        if str(row.key) in gone:
            raise UsageError(
                "It cannot be put back alone.",
                "It left the map by a merge or a split, and something else stands for it.",
                "Undo that on the page of merges and splits.",
            )
        for each in rows:
            if document.value((_part_of(each), str(each.key))) is None:
                document.put(_part_of(each), str(each.key), **_as_it_was(each))
        if isinstance(row, MapLink):
            for end in (row.cause, row.effect):
                check_there(document, "factors", str(end.key))

    change(by=by, of=of, how=draw)


def _went_with(factor: MapFactor, gone: Collection[str]) -> list[MapLink]:
    """Return the links that were taken off with a factor and whose other end is on the map."""
    at_it = Q(cause=factor) | Q(effect=factor)
    rows = MapLink.objects.filter(at_it, map=factor.map_id, removed_at=factor.removed_at)
    return [
        each
        for each in rows.select_related("cause", "effect")
        if str(each.key) not in gone
        and all(end.pk == factor.pk or end.removed_at is None for end in (each.cause, each.effect))
    ]


def _part_of(row: MapFactor | MapLink) -> str:
    return "factors" if isinstance(row, MapFactor) else "links"


def _as_it_was(row: MapFactor | MapLink) -> dict[str, Any]:
    names = FACTOR_FIELDS if isinstance(row, MapFactor) else LINK_FIELDS
    told = {name: getattr(row, name) for name in names if getattr(row, name) is not None}
    return told if isinstance(row, MapFactor) else told | {"cause": str(row.cause.key), "effect": str(row.effect.key)}

"""What factors and links of a map came from in an earlier state and do no more, and what they come from since."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef, QuerySet

from seedbed.web.golden_thread.models import Link
from seedbed.web.step5_agenda.models import MapFactor, MapLink, SystemMap
from seedbed.web.step5_agenda.opinions.following import Then
from seedbed.web.step5_agenda.opinions.origins import ORIGINS, lived_until
from seedbed.web.ui.batches import in_batches

Origin = tuple[str, int]
"""The key of a factor or link, and the number of a bead that it comes, or came, from."""


def beads_of(found: SystemMap, keys: Iterable[str]) -> dict[str, int | None]:
    """Return the beads of factors and links of a map by key, of those that it ever had."""
    wanted = frozenset(keys)
    rows = [*found.factors.values_list("key", "bead"), *found.links.values_list("key", "bead")]
    return {str(key): bead for key, bead in rows if str(key) in wanted}


def taken_off_since(found: SystemMap, then: Then) -> list[Link]:
    """Return the links to origins that somebody took off what was on a map then; each stands for one to be made again.

    Those that a merge or split moved are not among them, nor what was withdrawn from the thread since.
    """
    there = set(beads_of(found, then.keys).values())
    gone = _gone(found, then).filter(retracted_in=None, source__went_in=None)
    # What a merge made is retracted when the merge is undone: nobody took it off.
    by_hand = gone.exclude(made_in__undone_at=F("retracted_at"))
    same = Link.objects.filter(
        source=OuterRef("source"), target=OuterRef("target"), relation=OuterRef("relation"), retracted_at=None
    )
    rows = by_hand.exclude(Exists(same)).select_related("source", "target").order_by("pk")
    once = {(link.source_id, link.relation, link.target_id): link for link in rows if link.target_id in there}
    return list(once.values())


def joined_since(found: SystemMap, then: Then) -> list[Origin]:
    """Return what was put behind factors and links since that were on a map then and are now, by hand alone.

    What stood there then, was taken off and was put back is not among it.
    """
    keys: dict[int, str] = {}
    for model in (MapFactor, MapLink):
        rows = model.objects.filter(map=found, removed_at=None).exclude(bead=None)
        keys |= {bead: str(key) for key, bead in rows.values_list("key", "bead") if bead and str(key) in then.keys}
    stood = set(_gone(found, then).values_list("target", "source"))
    origins = []
    for some in in_batches(keys):
        living = Link.objects.filter(target__in=some, relation__in=ORIGINS, retracted_at=None, forward=True)
        mine = living.filter(made_at__gte=then.until, made_in=None, source__tombstone=None).order_by("pk")
        pairs = mine.values_list("target", "source")
        origins += [(keys[target], source) for target, source in pairs if (target, source) not in stood]
    return origins


def _gone(found: SystemMap, then: Then) -> QuerySet[Link]:
    """Return the links to origins that were there then and were retracted since."""
    return lived_until(then.until).filter(relation__in=ORIGINS, target__programme=found.neighbourhood.programme_id)

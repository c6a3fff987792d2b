"""Factors and links of which the team said that they come from experts only."""

from __future__ import annotations

from seedbed.web.places.models import Neighbourhood
from seedbed.web.step5_agenda.models import ExpertsOnly, MapFactor, MapLink, SystemMap
from seedbed.web.step5_agenda.opinions.following import Then, following_of


def experts_only_on(found: SystemMap, then: Then | None = None) -> set[str]:
    """Return their keys on a map; what a marked one was merged into, joined to or split into is marked, too.

    ``then`` asks for those that were marked in an earlier state and still are: marks that were taken back are not kept.
    """
    given = ExpertsOnly.objects.filter(map=found)
    if then is not None:
        given = given.filter(at__lt=then.until)
    marks = list(given.values_list("key", "at"))
    if not marks:
        return set()
    following = following_of(found, then)
    return {end for key, at in marks for end in following.ends(key, at)}


def experts_only_in(neighbourhood: Neighbourhood) -> set[int]:
    """Return the beads of all of them on the maps of a neighbourhood: the thread need not look for more behind them."""
    beads: set[int] = set()
    for each in SystemMap.objects.filter(neighbourhood=neighbourhood):
        marked = experts_only_on(each)
        for model in (MapFactor, MapLink) if marked else ():
            rows = model.objects.filter(map=each, removed_at=None).exclude(bead=None)
            beads.update(bead for key, bead in rows.values_list("key", "bead") if bead and str(key) in marked)
    return beads

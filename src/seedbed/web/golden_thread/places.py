"""How many beads of each kind hang in each neighbourhood, for the pages of places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Count, Exists, OuterRef

from seedbed.thread.kinds import BeadKind
from seedbed.web.golden_thread.models import Bead, Tombstone
from seedbed.web.places.models import Neighbourhood


def count_kinds(neighbourhoods: Sequence[Neighbourhood]) -> Mapping[int, Mapping[BeadKind, int]]:
    """Return how many beads of each kind neighbourhoods have, by neighbourhood's number, without withdrawn ones."""
    living = Bead.objects.filter(neighbourhood__in=neighbourhoods).exclude(
        Exists(Tombstone.objects.filter(bead=OuterRef("pk")))
    )
    found: dict[int, dict[BeadKind, int]] = defaultdict(dict)
    for place, kind, many in living.values_list("neighbourhood", "kind").annotate(Count("pk")).order_by():
        found[place][BeadKind(kind)] = many
    return found

"""How many people of each group live in the invented town's neighbourhoods, for survival to be held against."""

from __future__ import annotations

from seedbed.demo.names import PACK_NAME, TOWN_PREFIX
from seedbed.demo.story.cards import indicators_of
from seedbed.errors import UserError
from seedbed.reports.thread.survival import Benchmark
from seedbed.web.places.models import Neighbourhood
from seedbed.web.places.queries import boundary_of
from seedbed.web.step1_profile.queries.packs import pack_of


def residents_by_group(neighbourhood: Neighbourhood, characteristic: str) -> Benchmark | None:
    """Return residents by the groups of a characteristic; None outside the invented town, or where it is not known."""
    line, words = boundary_of(neighbourhood), indicators_of(characteristic)
    if neighbourhood.programme.pack != PACK_NAME or line is None or not words:
        return None
    groups = {f"{TOWN_PREFIX}{id_}": group for id_, group in words.items()}
    try:
        rows = pack_of(neighbourhood.programme).figures(list(line.shares), list(groups)).collect()
    except UserError:
        # The measures still hold groups against those who were heard.
        return None
    people = dict.fromkeys(groups.values(), 0.0)
    for row in rows.iter_rows(named=True):
        people[groups[row["indicator"]]] += row["numerator"] * line.shares[row["area"]]
    return Benchmark(people, "residents (Invented Census of Merrowland, 2023)")

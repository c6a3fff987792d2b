"""Weights that people gave links: each person's own, and of all together the median and the range."""

from __future__ import annotations

from dataclasses import dataclass

from seedbed.analysis.systems.shared_weights import SharedWeight, combine_weights, shared_bands, with_shared_weights
from seedbed.analysis.systems.types import WEIGHTS, Strength
from seedbed.analysis.systems.types import SystemMap as MapOfFactors
from seedbed.web.people.models import User
from seedbed.web.step5_agenda.models import MapWeight, SystemMap
from seedbed.web.step5_agenda.opinions.following import following_of
from seedbed.web.step5_agenda.opinions.queries import last_of_each

FEWEST = 3
"""People whose weights of a link are told of: of two, each would read what the other said."""
NONE = "none"
Counting = dict[tuple[str, int], MapWeight]
"""Weights by the link they are of and who gave them."""
SIZES = {NONE: 0.0, **{strength.value: WEIGHTS[strength] for strength in Strength}}
"""What each answer counts for, from nothing to the strongest."""


@dataclass(frozen=True, slots=True)
class PeoplesWeights:
    """What people gave the links of a map whose direction stands, where enough did: how many people, and by link."""

    people: int
    shared: dict[str, SharedWeight]

    @property
    def bands(self) -> dict[str, tuple[float, float]]:
        """From the least to the largest weight of each link, -1 to 1."""
        return shared_bands(self.shared)

    def on(self, system: MapOfFactors) -> MapOfFactors:
        """Return a map with the medians as weights, all other links as they are."""
        return with_shared_weights(system, self.shared)


def weights_of(found: SystemMap, system: MapOfFactors) -> PeoplesWeights:
    """Return the weights of links that at least three people gave one; ``system`` is the map as it stands.

    Nobody's weight counts of a link that is not known, or that somebody sees otherwise.
    """
    return _together(_counting(found), system)


def given_by(found: SystemMap, person: User) -> dict[str, str]:
    """Return how strong one person thinks that links are, in words, by key."""
    return _own(_counting(found), person)


def weights_and_own(found: SystemMap, system: MapOfFactors, person: User) -> tuple[PeoplesWeights, dict[str, str]]:
    """Return both, read once."""
    counting = _counting(found)
    return _together(counting, system), _own(counting, person)


def _together(counting: Counting, system: MapOfFactors) -> PeoplesWeights:
    signs = {link.identifier: link.sign for link in system.links if link.sign}
    said: dict[int, dict[str, float]] = {}
    for (key, person), given in counting.items():
        if key in signs:
            # Adding nothing keeps a link that runs the opposite way, and passes nothing on, from being minus zero.
            said.setdefault(person, {})[key] = signs[key] * SIZES[given.strength] + 0.0
    combined = combine_weights(list(said.values()))
    shared = {key: each for key, each in combined.items() if each.people >= FEWEST}
    return PeoplesWeights(sum(not shared.keys().isdisjoint(each) for each in said.values()), shared)


def _own(counting: Counting, person: User) -> dict[str, str]:
    return {key: given.strength for (key, by), given in counting.items() if by == person.pk}


def _counting(found: SystemMap) -> Counting:
    """Return the weights that count, each person's last, by the link they are of now and who gave them."""
    return last_of_each(found, found.weights.order_by("at", "pk"), following_of(found))

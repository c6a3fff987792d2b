"""Weights that several people gave, in a table: person, cause, effect, weight."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from seedbed.analysis.systems.shared_weights import SharedWeight, combine_weights, shared_bands, with_shared_weights
from seedbed.analysis.systems.types import SystemMap
from seedbed.errors import BadInputError, UsageError
from seedbed.formats.data_table import Wanted, read_data_table
from seedbed.workflows.systems.maps import found

WANTED = (
    Wanted("person", "text"),
    Wanted("cause", "text", also=("from", "source")),
    Wanted("effect", "text", also=("to", "target")),
    Wanted("weight", also=("strength",)),
)
OUT_OF_RANGE = "is no weight from -1 to 1"


@dataclass(frozen=True, slots=True)
class PeoplesWeights:
    """The map with people's middle weights, what they said of each link, and from the least to the largest of it."""

    system: SystemMap
    people: int
    shared: dict[str, SharedWeight]

    @property
    def bands(self) -> dict[str, tuple[float, float]]:
        """Return what weights may be, by identifier of the link."""
        return shared_bands(self.shared)


def read_weights(path: Path, system: SystemMap) -> PeoplesWeights:
    """Read people's weights and put them on the map.

    Raises
    ------
    BadInputError
        If the table cannot be read, a weight is out of range, someone weighs a link twice or one that is not drawn, or
        that stands for several parallel links.
    """
    table = read_data_table(path, WANTED)
    weights = table.numbers("weight")
    table.check(~(np.abs(weights) <= 1), "weight", OUT_OF_RANGE, "Write -1 to 1, below 0 for the opposite direction.")
    links: dict[tuple[str, str], list[str]] = {}
    for link in system.links:
        links.setdefault((link.cause, link.effect), []).append(link.identifier)
    people: dict[str, dict[str, float]] = {}
    rows = zip(table.texts("person"), table.texts("cause"), table.texts("effect"), weights, strict=True)
    for number, (person, cause, effect, weight) in enumerate(rows):
        where = f"{path}: row {table.row(number)}"
        try:
            pair = found(system, [cause, effect])
        except UsageError as error:
            raise BadInputError(
                "The table of weights does not fit the map.", f"{where}: {error.what}", error.next_step
            ) from error
        given = people.setdefault(person, {})
        of_pair = links.get((pair[0], pair[1]), [])
        if len(of_pair) != 1 or of_pair[0] in given:
            raise _refused(where, cause, effect, len(of_pair))
        given[of_pair[0]] = float(weight)
    shared = combine_weights(list(people.values()))
    return PeoplesWeights(with_shared_weights(system, shared), len(people), shared)


def _refused(where: str, cause: str, effect: str, links: int) -> BadInputError:
    reasons = {0: "the map has no such link", 1: "this person weighs it twice"}
    why = f'{where}: "{cause}" to "{effect}": {reasons.get(links, "the map has several such links")}.'
    return BadInputError("The table of weights does not fit the map.", why, "Give each link of the map once a person.")

"""``seedbed systems measure``: read a map, measure each factor's place on it, give the document."""

from __future__ import annotations

from pathlib import Path

from seedbed.analysis.systems.measures import density, measures, modularity
from seedbed.errors import UsageError
from seedbed.reports.systems.measure_documents import Community, FactorMeasured, MeasureDocument
from seedbed.workflows.systems.maps import about, names, read_system


def measure_map(path: Path, *, seed: int = 0, format: str | None = None) -> MeasureDocument:  # noqa: A002 - the word people use
    """Measure a map.

    Parameters
    ----------
    path
        A map's file.
    seed
        Where the search for communities starts, 0 or more.
    format
        Format of the file; without it, that of its ending.

    Raises
    ------
    BadInputError
        If the file cannot be read as a map.
    UsageError
        For a seed below 0.
    """
    if seed < 0:
        raise UsageError(f"The seed cannot be {seed}.", "It is a whole number, 0 or more.", "Give another.")
    read = read_system(path, format)
    system, called = read.map, names(read.map)
    found = measures(system, seed)
    groups = [each.community for each in found]
    return MeasureDocument(
        **about(path, read),
        density=density(system),
        communities=[
            Community(number=number + 1, factors=[called[each.factor] for each in found if each.community == number])
            for number in range(max(groups) + 1)
        ],
        modularity=modularity(system, groups),
        seed=seed,
        factors=[
            FactorMeasured(
                factor=called[each.factor],
                incoming=each.incoming,
                outgoing=each.outgoing,
                leverage=each.leverage,
                betweenness=each.betweenness,
                community=each.community + 1,
            )
            for each in found
        ],
    )

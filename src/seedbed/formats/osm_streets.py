"""Read the streets and paths on which people walk from an OpenStreetMap file."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.assets.cleaning import Within, clipped, cut_at
from seedbed.analysis.assets.ground import metres_between
from seedbed.analysis.assets.network import Flags, WalkNetwork, Way
from seedbed.formats.osm_file import factory, objects
from seedbed.formats.osm_rules import (
    ON_FOOT,
    ROADS,
    Tags,
    WalkRules,
    barrier_flags,
    is_closed,
    is_walked,
    way_flags,
)
from seedbed.formats.outlines import cannot_read

if TYPE_CHECKING:
    from osmium.geom import WKBFactory
    from osmium.osm import Way as MappedWay

Numbers = NDArray[np.int64]
WKB_HEADER = 18
"""Characters of hexadecimal before the first coordinate: byte order, kind, how many points."""

TOLD_EACH = 2_000
MARKED = ("highway", "barrier", "kerb")


def read_streets(
    path: Path,
    *,
    within: Within | None = None,
    rules: WalkRules = ON_FOOT,
    heard: Callable[[int], None] | None = None,
) -> WalkNetwork:
    """Read a walk network: every point of every way that people walk on is a node, every stretch between two an edge.

    Parameters
    ----------
    path
        A ``.osm.pbf`` or ``.osm`` file.
    within
        West, south, east and north, or a shape in degrees: only what lies inside is kept.
    rules
        Which ways are walked on.
    heard
        Told now and then how many ways and barriers were read; what it raises ends the reading.

    Raises
    ------
    BadInputError
        If the file cannot be read, or holds no way that people walk on (there).

    Notes
    -----
    A way whose nodes are partly missing (the file was cut out of a larger one) is kept where they are there.
    Areas of several rings (relations) are not read. One-way streets are walked both ways.
    """
    gathered = _Gathered(rules)
    for many, thing in enumerate(objects(path, *MARKED)):
        if heard is not None and many % TOLD_EACH == 0:
            heard(many)
        tags = thing.tags
        if thing.is_node():
            gathered.add_barrier(thing.id, tags)
        elif is_walked(tags, rules):
            gathered.add_way(thing, tags)
    network = _network(gathered)
    if network is not None and within is not None:
        network = clipped(network, within)
    if network is None or network.edge_count == 0:
        where = "" if within is None else " inside the place asked for"
        why = f"It holds no street or path that people walk on{where}."
        raise cannot_read(path, why, "Give a file with the streets of your area, such as an extract of OpenStreetMap.")
    return network


@dataclass(slots=True)
class _Gathered:
    """What the ways and barriers of a file say, way after way."""

    rules: WalkRules
    references: array[int] = field(default_factory=lambda: array("q"))
    lengths: array[int] = field(default_factory=lambda: array("q"))
    flags: array[int] = field(default_factory=lambda: array("H"))
    on_road: array[int] = field(default_factory=lambda: array("b"))
    points: list[str] = field(default_factory=list)
    barriers: dict[int, int] = field(default_factory=dict)
    gates: set[int] = field(default_factory=set)
    factory: WKBFactory = field(default_factory=factory)

    def add_barrier(self, number: int, tags: Tags) -> None:
        """Keep what a node on a way does to wheels, and whether it is locked."""
        if flags := barrier_flags(tags):
            self.barriers[number] = flags
        if self.rules.locked_gates and tags.get("barrier") is not None and is_closed(tags):
            self.gates.add(number)

    def add_way(self, way: MappedWay, tags: Tags) -> None:
        """Keep a way's nodes and where they are."""
        import osmium

        flags, on_road = way_flags(tags), tags.get("highway") in ROADS
        try:
            points = self.factory.create_linestring(way, osmium.geom.ALL)[WKB_HEADER:]
        except (osmium.InvalidLocationError, RuntimeError):
            for references, points in _known_stretches(way):
                self._add(references, points, flags, on_road)
        else:
            self._add([node.ref for node in way.nodes], points, flags, on_road)

    def _add(self, references: list[int], points: str, flags: Way, on_road: bool) -> None:
        self.references.extend(references)
        self.lengths.append(len(references))
        self.flags.append(flags)
        self.on_road.append(on_road)
        self.points.append(points)


def _known_stretches(way: MappedWay) -> list[tuple[list[int], str]]:
    """Return the stretches of a way whose nodes are in the file, each of two nodes or more."""
    stretches: list[list[tuple[int, float, float]]] = [[]]
    for node in way.nodes:
        if node.location.valid():
            stretches[-1].append((node.ref, node.lon, node.lat))
        else:
            stretches.append([])
    return [
        ([number for number, _, _ in stretch], "".join(struct.pack("<dd", *point).hex() for _, *point in stretch))
        for stretch in stretches
        if len(stretch) > 1
    ]


def _network(gathered: _Gathered) -> WalkNetwork | None:
    """Put the ways together: nodes that ways share are one node."""
    if not gathered.lengths:
        return None
    references = np.frombuffer(gathered.references, dtype=np.int64)
    lengths = np.frombuffer(gathered.lengths, dtype=np.int64)
    points = np.frombuffer(bytes.fromhex("".join(gathered.points)), dtype="<f8").reshape(-1, 2)
    nodes, first, number = np.unique(references, return_index=True, return_inverse=True)
    way = np.repeat(np.arange(len(lengths)), lengths)
    stretch = np.flatnonzero((way[1:] == way[:-1]) & (references[1:] != references[:-1]))
    start, end, of_way = number[stretch], number[stretch + 1], way[stretch]
    longitude, latitude = points[first].T
    flags = np.frombuffer(gathered.flags, dtype=np.uint16)[of_way] | _at_barriers(gathered, nodes, start, end, of_way)
    metres = metres_between(longitude[start], latitude[start], longitude[end], latitude[end])
    network = WalkNetwork(
        longitude=np.ascontiguousarray(longitude),
        latitude=np.ascontiguousarray(latitude),
        start=start.astype(np.int32),
        end=end.astype(np.int32),
        metres=metres,
        ways=flags,
        nodes=nodes,
    )
    gates = np.flatnonzero(np.isin(nodes, list(gathered.gates)))
    return cut_at(network, gates) if len(gates) else network


def _at_barriers(gathered: _Gathered, nodes: Numbers, start: Numbers, end: Numbers, of_way: Numbers) -> Flags:
    """Return what barriers do to the edges that touch them; a kerb beside a carriageway does not close the road."""
    at = np.zeros(len(nodes), dtype=np.uint16)
    if gathered.barriers:
        numbers = np.fromiter(gathered.barriers, dtype=np.int64)
        where = np.minimum(np.searchsorted(nodes, numbers), len(nodes) - 1)
        met = nodes[where] == numbers
        at[where[met]] = np.fromiter(gathered.barriers.values(), dtype=np.uint16)[met]
    off_road = np.frombuffer(gathered.on_road, dtype=np.int8)[of_way] == 0
    return np.asarray(np.where(off_road, at[start] | at[end], 0), dtype=np.uint16)

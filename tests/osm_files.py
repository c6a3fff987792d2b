"""Small OpenStreetMap files written by tests, as XML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

Tags = Mapping[str, str]
Point = tuple[float, float]


class OsmFile:
    """Gathers nodes, ways and relations; objects are written in the order of their kinds."""

    def __init__(self) -> None:
        self.nodes: list[str] = []
        self.ways: list[str] = []
        self.relations: list[str] = []

    def node(self, number: int, at: Point, tags: Tags | None = None) -> None:
        """Add a node at longitude and latitude."""
        where = f'lon="{at[0]:.7f}" lat="{at[1]:.7f}"'
        self.nodes.append(f'<node id="{number}" {where} version="1">{_tags(tags)}</node>')

    def way(self, number: int, nodes: Sequence[int], tags: Tags | None = None) -> None:
        """Add a way along nodes."""
        along = "".join(f'<nd ref="{node}"/>' for node in nodes)
        self.ways.append(f'<way id="{number}" version="1">{along}{_tags(tags)}</way>')

    def relation(self, number: int, outer_ways: Sequence[int], tags: Tags) -> None:
        """Add an area whose rim is made of ways."""
        members = "".join(f'<member type="way" ref="{way}" role="outer"/>' for way in outer_ways)
        self.relations.append(f'<relation id="{number}" version="1">{members}{_tags(tags)}</relation>')

    def row_of_nodes(self, count: int, step: float = 0.001) -> None:
        """Add nodes 1 to ``count`` eastward from 0, 51 degrees."""
        for number in range(1, count + 1):
            self.node(number, ((number - 1) * step, 51.0))

    def write(self, path: Path) -> Path:
        """Write the file."""
        inside = "\n".join([*self.nodes, *self.ways, *self.relations])
        path.write_text(f'<?xml version="1.0"?>\n<osm version="0.6">\n{inside}\n</osm>\n', encoding="utf-8")
        return path


def _tags(tags: Tags | None) -> str:
    return "".join(f"<tag k={quoteattr(key)} v={quoteattr(value)}/>" for key, value in (tags or {}).items())


def as_pbf(path: Path) -> Path:
    """Write a file's objects again as PBF and return where."""
    import osmium

    target = path.with_suffix(".osm.pbf")
    with osmium.SimpleWriter(str(target), overwrite=True) as writer:
        for thing in osmium.FileProcessor(str(path)):
            writer.add(thing)
    return target

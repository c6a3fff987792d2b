"""Maps as SVG from outlines in longitude and latitude: north is up, colour is never the only sign."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shapely import affinity, make_valid
from shapely.errors import ShapelyError
from shapely.geometry import MultiPolygon, Point, Polygon, box, shape
from shapely.geometry.base import BaseGeometry

from seedbed.errors import BadInputError
from seedbed.reports.map_symbols import site_symbol
from seedbed.reports.profile_documents import MapShape, Site
from seedbed.reports.svg import DECILE_COLOURS, INK, MAIN, PAPER, QUIET, Drawing, shorten, text_on

WIDTH = 380.0
TALLEST = 420.0
METRES_PER_DEGREE = 111_320.0
"""Metres a degree of latitude (mean), enough for a scale bar."""

DISC = 7.6
"""Radius of the disc a rank stands in."""
ZOOM_UNDER = 0.75
"""Where candidates take less of the region's width and height than this, the map shows their part of it."""

OUTSIDE_FILL = "#eceff0"
OUTSIDE_LINE = "#c3cbcf"

Colours = dict[str, str]


@dataclass(frozen=True, slots=True)
class MapArea:
    """One area filled on the map: its key letter or number and, where known, its deprivation decile."""

    key: str
    decile: int | None


@dataclass(frozen=True)
class Frame:
    """Where longitude and latitude come on the paper (equirectangular, true at the middle latitude)."""

    west: float
    north: float
    cosine: float
    scale: float
    left: float
    top: float
    height: float

    def place(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return a geometry in the paper's units."""
        across, down = self.scale * self.cosine, -self.scale
        return affinity.affine_transform(
            geometry, [across, 0, 0, down, self.left - self.west * across, self.top - self.north * down]
        )

    def point(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return a place in the paper's units."""
        return (
            self.left + (longitude - self.west) * self.cosine * self.scale,
            self.top + (self.north - latitude) * self.scale,
        )

    @property
    def metres_per_unit(self) -> float:
        """Metres on the ground a unit of the paper."""
        return METRES_PER_DEGREE / self.scale


def frame_for(bounds: tuple[float, float, float, float], margin: float = 0.12) -> Frame:
    """Return the frame that shows bounds (west, south, east, north) with a margin around them."""
    west, south, east, north = bounds
    cosine = max(math.cos(math.radians((south + north) / 2)), 0.05)
    across, up = max((east - west) * cosine, 1e-5), max(north - south, 1e-5)
    pad = margin * max(across, up)
    scale = min(WIDTH / (across + 2 * pad), TALLEST / (up + 2 * pad))
    left = (WIDTH - across * scale) / 2
    return Frame(west, north, cosine, scale, left, pad * scale, (up + 2 * pad) * scale)


def neighbourhood_map(
    title: str, shapes: Sequence[MapShape], areas: Mapping[str, MapArea], sites: Sequence[Site] = ()
) -> str:
    """Draw the small areas of a neighbourhood by deprivation decile, what is around it, and known sites.

    Each small area carries its letter and its decile as text; a thick line goes round the neighbourhood.

    Parameters
    ----------
    title
        Name of the neighbourhood.
    shapes
        Outlines; those with ``inside`` are filled.
    areas
        Key letter and decile of each inside area, by code.
    sites
        Places to mark with a symbol for their kind.

    Raises
    ------
    BadInputError
        If an outline cannot be drawn.
    """
    polygons = {outline.code: _polygon(outline) for outline in shapes}
    inside = [outline for outline in shapes if outline.inside]
    frame = frame_for(_bounds([polygons[outline.code] for outline in inside or shapes]))
    drawing = Drawing(f"Map of {title}", _map_description(inside, areas, sites), WIDTH, frame.height)
    _background(drawing, [polygons[outline.code] for outline in shapes if not outline.inside], frame)
    placed = [(outline, frame.place(polygons[outline.code])) for outline in inside]
    _fill_areas(drawing, placed, areas)
    _outline(drawing, [geometry for _, geometry in placed])
    _mark_sites(drawing, sites, frame)
    _label_areas(drawing, placed, areas, [frame.point(site.longitude, site.latitude) for site in sites])
    _furniture(drawing, frame)
    drawing.height = _legend(drawing, [areas[o.code].decile for o in inside if o.code in areas], sites, frame.height)
    return drawing.svg()


def candidates_map(title: str, shapes: Sequence[MapShape], ranks: Mapping[str, int], labelled: int = 40) -> str:
    """Draw candidates as numbered areas on the outlines of the region.

    Parameters
    ----------
    title
        Name of the region.
    shapes
        Outlines of the region (``inside`` false) and of the candidates' small areas.
    ranks
        Rank of the candidate each small area belongs to, by code.
    labelled
        How many candidates, best ranks first, carry a number.
    """
    polygons = {outline.code: _polygon(outline) for outline in shapes}
    frame = frame_for(*_seen_bounds(polygons, ranks))
    drawing = Drawing(
        f"Map of candidates in {title}",
        _candidates_description(title, max(ranks.values(), default=0), labelled),
        WIDTH,
        frame.height,
    )
    _background(drawing, [polygons[o.code] for o in shapes if o.code not in ranks], frame)
    groups: dict[int, list[BaseGeometry]] = {}
    for outline in shapes:
        if outline.code in ranks:
            groups.setdefault(ranks[outline.code], []).append(frame.place(polygons[outline.code]))
    for rank in sorted(groups, reverse=True):
        merged = make_valid(MultiPolygon(_pieces(groups[rank]))).buffer(0)
        drawing.add("path", d=_outline_path(merged), fill=MAIN, stroke=PAPER, stroke_width=0.5)
    _number_candidates(drawing, groups, labelled)
    _furniture(drawing, frame)
    drawing.height = frame.height + 4
    return drawing.svg()


def _candidates_description(title: str, last: int, labelled: int) -> str:
    numbered = "numbered by rank" if last <= labelled else f"the first {labelled} numbered by rank"
    return f"{last} candidates, {numbered}, on the outline of {title}. The list gives the same."


def _seen_bounds(
    polygons: Mapping[str, BaseGeometry], ranks: Mapping[str, int]
) -> tuple[tuple[float, float, float, float], float]:
    """Return what the map of candidates shows and its margin: the region, or the part that holds the candidates."""
    region = _bounds(list(polygons.values()))
    part = _bounds([polygon for code, polygon in polygons.items() if code in ranks] or list(polygons.values()))
    wide = max((part[2] - part[0]) / (region[2] - region[0]), (part[3] - part[1]) / (region[3] - region[1]))
    return (part, 0.06) if wide < ZOOM_UNDER else (region, 0.03)


def _polygon(outline: MapShape) -> BaseGeometry:
    try:
        geometry = make_valid(shape(outline.geometry))
    except (ShapelyError, ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        raise BadInputError(
            "The map could not be drawn.",
            f"The outline of {outline.code} is not a polygon: {error}.",
            "Build the pack again from its boundary file.",
        ) from error
    return MultiPolygon(_pieces([geometry]))


def _pieces(geometries: Sequence[Any]) -> list[Polygon]:
    pieces: list[Polygon] = []
    for geometry in geometries:
        if isinstance(geometry, Polygon):
            pieces.append(geometry)
        else:
            pieces += _pieces(list(getattr(geometry, "geoms", [])))
    return [piece for piece in pieces if not piece.is_empty]


def _bounds(geometries: Sequence[BaseGeometry]) -> tuple[float, float, float, float]:
    edges = [geometry.bounds for geometry in geometries if not geometry.is_empty]
    if not edges:
        return (0.0, 0.0, 1.0, 1.0)
    west, south, east, north = zip(*edges, strict=True)
    return min(west), min(south), max(east), max(north)


def _map_description(inside: Sequence[MapShape], areas: Mapping[str, MapArea], sites: Sequence[Site]) -> str:
    told = [
        f"{areas[o.code].key}, {o.name}: {f'decile {areas[o.code].decile}' if areas[o.code].decile else 'no decile'}"
        for o in inside
        if o.code in areas
    ]
    kinds = [f"{kind}: {len(members)}" for kind, members in _by_kind(sites).items()]
    return ". ".join([f"{len(inside)} small areas", *told, *kinds]) + ". The lists beside the map give the same."


def _outline_path(geometry: BaseGeometry) -> str:
    rings = []
    for piece in _pieces([geometry]):
        for ring in (piece.exterior, *piece.interiors):
            points = list(ring.coords)[:-1]
            if len(points) > 2:
                rings.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y, *_ in points) + "Z")
    return "".join(rings)


def _background(drawing: Drawing, polygons: Sequence[BaseGeometry], frame: Frame) -> None:
    """Draw what is around, cut to the paper and simplified to what the eye can see."""
    paper = box(0, 0, WIDTH, frame.height)
    for polygon in polygons:
        seen = make_valid(frame.place(polygon).simplify(0.3)).intersection(paper)
        if path := _outline_path(seen):
            drawing.add("path", d=path, fill=OUTSIDE_FILL, stroke=OUTSIDE_LINE, stroke_width=0.7, fill_rule="evenodd")


def _fill_areas(
    drawing: Drawing, placed: Sequence[tuple[MapShape, BaseGeometry]], areas: Mapping[str, MapArea]
) -> None:
    for outline, geometry in placed:
        area = areas.get(outline.code)
        drawing.add(
            "path",
            d=_outline_path(geometry.simplify(0.15)),
            fill=_fill(area.decile if area else None),
            stroke=PAPER,
            stroke_width=1.5,
            fill_rule="evenodd",
        )


def _fill(decile: int | None) -> str:
    return DECILE_COLOURS[decile - 1] if decile else PAPER


def _outline(drawing: Drawing, geometries: Sequence[BaseGeometry]) -> None:
    """Draw a thick line round the neighbourhood; hairline gaps between generalised neighbours are closed first."""
    if not geometries:
        return
    merged = MultiPolygon(_pieces(geometries)).buffer(0.4).buffer(-0.4)
    drawing.add("path", d=_outline_path(merged), fill="none", stroke=INK, stroke_width=2.6, stroke_linejoin="round")


def _label_areas(
    drawing: Drawing,
    placed: Sequence[tuple[MapShape, BaseGeometry]],
    areas: Mapping[str, MapArea],
    obstacles: Sequence[tuple[float, float]],
) -> None:
    for outline, geometry in placed:
        area = areas.get(outline.code)
        if area is None or geometry.is_empty:
            continue
        x, y = _label_point(geometry, obstacles)
        fill = _fill(area.decile)
        drawing.add("rect", x=x - 21, y=y - 15, width=42, height=31, rx=4, fill=fill, fill_opacity=0.85)
        drawing.text(x, y, area.key, 15, fill=text_on(fill), text_anchor="middle", font_weight="700")
        drawing.text(
            x,
            y + 13,
            f"decile {area.decile}" if area.decile else "no decile",
            10.5,
            fill=text_on(fill),
            text_anchor="middle",
        )


def _label_point(geometry: BaseGeometry, obstacles: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the roomiest place for a label: far from the edge of the area and from the symbols on it.

    A grid of 24 by 24 places is tried; width counts less than height, for a label is wider than high.
    """
    largest = max(_pieces([geometry]), key=lambda piece: piece.area)
    west, north, east, south = largest.bounds
    middle = largest.representative_point()
    best, room = (middle.x, middle.y), 0.0
    for across in range(1, 24):
        for down in range(1, 24):
            x, y = west + (east - west) * across / 24, north + (south - north) * down / 24
            place = Point(x, y)
            if not largest.contains(place):
                continue
            clear = min((math.hypot(0.8 * (x - left), y - top) for left, top in obstacles), default=math.inf)
            found = min(largest.exterior.distance(place), clear, 32.0) - 0.02 * place.distance(middle)
            if found > room:
                best, room = (x, y), found
    return best


def _number_candidates(drawing: Drawing, groups: Mapping[int, list[BaseGeometry]], labelled: int) -> None:
    """Write each rank in a disc, moved aside with a leader line where discs would cover each other."""
    shapes = {rank: MultiPolygon(pieces) for rank in sorted(groups) if (pieces := _pieces(groups[rank]))}
    homes = {rank: (shape.centroid.x, shape.centroid.y) for rank, shape in shapes.items()}
    taken: list[tuple[float, float]] = []
    for rank in [rank for rank in homes if rank <= labelled]:
        home = homes[rank]
        small = math.sqrt(shapes[rank].area) < 2.2 * DISC
        others = [other for other in homes.values() if other != home]
        place = _free_place(home, taken, others, drawing.height, aside=DISC + 4 if small else 0.0)
        taken.append(place)
        if math.dist(place, home) > 4:
            drawing.line(home, place, stroke=INK, stroke_width=0.8)
    for rank, (x, y) in zip(homes, taken, strict=False):
        drawing.add("circle", cx=x, cy=y, r=DISC, fill=PAPER, stroke=INK, stroke_width=1.1)
        drawing.text(x, y + 3.4, str(rank), 9.5, text_anchor="middle", font_weight="700")


def _free_place(
    home: tuple[float, float],
    taken: Sequence[tuple[float, float]],
    others: Sequence[tuple[float, float]],
    height: float,
    *,
    aside: float,
) -> tuple[float, float]:
    """Return the nearest place on a spiral that covers no disc and no other candidate, at least ``aside`` away."""
    for turn in range(600):
        radius, angle = aside + 2.2 * math.sqrt(turn), turn * 2.39996
        place = (home[0] + radius * math.cos(angle), home[1] + radius * math.sin(angle))
        clear = all(math.dist(place, other) >= 2 * DISC + 1 for other in taken)
        clear = clear and all(math.dist(place, other) >= DISC + 2 for other in others)
        if clear and 10 <= place[0] <= WIDTH - 10 and 10 <= place[1] <= height - 10:
            return place
    return home


def _furniture(drawing: Drawing, frame: Frame) -> None:
    """Draw the scale bar and the north arrow."""
    longest = 0.3 * WIDTH * frame.metres_per_unit
    power = 10.0 ** math.floor(math.log10(longest))
    metres = max(step * power for step in (1, 2, 5) if step * power <= longest)
    width = metres / frame.metres_per_unit
    words = f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"
    x, y = 8.0, frame.height - 8
    drawing.add("rect", x=x - 4, y=y - 20, width=max(width, 44) + 8, height=26, fill=PAPER, fill_opacity=0.85, rx=2)
    drawing.line((x, y), (x + width, y), stroke_width=2.5)
    drawing.text(x, y - 6, words, 12)
    north = WIDTH - 18
    drawing.add("rect", x=north - 10, y=4, width=20, height=36, fill=PAPER, fill_opacity=0.85, rx=2)
    drawing.polygon([(north, 6), (north + 5, 20), (north, 16.5), (north - 5, 20)], fill=INK)
    drawing.text(north, 34, "N", 13, text_anchor="middle", font_weight="700")


def _by_kind(sites: Sequence[Site]) -> dict[str, list[Site]]:
    kinds: dict[str, list[Site]] = {}
    for site in sites:
        kinds.setdefault(site.kind, []).append(site)
    return dict(sorted(kinds.items()))


def _mark_sites(drawing: Drawing, sites: Sequence[Site], frame: Frame) -> None:
    for index, members in enumerate(_by_kind(sites).values()):
        for site in members:
            x, y = frame.point(site.longitude, site.latitude)
            if 5 <= x <= WIDTH - 5 and 5 <= y <= frame.height - 5:
                site_symbol(drawing, x, y, index)


def _legend(drawing: Drawing, deciles: Sequence[int | None], sites: Sequence[Site], top: float) -> float:
    """Draw what colours and symbols mean below the map; return where it ends."""
    y = top + 18
    drawing.text(4, y, "National deprivation decile: 1 most deprived, 10 least", 12.5, font_weight="700")
    cell = (WIDTH - 8) / 10
    for index, colour in enumerate(DECILE_COLOURS):
        x = 4 + cell * index
        present = index + 1 in deciles
        drawing.add(
            "rect", x=x, y=y + 8, width=cell - 3, height=20, fill=colour, stroke=INK, stroke_width=2 if present else 0.4
        )
        drawing.text(x + cell / 2 - 1.5, y + 22.5, str(index + 1), 12, fill=text_on(colour), text_anchor="middle")
    y += 48
    labels = [f"{kind} ({len(members)})" for kind, members in _by_kind(sites).items()]
    columns = 2 if all(shorten(label, WIDTH / 2 - 26, 12.5) == label for label in labels) else 1
    for index, label in enumerate(labels):
        x, middle = 12 + (index % columns) * WIDTH / 2, y + 22 * (index // columns)
        site_symbol(drawing, x, middle - 4, index)
        drawing.text(x + 12, middle, shorten(label, WIDTH / columns - 26, 12.5), 12.5)
    rows = math.ceil(len(labels) / columns)
    drawing.line((4, top + 1), (WIDTH - 4, top + 1), stroke=QUIET, stroke_width=0.5)
    return y + 22 * rows - 6

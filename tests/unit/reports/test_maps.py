from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from seedbed.errors import BadInputError
from seedbed.reports.maps import MapArea, candidates_map, frame_for, neighbourhood_map
from seedbed.reports.profile_documents import MapShape, Site
from tests.unit.reports import sample

SVG = "{http://www.w3.org/2000/svg}"
AREAS = {
    code: MapArea(key, decile)
    for code, key, decile in zip(sample.AREAS, "ABCDEF", sample.DECILES, strict=True)
}  # fmt: skip


def _map(**changes: object) -> ET.Element:
    shapes = changes.get("shapes", sample.map_shapes())
    sites = changes.get("sites", sample.sites())
    return ET.fromstring(neighbourhood_map("Mill Lane", shapes, AREAS, sites))  # type: ignore[arg-type]  # noqa: S314


def test_every_area_carries_its_letter_and_decile_as_words() -> None:
    words = [text.text for text in _map().findall(f"{SVG}text")]
    assert set("ABCDEF") <= {word for word in words if word}
    assert words.count("decile 2") == 3


def test_the_map_is_told_in_words() -> None:
    told = _map().findtext(f"{SVG}desc") or ""
    assert "6 small areas" in told
    assert "D, Thornby 004A: decile 7" in told
    assert "Library: 3" in told


def test_north_is_up_and_east_is_right() -> None:
    frame = frame_for((-30.0, 40.0, -29.9, 40.1))
    assert frame.point(-30.0, 40.1)[1] < frame.point(-30.0, 40.0)[1]
    assert frame.point(-29.9, 40.0)[0] > frame.point(-30.0, 40.0)[0]


def test_a_degree_of_longitude_is_drawn_shorter_by_the_cosine_of_the_latitude() -> None:
    frame = frame_for((0.0, 59.9, 0.2, 60.1))
    across = frame.point(0.1, 60.0)[0] - frame.point(0.0, 60.0)[0]
    up = frame.point(0.0, 59.95)[1] - frame.point(0.0, 60.05)[1]
    assert across == pytest.approx(up / 2, rel=0.001)


def test_the_scale_bar_is_as_long_as_it_says() -> None:
    drawn = _map()
    words = [text.text or "" for text in drawn.findall(f"{SVG}text")]
    label = next(word for word in words if word.endswith((" m", " km")))
    metres = float(label.split()[0]) * (1000 if label.endswith("km") else 1)
    bar = next(line for line in drawn.findall(f"{SVG}line") if line.get("stroke-width") == "2.5")
    length = float(bar.get("x2", 0)) - float(bar.get("x1", 0))
    frame = frame_for(_bounds())
    assert metres == pytest.approx(length * frame.metres_per_unit, rel=0.01)


def _bounds() -> tuple[float, float, float, float]:
    corners = [
        corner for shape in sample.map_shapes() if shape.inside for corner in shape.geometry["coordinates"][0]
    ]  # fmt: skip
    across, up = zip(*corners, strict=True)
    return min(across), min(up), max(across), max(up)


def test_kinds_of_site_differ_by_shape() -> None:
    legend = [text.text for text in _map().findall(f"{SVG}text") if text.text and text.text.endswith(")")]
    assert legend == ["Community centre (2)", "GP surgery (3)", "Library (3)", "Pharmacy (3)"]


def test_sites_outside_the_paper_are_not_drawn() -> None:
    far = Site(kind="Library", name="Far", longitude=10.0, latitude=50.0, inside=False)
    assert "Library: 1" in (_map(sites=[far]).findtext(f"{SVG}desc") or "")
    marks = [path for path in _map(sites=[far]).findall(f"{SVG}path") if path.get("fill") == "#b1340a"]
    assert len(marks) == 1  # the legend's own


def test_hostile_names_are_escaped() -> None:
    shapes = [shape.model_copy(update={"name": "<script>x</script>"}) for shape in sample.map_shapes()]
    svg = neighbourhood_map("<script>", shapes, AREAS)
    assert "<script" not in svg


@pytest.mark.parametrize(
    "geometry",
    [{}, {"type": "Polygon"}, {"type": "Nonsense", "coordinates": []}, {"type": "Polygon", "coordinates": "x"}],
)
def test_an_outline_that_is_no_polygon_is_named(geometry: dict[str, object]) -> None:
    shape = MapShape(code="S99", name="x", inside=True, geometry=geometry)
    with pytest.raises(BadInputError, match="S99"):
        neighbourhood_map("Mill Lane", [shape], {})


def test_a_self_crossing_outline_is_mended_and_drawn() -> None:
    bow = {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}
    shape = MapShape(code="S1", name="Bow", inside=True, geometry=bow)
    assert "<path" in neighbourhood_map("Mill Lane", [shape], {"S1": MapArea("A", None)})


def test_an_area_without_a_decile_says_so() -> None:
    shape = sample.map_shapes()[0]
    assert "no decile" in neighbourhood_map("Mill Lane", [shape], {shape.code: MapArea("A", None)})


def test_candidates_are_numbered_by_rank_and_numbers_do_not_cover_each_other() -> None:
    ranks = {code: 1 + index for index, code in enumerate(sample.AREAS)}
    drawn = ET.fromstring(candidates_map("Middle Country", sample.map_shapes(), ranks))  # noqa: S314
    discs = [(float(c.get("cx", 0)), float(c.get("cy", 0))) for c in drawn.findall(f"{SVG}circle")]
    words = [text.text for text in drawn.findall(f"{SVG}text")]
    assert {"1", "2", "3", "4", "5", "6"} <= {word for word in words if word}
    apart = [(a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 for i, a in enumerate(discs) for b in discs[:i]]
    assert min(apart) >= 15**2


def test_crowded_candidates_get_leader_lines() -> None:
    places = [(0.001 * i, 0.0) for i in range(5)] + [(0.95, 0.95)]
    tiny = [
        MapShape(code=f"T{i}", name="", inside=True, geometry=_square(*place, 0.0008)) for i, place in enumerate(places)
    ]
    region = MapShape(code="R", name="", inside=False, geometry=_square(0.0, 0.0, 1.0))
    svg = candidates_map("Middle Country", [region, *tiny], {f"T{i}": i + 1 for i in range(6)})
    drawn = ET.fromstring(svg)  # noqa: S314 - our own drawing
    assert len([line for line in drawn.findall(f"{SVG}line") if line.get("stroke-width") == "0.8"]) >= 4


def test_the_map_shows_the_part_of_the_region_that_holds_the_candidates() -> None:
    close = [MapShape(code=f"T{i}", name="", inside=True, geometry=_square(0.1 * i, 0.0, 0.1)) for i in range(2)]
    region = MapShape(code="R", name="", inside=False, geometry=_square(0.0, 0.0, 1.0))
    drawn = ET.fromstring(candidates_map("Middle Country", [region, *close], {"T0": 1, "T1": 2}))  # noqa: S314
    discs = [float(disc.get("cx", 0)) for disc in drawn.findall(f"{SVG}circle")]
    assert discs[1] - discs[0] > 100


def _square(x: float, y: float, side: float) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": [[[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]]}

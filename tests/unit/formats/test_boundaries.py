"""Drawn boundaries: what is read, and every bad file with its own clear message."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from pyogrio.raw import write
from shapely.geometry import MultiPolygon, Polygon, box

from seedbed.errors import BadInputError
from seedbed.formats.boundaries import read_boundary
from seedbed.formats.safe_zip import unpack

SQUARE = box(-0.03, 51.52, -0.02, 51.53)
GRID_SQUARE = box(537_000, 183_000, 537_500, 183_500)
BOW_TIE = Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>Mill Lane</name><Polygon><outerBoundaryIs>
<LinearRing><coordinates>-0.03,51.52 -0.02,51.52 -0.02,51.53 -0.03,51.53 -0.03,51.52</coordinates></LinearRing>
</outerBoundaryIs></Polygon></Placemark></Document></kml>
"""


def _feature(geometry: Any, **properties: str) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": shapely.geometry.mapping(geometry) if geometry is not None else None,
    }


def _geojson(folder: Path, *features: dict[str, Any], **more: Any) -> Path:
    path = folder / "drawn.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features), **more}), encoding="utf-8")
    return path


def _write(path: Path, *polygons: Polygon | MultiPolygon, crs: str | None, layer: str | None = None) -> Path:
    names = np.array([f"part {number}" for number in range(len(polygons))], dtype=object)
    more = {"append": True} if path.exists() else {}
    wkb = shapely.to_wkb(np.array(polygons))
    write(path, wkb, [names], ["name"], geometry_type="Polygon", crs=crs, layer=layer, **more)
    return path


def _zip(folder: Path, members: dict[str, bytes]) -> Path:
    path = folder / "drawn.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def _refusal(path: Path) -> BadInputError:
    with pytest.raises(BadInputError) as caught:
        read_boundary(path)
    assert str(path) in caught.value.why
    assert caught.value.next_step
    return caught.value


# ---------------------------------------------------------------- what is read


def test_geojson_feature_is_read_with_its_name(tmp_path: Path) -> None:
    boundary = read_boundary(_geojson(tmp_path, _feature(SQUARE, name="Old Ford")))
    assert boundary.geometry.equals(SQUARE)
    assert boundary.name == "Old Ford"
    assert boundary.notes == ()


def test_geojson_bare_geometry_is_read(tmp_path: Path) -> None:
    path = tmp_path / "drawn.json"
    path.write_text(shapely.to_geojson(SQUARE))
    assert read_boundary(path).geometry.equals(SQUARE)


def test_geojson_with_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "drawn.geojson"
    path.write_text(shapely.to_geojson(SQUARE), encoding="utf-8-sig")
    assert read_boundary(path).geometry.equals(SQUARE)


def test_height_is_dropped(tmp_path: Path) -> None:
    boundary = read_boundary(_geojson(tmp_path, _feature(shapely.force_3d(SQUARE, 7.0))))
    assert not boundary.geometry.has_z


def test_many_features_are_joined_and_it_is_said(tmp_path: Path) -> None:
    other = box(-0.02, 51.52, -0.01, 51.53)
    boundary = read_boundary(_geojson(tmp_path, _feature(SQUARE), _feature(other)))
    assert boundary.geometry.equals(SQUARE.union(other))
    assert "2 polygons" in boundary.notes[-1]


def test_points_beside_a_polygon_are_left_out_and_it_is_said(tmp_path: Path) -> None:
    boundary = read_boundary(_geojson(tmp_path, _feature(SQUARE), _feature(shapely.Point(0, 51))))
    assert boundary.geometry.equals(SQUARE)
    assert "left out" in boundary.notes[0]


def test_geojson_that_names_the_national_grid_is_converted(tmp_path: Path) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
    boundary = read_boundary(_geojson(tmp_path, _feature(GRID_SQUARE), crs=crs))
    assert boundary.geometry.centroid.x == pytest.approx(-0.024, abs=0.01)
    assert "British National Grid" in boundary.notes[0]


def test_geopackage_is_read(tmp_path: Path) -> None:
    assert read_boundary(_write(tmp_path / "drawn.gpkg", SQUARE, crs="EPSG:4326")).geometry.equals(SQUARE)


def test_kml_is_read(tmp_path: Path) -> None:
    path = tmp_path / "drawn.kml"
    path.write_text(KML)
    boundary = read_boundary(path)
    assert boundary.geometry.equals(SQUARE)
    assert boundary.name == "Mill Lane"


def test_kmz_is_read(tmp_path: Path) -> None:
    path = _zip(tmp_path, {"doc.kml": KML.encode()}).rename(tmp_path / "drawn.kmz")
    assert read_boundary(path).geometry.equals(SQUARE)


def test_projected_shapefile_is_converted(tmp_path: Path) -> None:
    boundary = read_boundary(_write(tmp_path / "drawn.shp", GRID_SQUARE, crs="EPSG:27700"))
    assert boundary.geometry.bounds[1] == pytest.approx(51.53, abs=0.01)


def test_zipped_shapefile_is_read(tmp_path: Path) -> None:
    _write(tmp_path / "drawn.shp", SQUARE, crs="EPSG:4326")
    members = {f"folder/{file.name}": file.read_bytes() for file in tmp_path.iterdir()}
    assert read_boundary(_zip(tmp_path, members)).geometry.equals(SQUARE)


def test_shapefile_in_degrees_without_prj_is_read_and_it_is_said(tmp_path: Path) -> None:
    path = _write(tmp_path / "drawn.shp", SQUARE, crs="EPSG:4326")
    path.with_suffix(".prj").unlink()
    assert "read as longitude and latitude" in read_boundary(path).notes[0]


# ---------------------------------------------------------------- what is refused


def test_two_gigabyte_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "drawn.geojson"
    with path.open("wb") as file:
        file.truncate(2 * 1024**3)
    assert "2,048 MB" in _refusal(path).why


def test_self_crossing_outline_is_named_with_the_place(tmp_path: Path) -> None:
    error = _refusal(_geojson(tmp_path, _feature(SQUARE), _feature(BOW_TIE, name="Bow")))
    assert "feature 2 (Bow) crosses itself at 0.5, 0.5" in error.why
    assert "--repair" in error.next_step


def test_self_crossing_outline_is_mended_only_when_asked(tmp_path: Path) -> None:
    boundary = read_boundary(_geojson(tmp_path, _feature(BOW_TIE)), repair=True)
    assert boundary.geometry.area == pytest.approx(0.5)
    assert "mended" in boundary.notes[0]


def test_flat_outline_cannot_be_mended(tmp_path: Path) -> None:
    flat = Polygon([(0, 0), (1, 1), (2, 2), (0, 0)])
    with pytest.raises(BadInputError, match="cannot be read"):
        read_boundary(_geojson(tmp_path, _feature(flat)), repair=True)


@pytest.mark.parametrize(
    ("features", "said"),
    [
        ([], "every feature is empty"),
        ([_feature(None)], "every feature is empty"),
        ([_feature(Polygon())], "every feature is empty"),
        ([_feature(shapely.Point(0, 51))], "no polygon, only Point"),
        ([_feature(shapely.LineString([(0, 51), (1, 52)]))], "no polygon, only LineString"),
    ],
)
def test_file_without_a_polygon_is_refused(tmp_path: Path, features: list[dict[str, Any]], said: str) -> None:
    assert said in _refusal(_geojson(tmp_path, *features)).why


def test_geojson_in_metres_is_refused(tmp_path: Path) -> None:
    error = _refusal(_geojson(tmp_path, _feature(GRID_SQUARE)))
    assert "537500, 183000" in error.why
    assert "WGS 84" in error.next_step


def test_projected_shapefile_without_prj_is_refused(tmp_path: Path) -> None:
    path = _write(tmp_path / "drawn.shp", GRID_SQUARE, crs="EPSG:27700")
    path.with_suffix(".prj").unlink()
    assert "does not say which coordinate system" in _refusal(path).why


def test_shapefile_with_nonsense_prj_is_refused_or_read_as_unknown(tmp_path: Path) -> None:
    path = _write(tmp_path / "drawn.shp", GRID_SQUARE, crs="EPSG:27700")
    path.with_suffix(".prj").write_text("LOCAL NONSENSE")
    assert "coordinate system" in _refusal(path).why


def test_shapefile_without_its_index_is_refused(tmp_path: Path) -> None:
    path = _write(tmp_path / "drawn.shp", SQUARE, crs="EPSG:4326")
    path.with_suffix(".shx").unlink()
    assert ".shx" in _refusal(path).why


def test_geopackage_with_two_layers_is_refused_naming_them(tmp_path: Path) -> None:
    path = _write(tmp_path / "drawn.gpkg", SQUARE, crs="EPSG:4326", layer="core")
    _write(path, SQUARE, crs="EPSG:4326", layer="wider")
    assert "core, wider" in _refusal(path).why


def _cut(data: bytes) -> bytes:
    return data[: len(data) * 2 // 3]


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".kml", ".shp", ".zip"])
def test_truncated_file_is_refused(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"drawn{suffix}"
    if suffix in {".gpkg", ".shp"}:
        _write(path, *[SQUARE] * 500, crs="EPSG:4326")
    elif suffix == ".zip":
        path = _zip(tmp_path, {"drawn.kml": KML.encode()})
    else:
        path.write_text(KML if suffix == ".kml" else json.dumps(_feature(SQUARE)))
    path.write_bytes(_cut(path.read_bytes()))
    assert "cut short" in (_refusal(path).why + _refusal(path).next_step)


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".kml", ".shp", ".zip"])
def test_file_that_is_something_else_is_refused(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"drawn{suffix}"
    path.write_bytes(b"<!doc><html>Sign in to the library's network</html>" * 30)
    _refusal(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_kml_with_entities_is_refused_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "drawn.kml"
    bomb = '<!DOCTYPE kml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    path.write_bytes(KML.replace("?>", f"?>{bomb}", 1).encode(encoding))
    assert "entities" in _refusal(path).why


def test_kml_that_only_links_elsewhere_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "drawn.kml"
    path.write_text("<kml><NetworkLink><Link><href>http://example.org/a.kml</href></Link></NetworkLink></kml>")
    assert "links to a file elsewhere" in _refusal(path).why


def test_virtual_file_that_would_open_others_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "drawn.kml"
    path.write_text("<OGRVRTDataSource><OGRVRTLayer name='kml'/></OGRVRTDataSource><!-- <kml> -->")
    _refusal(path)


def test_wrong_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "drawn.geojson"
    path.write_bytes(json.dumps(_feature(SQUARE, name="Café"), ensure_ascii=False).encode("latin-1"))
    assert "UTF-8" in _refusal(path).next_step


def test_endlessly_nested_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "drawn.geojson"
    path.write_text("[" * 200_000)
    assert "nested" in _refusal(path).why


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        '{"a": 1}',
        '{"type": "Topology"}',
        '{"type": "FeatureCollection", "features": [3]}',
        '{"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[["a", 1], [2, 3], [4, 5], [1, 1]]]}}',
        '{"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[[1, 1], [2, 3]]]}}',
        '{"type": "Feature", "geometry": {"type": "Blob", "coordinates": []}}',
        '{"type": "Polygon", "coordinates": [[[NaN, 1], [2, 3], [4, 1], [NaN, 1]]]}',
        '{"type": "Polygon", "coordinates": [[[Infinity, 1], [2, 3], [4, 1], [Infinity, 1]]]}',
    ],
)
def test_json_that_is_no_outline_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "drawn.geojson"
    path.write_text(text)
    _refusal(path)


def test_absent_empty_and_unknown_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.kml").touch()
    (tmp_path / "drawn.dwg").write_text("x")
    assert "no such file" in _refusal(tmp_path / "absent.kml").why
    assert "0 bytes" in _refusal(tmp_path / "empty.kml").why
    assert "'.dwg'" in _refusal(tmp_path / "drawn.dwg").why
    assert "folder" in _refusal(tmp_path).why


def test_zip_bomb_is_refused(tmp_path: Path) -> None:
    assert "swells" in _refusal(_zip(tmp_path, {"drawn.geojson": b" " * 30_000_000})).why


def test_zip_larger_than_the_limit_when_unpacked_is_refused(tmp_path: Path) -> None:
    path = _zip(tmp_path, {f"{number}.geojson": shapely.to_geojson(SQUARE).encode() for number in range(20)})
    with pytest.raises(BadInputError) as caught:
        unpack(path, tmp_path, frozenset({".geojson"}), largest=1000)
    assert "would unpack to" in caught.value.why


@pytest.mark.parametrize("name", ["../../escaped.geojson", "/srv/escaped.geojson", "..\\escaped.geojson", "C:\\x.kml"])
def test_zip_that_points_outside_itself_is_refused(tmp_path: Path, name: str) -> None:
    data = shapely.to_geojson(SQUARE).encode()
    assert "outside itself" in _refusal(_zip(tmp_path, {name: data})).why
    assert not list(tmp_path.parent.glob("escaped*"))


def _link(archive: zipfile.ZipFile) -> None:
    info = zipfile.ZipInfo("drawn.geojson")
    info.external_attr = 0o120777 << 16
    archive.writestr(info, "/etc/passwd")


def _many(archive: zipfile.ZipFile) -> None:
    for number in range(1_001):
        archive.writestr(f"{number}.txt", "")


def _twins(archive: zipfile.ZipFile) -> None:
    for folder in "ab":
        archive.writestr(f"{folder}/drawn.geojson", shapely.to_geojson(SQUARE))


def _none(archive: zipfile.ZipFile) -> None:
    archive.writestr("readme.txt", "nothing")


@pytest.mark.parametrize(("fill", "said"), [(_link, "a link"), (_many, "1,001"), (_twins, "two"), (_none, "holds 0")])
def test_odd_zip_is_refused(tmp_path: Path, fill: Callable[[zipfile.ZipFile], None], said: str) -> None:
    path = tmp_path / "drawn.zip"
    with zipfile.ZipFile(path, "w") as archive:
        fill(archive)
    assert said in _refusal(path).why


def test_fault_inside_a_zip_names_zip_and_member(tmp_path: Path) -> None:
    assert "drawn.zip/cut.geojson" in _refusal(_zip(tmp_path, {"cut.geojson": b'{"type": "Feature"'})).why


@pytest.mark.parametrize(
    "geometry",
    [
        '{"type": {"a": 1}, "coordinates": []}',
        '{"type": "Polygon", "coordinates": [[[' + "9" * 400 + ", 0], [1, 0], [1, 1]]]}",
        '{"type": "Polygon", "coordinates": [[[' + "9" * 5_000 + ", 0], [1, 0], [1, 1]]]}",
        '{"type": "Polygon", "coordinates": [[[NaN, 0], [1, 0], [1, 1], [NaN, 0]]]}',
    ],
)
def test_numbers_and_kinds_that_cannot_be_are_refused(tmp_path: Path, geometry: str) -> None:
    path = tmp_path / "odd.geojson"
    path.write_text(geometry, encoding="utf-8")
    assert str(path) in _refusal(path).why


def test_kml_with_corners_that_are_not_numbers_is_refused(tmp_path: Path) -> None:
    ring = "nan,nan 0,51 0,52 nan,nan"
    path = tmp_path / "odd.kml"
    path.write_text(
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><Polygon><outerBoundaryIs><LinearRing><coordinates>'
        f"{ring}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></kml>",
        encoding="utf-8",
    )
    assert str(path) in _refusal(path).why


def test_a_zip_with_a_name_no_disk_takes_is_refused(tmp_path: Path) -> None:
    assert "too long" in _refusal(_zip(tmp_path, {"a" * 400 + ".geojson": b"{}"})).why


def test_a_name_no_disk_takes_is_refused() -> None:
    assert "too long" in _refusal(Path("a" * 5_000 + ".geojson")).why

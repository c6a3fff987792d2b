"""Maps that strangers made to reach further than their own content."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from seedbed.analysis.assets.listing import Listing
from seedbed.errors import BadInputError
from seedbed.formats.assets.maps import read_geojson_assets, read_map_assets, write_geopackage_assets

POINT = "<Placemark><name>Hall</name><Point><coordinates>-2,53</coordinates></Point></Placemark>"


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """Give the address of a server of this computer, and what was asked of it."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", paths
    finally:
        server.shutdown()
        server.server_close()


HOSTILE = {
    "a list of features that names where its schema is": (
        '<wfs:FeatureCollection xmlns:foo="http://foo" xmlns:wfs="http://www.opengis.net/wfs"'
        ' xmlns:gml="http://www.opengis.net/gml" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        ' xsi:schemaLocation="http://foo {address}/wfs?SERVICE=WFS&amp;VERSION=1.1.0'
        '&amp;REQUEST=DescribeFeatureType&amp;TYPENAME=foo:a"><kml ></kml>'
        '<gml:featureMember><foo:a gml:id="1"><name>x</name></foo:a></gml:featureMember>'
        "</wfs:FeatureCollection><!-- </kml>"
    ),
    "the address of a server of features": (
        "<OGRWFSDataSource><URL>{address}/wfs</URL><!-- <kml > --></OGRWFSDataSource><!-- </kml>"
    ),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_file_called_kml_asks_no_server(what: str, asked: tuple[str, list[str]], tmp_path: Path) -> None:
    address, paths = asked
    path = tmp_path / "map.kml"
    path.write_text(HOSTILE[what].replace("{address}", address), encoding="utf-8")
    with pytest.raises(BadInputError, match="It is not KML"):
        read_map_assets(path)
    assert paths == []


def test_kml_after_a_declaration_and_comments_is_read(tmp_path: Path) -> None:
    path = tmp_path / "map.kml"
    text = f'\ufeff<?xml version="1.0"?>\n<!-- <wfs> -->\n<!-- b --><kml><Document>{POINT}</Document></kml>'
    path.write_text(text, encoding="utf-8")
    assert [each.identifier != "" for each in read_map_assets(path).found] == [True]


def _geopackage(path: Path, *statements: str) -> Path:
    write_geopackage_assets(path, [Listing(identifier="a", name="Hall", longitude=-2.0, latitude=53.0)])
    with sqlite3.connect(path) as database:
        for statement in statements:
            database.execute(statement)
    database.close()
    return path


def test_a_layer_that_never_ends_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = _geopackage(
        tmp_path / "map.gpkg",
        "CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
        " SELECT i AS fid, (SELECT geom FROM assets) AS geom, 'x' || i AS name FROM n",
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id)"
        " VALUES ('Endless', 'features', 'endless', 4326)",
        "INSERT INTO gpkg_geometry_columns VALUES ('Endless', 'geom', 'POINT', 4326, 0, 0)",
    )
    with pytest.raises(BadInputError, match="Its layer 'endless' is a view"):
        read_map_assets(path)


def test_a_view_that_is_no_layer_harms_nobody(tmp_path: Path) -> None:
    path = _geopackage(tmp_path / "map.gpkg", "CREATE VIEW aside AS SELECT name FROM assets")
    assert len(read_map_assets(path).found) == 1


def test_a_database_that_is_no_geopackage_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "map.gpkg"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE halls (name TEXT)")
    database.close()
    with pytest.raises(BadInputError, match="It is not a GeoPackage"):
        read_map_assets(path)


def test_a_property_of_its_own_for_each_feature_is_refused(tmp_path: Path) -> None:
    features = [
        {"type": "Feature", "properties": {"name": "Hall", f"key {number}": 1}, "geometry": None}
        for number in range(4_000)
    ]
    path = tmp_path / "map.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    with pytest.raises(BadInputError, match="different names"):
        read_geojson_assets(path)

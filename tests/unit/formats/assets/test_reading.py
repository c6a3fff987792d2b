"""Tables, maps and packages as strangers make them, and what real files give."""

from __future__ import annotations

import json
import zipfile
from datetime import date, time
from pathlib import Path

import numpy as np
import pytest

from seedbed.analysis.assets.listing import Listing, Listings, ListingStatus, StepFree
from seedbed.errors import BadInputError, UsageError
from seedbed.formats.assets.mapping import Told
from seedbed.formats.assets.opening_words import opening_from_words, opening_in_words
from seedbed.formats.assets.reading import Wishes, read_assets
from seedbed.formats.assets.whereabouts import ANYWHERE, united_kingdom
from seedbed.formats.assets.writing import write_assets
from tests.unit.formats.assets.listings import HALL


def read(tmp_path: Path, text: str, name: str = "places.csv", encoding: str = "utf-8") -> Listings:
    path = tmp_path / name
    path.write_text(text, encoding=encoding)
    return read_assets(path)


def one(tmp_path: Path, heading: str, row: str, name: str = "places.csv") -> Listing:
    found = read(tmp_path, f"{heading}\n{row}\n", name)
    assert not found.rejected, found.rejected
    return found.listings[0]


@pytest.mark.parametrize(
    ("heading", "cell", "field", "value"),
    [
        ("Website", "www.example.org", "website", "www.example.org"),
        ("Contact", "hall@example.org", "email", "hall@example.org"),
        ("Contact", "020 7946 0000", "telephone", "020 7946 0000"),
        ("Post code", "e32aa", "postcode", "E3 2AA"),
        ("Wheelchair access", "Yes", "step_free", StepFree.YES),
        ("Wheelchair access", "limited", "step_free", StepFree.PARTLY),
        ("Closed", "2019", "status", ListingStatus.DEFUNCT),
        ("Last updated", "31/05/2024", "last_verified", date(2024, 5, 31)),
        ("Min age", "16", "minimum_age", 16.0),
        ("Languages", "Welsh; English", "languages", ("Welsh", "English")),
        ("Capacity", "1,200", "capacity", 1200.0),
        ("Owner", "Parish council", "owner", "Parish council"),
        ("Category", "Pubs", "asset_type", "pub"),
        ("Organisation", "Quay Trust", "organisation", "Quay Trust"),
    ],
)
def test_a_heading_says_what_a_column_means(tmp_path: Path, heading: str, cell: str, field: str, value: object) -> None:
    assert getattr(one(tmp_path, f"Name,{heading}", f'Hall,"{cell}"'), field) == value


def test_the_name_of_the_file_says_the_kind(tmp_path: Path) -> None:
    assert one(tmp_path, "Name,Town", "Quay,Alderwick", "town_libraries.csv").asset_type == "library"


def test_parts_of_an_address_are_joined(tmp_path: Path) -> None:
    found = one(tmp_path, "Name,Address1,Address2,Town", "Hall,1 Quay,,Alderwick")
    assert found.address == "1 Quay, Alderwick"


def test_what_no_field_holds_is_kept_as_it_was(tmp_path: Path) -> None:
    found = one(tmp_path, "Name,Colour of door,Type", "Hall,red,Church halls")
    assert found.extra == {"Colour of door": "red", "Type": "Church halls"}


def test_columns_that_may_name_people_are_left_out_and_said(tmp_path: Path) -> None:
    found = read(tmp_path, "Name,Contact name\nHall,Jo Bloggs\n")
    assert found.listings[0].extra == {}
    assert "may name people: 'Contact name'" in found.notes[-1]


def test_people_may_ask_for_a_column_that_may_name_people(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text("Name,Contact name\nHall,Reception\n", encoding="utf-8")
    found = read_assets(path, Wishes(told=Told(keep=("Contact name",))))
    assert found.listings[0].extra == {"Contact name": "Reception"}


def test_the_national_grid_is_turned_into_degrees(tmp_path: Path) -> None:
    """Ordnance Survey's worked example: TG 51409 13177 is 52.65798 N, 1.71605 E on WGS84, to some metres."""
    found = one(tmp_path, "Name,Easting,Northing", "Water tower,651409,313177")
    assert (found.longitude, found.latitude) == pytest.approx((1.71605, 52.65798), abs=1e-3)


def test_columns_without_telling_headings_are_known_by_content(tmp_path: Path) -> None:
    found = one(tmp_path, "Name,a,b,c", "Hall,51.53,-0.02,E3 2AA")
    assert (found.latitude, found.longitude, found.postcode) == (51.53, -0.02, "E3 2AA")


def test_a_position_that_is_no_number_is_refused(tmp_path: Path) -> None:
    rows = "".join(f"Hall {number},51.5,-0.1\n" for number in range(5))
    found = read(tmp_path, f"Name,Latitude,Longitude\n{rows}Mill,north,-0.1\n")
    assert found.rejected[0].reason == "its latitude 'north' is not a number"


def test_half_a_position_is_refused(tmp_path: Path) -> None:
    rows = "".join(f"Hall {number},51.5,-0.1\n" for number in range(5))
    found = read(tmp_path, f"Name,Latitude,Longitude\n{rows}Mill,51.5,\n")
    assert found.rejected[0].reason == "it has no longitude"


def test_a_row_that_is_too_long_is_refused_alone(tmp_path: Path) -> None:
    found = read(tmp_path, "Name,Town\nHall,Alderwick\nMill,Alderwick,left,over\n")
    assert (len(found.listings), found.rejected[0].reason) == (1, "it has 4 cells, the heading 2")


def test_identifiers_that_repeat_are_refused(tmp_path: Path) -> None:
    found = read(tmp_path, "id,name\n1,Hall\n1,Mill\n")
    assert found.rejected[0].reason == "its identifier '1' stood already at row 2"


def test_rows_without_identifiers_get_the_same_ones_again(tmp_path: Path) -> None:
    first, again = (one(tmp_path, "Name,Postcode", "Hall,E3 2AA") for _ in range(2))
    assert first.identifier == again.identifier


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_usual_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    assert read(tmp_path, "Name;Town\nCafé;Alderwick\n", encoding=encoding).listings[0].name == "Café"


def test_a_guessed_encoding_is_said(tmp_path: Path) -> None:
    assert "Windows-1252" in read(tmp_path, "Name,Town\nCafé,x\n", encoding="cp1252").notes[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Wednesday 10am - 4pm", "WE 10:00-16:00"),
        ("Tuesday 11.00 – 13.00\nFriday 11.00 – 13.00", "TU 11:00-13:00; FR 11:00-13:00"),
        ("Mon-Fri 9am-5pm", "MO TU WE TH FR 09:00-17:00"),
        ("Monday and Thursday 10-12 and 2-4pm", "MO TH 10:00-12:00; MO TH 14:00-16:00"),
        ("9-5 weekdays", "MO TU WE TH FR 09:00-17:00"),
        ("Fri to Mon 6pm-midnight", "MO FR SA SU 18:00-00:00"),
        ("by appointment", "(by appointment)"),
        ("Not known", ""),
    ],
)
def test_opening_times_are_read_from_words(text: str, words: str) -> None:
    assert opening_in_words(opening_from_words(text)) == words


def test_days_with_a_column_each_are_joined(tmp_path: Path) -> None:
    heading = "Name,opening_hours_monday,opening_hours_tuesday,opening_hours_sunday"
    found = one(tmp_path, heading, 'Pharmacy,"08:30-13:00,14:00-17:30","08:30-13:00,14:00-17:30",CLOSED')
    assert [(each.days, each.opens) for each in found.opening] == [
        (("MO", "TU"), time(8, 30)),
        (("MO", "TU"), time(14, 0)),
    ]


def test_a_polygon_keeps_its_outline_and_gets_a_point_within(tmp_path: Path) -> None:
    ring = [[-0.03, 51.52], [-0.01, 51.52], [-0.01, 51.54], [-0.03, 51.52]]
    feature = {
        "type": "Feature",
        "properties": {"name": "Quay Park"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    found = read(tmp_path, json.dumps(feature), "parks.geojson").listings[0]
    assert found.outline == feature["geometry"]
    assert -0.03 < (found.longitude or 0) < -0.01


def test_a_shape_that_makes_no_sense_is_refused_alone(tmp_path: Path) -> None:
    features = [
        {
            "type": "Feature",
            "properties": {"name": "Hall"},
            "geometry": {"type": "Point", "coordinates": [-0.02, 51.5]},
        },
        {"type": "Feature", "properties": {"name": "Mill"}, "geometry": {"type": "Point", "coordinates": "here"}},
    ]
    found = read(tmp_path, json.dumps({"type": "FeatureCollection", "features": features}), "a.json")
    assert (len(found.listings), found.rejected[0].path) == (1, "feature 2")


def test_a_map_in_the_national_grid_is_turned(tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [651409, 313177]}
    document = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "EPSG:27700"}},
        "features": [{"type": "Feature", "properties": {"name": "Tower"}, "geometry": point}],
    }
    found = read(tmp_path, json.dumps(document), "a.geojson").listings[0]
    assert found.latitude == pytest.approx(52.658, abs=1e-3)


def test_kml_is_read(tmp_path: Path) -> None:
    text = (
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>Hall</name>'
        "<Point><coordinates>-0.02,51.53</coordinates></Point></Placemark></Document></kml>"
    )
    assert read(tmp_path, text, "a.kml").listings[0].name == "Hall"


def test_a_zip_of_one_file_is_read(tmp_path: Path) -> None:
    inner = tmp_path / "halls.csv"
    write_assets(inner, [HALL])
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(inner, "folder/halls.csv")
    assert read_assets(tmp_path / "a.zip").listings == (HALL,)


def test_a_zip_of_several_lists_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("one.csv", "name\nHall\n")
        archive.writestr("two.csv", "name\nMill\n")
    with pytest.raises(BadInputError, match="cannot be read"):
        read_assets(tmp_path / "a.zip")


def test_a_zip_that_swells_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("services.csv", "0" * 50_000_000)
    with pytest.raises(BadInputError, match="cannot be read"):
        read_assets(tmp_path / "a.zip")


def test_an_unknown_form_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not known"):
        read_assets(tmp_path, Wishes(form="magic"))


def test_the_sea_is_not_in_the_united_kingdom() -> None:
    sea = np.array([[3.0, 56.0], [-4.5, 53.75], [0.0, 0.0], [-6.26, 53.35], [-0.5, 50.3]])
    assert not united_kingdom().hold(sea[:, 0], sea[:, 1]).any()


def test_every_place_of_great_britain_is_in_the_united_kingdom(uk_data: Path) -> None:
    import polars as pl

    places = pl.read_parquet(uk_data / "health_assets_gb.parquet")
    assert united_kingdom().hold(places["lon"].to_numpy(), places["lat"].to_numpy()).all()


@pytest.mark.parametrize(
    ("file", "taken", "refused"),
    [
        ("A/trafford_gm/charities_operating_in_trafford.csv", 736, 0),
        ("A/trafford_gm/gm_dentists.csv", 532, 7),
        ("A/trafford_gm/gm_food_banks.csv", 171, 0),
        ("A/trafford_gm/gm_pharmacies.csv", 631, 0),
        ("A/trafford_gm/sports_facilities.csv", 314, 0),
        ("A/trafford_gm/trafford_bus_stops.csv", 1025, 0),
        ("A/trafford_gm/trafford_greenspace_sites.geojson", 113, 314),
        ("A/trafford_gm/trafford_places_of_worship.geojson", 118, 0),
        ("A/tower_hamlets_assets_derived.csv", 321, 1),
        ("A/gla_cultural_infrastructure/Community_centres.csv", 903, 0),
        ("A/gla_cultural_infrastructure/Pubs.csv", 4098, 0),
        ("B/hsds_sample_datapackage/all_resources", 13, 0),
        ("B/hsds_transformer/ilao/output", 429, 1),
        ("B/oruk_api_mocks/Mocks/V3.0-UK-Test/service_list.json", 1, 127),
    ],
)
def test_real_files_give_what_is_known_of_them(field_data: Path, file: str, taken: int, refused: int) -> None:
    where = ANYWHERE if file.startswith("B/") else None
    found = read_assets(field_data / file, Wishes(where=where))
    assert (len(found.listings), len(found.rejected)) == (taken, refused)


def test_many_records_at_one_point_are_told(tmp_path: Path) -> None:
    rows = "".join(f"Stop {number},53.4,-2.4\n" for number in range(30))
    found = read(tmp_path, f"Name,Latitude,Longitude\n{rows}", "bus stops.csv")
    assert found.notes[-1].startswith("30 records stand at exactly one point")

"""Posters as pictures."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree
from shapely.geometry import LineString, Point, box

from seedbed.formats.osm_poster import PosterFeature, PosterMap
from seedbed.formats.paper.frame import SheetFrame
from seedbed.reports.poster.labels import labels_for
from seedbed.reports.poster.svg import poster_svg
from seedbed.reports.poster.theme import own_theme

BOUNDS = (0.0, 51.0, 0.02, 51.01)
FRAME = SheetFrame.around(BOUNDS, 297, 210)
STREET = PosterFeature(
    "street", LineString([(0.001, 51.005), (0.019, 51.005)]), {"": "Mill Road", "ar": "شارع الطاحونة"}
)
HALL = PosterFeature("landmark", Point(0.01, 51.002), {"": "Mill <Hall>"})
PARK = PosterFeature("green", box(0.002, 51.001, 0.004, 51.003))


def drawn(*features: PosterFeature, language: str = "en") -> etree._Element:
    return etree.fromstring(poster_svg(PosterMap(BOUNDS, features), own_theme("market"), FRAME, language=language))


def texts(picture: etree._Element) -> list[str]:
    return [each.text or "" for each in picture.iter("{http://www.w3.org/2000/svg}text")]


def test_a_poster_is_as_large_as_its_sheet() -> None:
    picture = drawn(STREET)
    assert (picture.get("width"), picture.get("height"), picture.get("viewBox")) == ("297mm", "210mm", "0 0 297 210")


def test_streets_and_landmarks_carry_their_names() -> None:
    assert texts(drawn(STREET, HALL, PARK)) == ["Mill Road", "Mill <Hall>"]


def test_names_are_written_in_the_pages_script() -> None:
    picture = drawn(STREET, language="ar")
    (name,) = picture.iter("{http://www.w3.org/2000/svg}text")
    assert (name.text, name.get("direction")) == ("شارع الطاحونة", "rtl")


def test_no_name_stands_over_another() -> None:
    beside = replace(STREET, names={"": "Malt Lane"}, geometry=LineString([(0.001, 51.00501), (0.019, 51.00501)]))
    assert len(labels_for(PosterMap(BOUNDS, (STREET, beside)), FRAME, 3.0, "en")) == 1


def test_a_name_longer_than_its_street_is_left_out() -> None:
    short = replace(STREET, geometry=LineString([(0.001, 51.005), (0.0011, 51.005)]))
    assert texts(drawn(short)) == []


def test_what_lies_outside_the_window_is_cut_off() -> None:
    small = SheetFrame.around((0.0, 51.0, 0.01, 51.01), 100, 100, left=10, top=10)
    picture = poster_svg(PosterMap(BOUNDS, (STREET,)), own_theme("pale"), small, sheet=(297, 210))
    path = next(each for each in etree.fromstring(picture.encode()) if each.tag.endswith("path"))
    across = [float(pair.split()[0]) for pair in path.get("d", "")[1:].split("L")]
    assert max(across) <= 110

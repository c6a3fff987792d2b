from __future__ import annotations

import pytest

from seedbed.errors import BadInputError
from seedbed.formats import gpx
from seedbed.formats.gpx import read_gpx, read_point, read_written

POINTS = ((51.5299, -0.0236), (51.5305, -0.0236), (51.5305, -0.0220))


def file_of(points: str, *, head: str = "", kind: str = "trk") -> bytes:
    inside = f"<trkseg>{points}</trkseg>" if kind == "trk" else points
    return f"""<?xml version="1.0"?>{head}<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">
    <metadata><author><name>Rosa</name></author></metadata>
    <wpt lat="51.5299" lon="-0.0236"><name> The
    bench </name></wpt><{kind}><name>Rosa's walk</name>{inside}</{kind}></gpx>""".encode()


def track(name: str = "trkpt") -> str:
    told = "<ele>12</ele><time>2026-03-01T10:00:00Z</time>"
    return "".join(f'<{name} lat="{latitude}" lon="{longitude}">{told}</{name}>' for latitude, longitude in POINTS)


def test_a_track_is_read_in_order() -> None:
    assert read_gpx(file_of(track())).points == tuple((longitude, latitude) for latitude, longitude in POINTS)


def test_a_planned_route_is_read_where_there_is_no_track() -> None:
    assert len(read_gpx(file_of(track("rtept"), kind="rte")).points) == 3


def test_marked_points_are_read_with_their_names() -> None:
    assert read_gpx(file_of(track())).waypoints == (gpx.Waypoint("The bench", (-0.0236, 51.5299)),)


def test_its_length_is_that_on_the_ground() -> None:
    # 0.0006 degrees north, then 0.0016 degrees east at 51.53 degrees: 66.8 m + 110.8 m.
    assert read_gpx(file_of(track())).metres == pytest.approx(177.6, abs=0.2)


def test_points_on_one_line_are_kept_as_its_ends() -> None:
    straight = "".join(f'<trkpt lat="51.{5300 + step}" lon="-0.02"/>' for step in range(50))
    assert len(read_gpx(file_of(straight)).points) == 2


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "cannot be read"),
        (b"not a route", "cannot be read"),
        (b"<kml/>", "no GPX"),
        (file_of(""), "fewer than two"),
        (file_of('<trkpt lat="51" lon="0"/>' * 3), "fewer than two"),
        (file_of('<trkpt lat="51" lon="0"/><trkpt lon="0"/>'), "without a place"),
        (file_of('<trkpt lat="51" lon="0"/><trkpt lat="151" lon="0"/>'), "latitude"),
        (file_of('<trkpt lat="nan" lon="0"/><trkpt lat="51" lon="0"/>'), "latitude"),
        (file_of('<trkpt lat="51" lon="179.9"/><trkpt lat="51" lon="-179.9"/>'), "too far apart"),
        (file_of(track(), head='<!DOCTYPE gpx [<!ENTITY a "b">]>'), "no GPX"),
    ],
)
def test_what_is_no_route_is_refused(content: bytes, says: str) -> None:
    with pytest.raises(BadInputError) as refused:
        read_gpx(content)
    assert says in refused.value.why


def test_a_file_that_asks_for_others_gets_none(tmp_path: object) -> None:
    head = '<!DOCTYPE gpx [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    with pytest.raises(BadInputError):
        read_gpx(file_of("<name>&a;</name>" + track(), head=head))


def test_a_file_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gpx, "LARGEST", 100)
    with pytest.raises(BadInputError):
        read_gpx(file_of(track()))


def test_a_written_route_has_a_point_a_line() -> None:
    assert read_written("51.5299, -0.0236\n\n51.5305; -0.0236\n").points == ((-0.0236, 51.5299), (-0.0236, 51.5305))


def test_a_line_that_is_no_point_is_named() -> None:
    with pytest.raises(BadInputError) as refused:
        read_written("51.5299, -0.0236\nby the church")
    assert refused.value.why == "Line 2 is 'by the church'."


def test_a_point_is_latitude_then_longitude() -> None:
    assert read_point("51.5 -0.02") == (-0.02, 51.5)

"""A line is drawn, uploaded or picked, looked at, and kept with its reason; hostile input gets one clear error."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from seedbed.sources.packs import Pack
from seedbed.web.people.models import User
from seedbed.web.places.models import BoundaryVersion, Neighbourhood, Programme
from seedbed.web.step1_profile.actions import draft_of_areas, keep_draft
from seedbed.web.step1_profile.models import BoundaryDraft
from seedbed.workflows.places.fit_preview import preview_codes
from tests.unit.web.conftest import Cast
from tests.unit.web.step1_profile.conftest import TANNERS_ROW

As = Callable[[User | None], Client]


@pytest.fixture
def square(town: Pack) -> list[list[float]]:
    """A box inside the outline of Tanners Row, well within the town."""
    from shapely.geometry import shape

    west, south, east, north = shape(preview_codes(town, TANNERS_ROW).outline).bounds
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


@pytest.fixture
def dev(cast: Cast, as_: As, in_town: Programme) -> Client:
    return as_(cast.dev)


def _polygon(ring: Sequence[Sequence[float]]) -> str:
    return json.dumps({"type": "Polygon", "coordinates": [ring]})


def _send(client: Client, way: str, place: Neighbourhood, **sent: Any) -> Any:
    return client.post(reverse(f"step1_profile:{way}", args=[place.slug]), sent)


def _upload(client: Client, place: Neighbourhood, name: str, content: bytes) -> Any:
    return _send(client, "upload", place, file=SimpleUploadedFile(name, content))


def _zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return out.getvalue()


def test_a_drawn_line_is_looked_at_before_it_is_kept(
    dev: Client, neighbourhood: Neighbourhood, square: list[list[float]]
) -> None:
    answer = _send(dev, "draw", neighbourhood, drawn=_polygon(square))
    draft = BoundaryDraft.objects.get()
    assert answer["Location"] == reverse("step1_profile:draft", args=[neighbourhood.slug, draft.pk])
    assert not BoundaryVersion.objects.exists()


def test_the_look_tells_residents_and_shares(
    dev: Client, neighbourhood: Neighbourhood, square: list[list[float]]
) -> None:
    said = dev.get(_send(dev, "draw", neighbourhood, drawn=_polygon(square))["Location"]).content.decode()
    assert "residents live inside" in said
    assert "Tanners Row" in said


def test_a_line_is_kept_with_its_reason(
    dev: Client, cast: Cast, neighbourhood: Neighbourhood, square: list[list[float]]
) -> None:
    address = _send(dev, "draw", neighbourhood, drawn=_polygon(square))["Location"]
    dev.post(address, {"reason": "The canal is the edge."})
    line = neighbourhood.boundaries.get()
    assert (line.number, line.reason, line.origin, line.made_by) == (1, "The canal is the edge.", "drawn", cast.dev)


def test_keeping_it_twice_keeps_one_line(dev: Client, neighbourhood: Neighbourhood, square: list[list[float]]) -> None:
    address = _send(dev, "draw", neighbourhood, drawn=_polygon(square))["Location"]
    for _ in range(2):
        dev.post(address, {"reason": "The canal is the edge."})
    assert neighbourhood.boundaries.count() == 1


def test_a_line_without_a_reason_is_not_kept(
    dev: Client, neighbourhood: Neighbourhood, square: list[list[float]]
) -> None:
    address = _send(dev, "draw", neighbourhood, drawn=_polygon(square))["Location"]
    assert dev.post(address, {"reason": "  "}).status_code == 422
    assert not neighbourhood.boundaries.exists()


def test_corners_and_the_map_give_the_same_line(
    dev: Client, neighbourhood: Neighbourhood, square: list[list[float]]
) -> None:
    _send(dev, "draw", neighbourhood, drawn=_polygon(square))
    _send(dev, "corners", neighbourhood, corners="\n".join(f"{x}, {y}" for x, y in square[:-1]))
    first, second = BoundaryDraft.objects.order_by("made_at")
    assert first.preview == second.preview


def test_ticked_areas_are_taken_whole(dev: Client, neighbourhood: Neighbourhood) -> None:
    _send(dev, "pick_areas", neighbourhood, code=TANNERS_ROW)
    assert {area["code"]: area["share"] for area in BoundaryDraft.objects.get().preview["areas"]} == dict.fromkeys(
        TANNERS_ROW, 1.0
    )


def test_a_large_neighbourhood_is_said_to_be_large(dev: Client, neighbourhood: Neighbourhood) -> None:
    answer = _send(dev, "pick_areas", neighbourhood, code=[f"ZS{number:06d}" for number in range(1, 15)])
    assert "more than the 1,000 to 5,000" in dev.get(answer["Location"]).content.decode()


def test_an_uploaded_file_is_read(dev: Client, neighbourhood: Neighbourhood, square: list[list[float]]) -> None:
    _upload(dev, neighbourhood, "ours.geojson", _polygon(square).encode())
    assert BoundaryDraft.objects.get().origin == "uploaded"


def test_a_zip_of_a_file_is_read(dev: Client, neighbourhood: Neighbourhood, square: list[list[float]]) -> None:
    _upload(dev, neighbourhood, "ours.zip", _zipped(ours__geojson=_polygon(square).encode()))
    assert BoundaryDraft.objects.get().origin == "uploaded"


def test_older_lines_stay(dev: Client, neighbourhood: Neighbourhood) -> None:
    for codes in (TANNERS_ROW, TANNERS_ROW[:3]):
        draft = draft_of_areas(by=None, neighbourhood=neighbourhood, codes=codes)
        keep_draft(by=None, draft=draft, reason=f"{len(codes)} areas.")
    said = dev.get(reverse("step1_profile:boundary", args=[neighbourhood.slug])).content.decode()
    assert "Line 2" in said
    assert "5 areas." in said


def _swap(ring: list[list[float]]) -> list[list[float]]:
    return [ring[0], ring[2], ring[1], ring[3], ring[0]]


@pytest.mark.parametrize(
    ("drawn", "said"),
    [
        ("", "field is required"),
        ("not json", "stops making sense"),
        ("{}", "no &#x27;type&#x27;"),
        ('{"type":"Polygon","coordinates":[]}', "no outline"),
        ('{"type":"LineString","coordinates":[[0,51],[0.1,51]]}', "no polygon"),
        ('{"type":"Polygon","coordinates":[[[2,48],[2.1,48],[2.1,48.1],[2,48]]]}', "outside the pack"),
        ('{"type":"Polygon","coordinates":[[[2,48],[NaN,48],[2.1,48.1],[2,48]]]}', "not a number"),
        ('{"type":"Polygon","coordinates":' + "[" * 5000, "nested without end"),
    ],
)
def test_a_bad_drawing_gets_one_clear_error(dev: Client, neighbourhood: Neighbourhood, drawn: str, said: str) -> None:
    answer = _send(dev, "draw", neighbourhood, drawn=drawn)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not BoundaryDraft.objects.exists()


def test_a_line_that_crosses_itself_is_shown_where(
    dev: Client, neighbourhood: Neighbourhood, square: list[list[float]]
) -> None:
    said = _send(dev, "draw", neighbourhood, drawn=_polygon(_swap(square))).content.decode()
    assert "crosses itself" in said
    assert "--repair" not in said
    assert "seedbed-" not in said.split("error-summary", 1)[1].split("</ul>", 1)[0]


@pytest.mark.parametrize(
    ("corners", "said"),
    [
        ("0 51", "at least three"),
        ("0 51\n0.1 51\nabc", "Line 3"),
        ("0 51\n0.1 51\nnan 51", "Line 3"),
        ("0 51\n0.1 51\n400 51", "Line 3"),
        ("0 51 7\n1 2\n3 4", "Line 1"),
    ],
)
def test_bad_corners_name_the_line(dev: Client, neighbourhood: Neighbourhood, corners: str, said: str) -> None:
    answer = _send(dev, "corners", neighbourhood, corners=corners)
    assert answer.status_code == 422
    assert said in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.geojson", b"", "empty"),
        ("a.exe", b"MZ", "ends in"),
        ("a", b"x", "ends in"),
        ("a.gpkg", b"not a database", "cannot be read"),
        ("a.kml", b"<kml>", "cannot be read"),
        ("a.zip", b"PK not a zip", "damaged"),
        ("../../etc/passwd.geojson", b"{", "passwd.geojson"),
        ("a.geojson", b"x" * (11 * 1024 * 1024), "more than 10 MB"),
    ],
)
def test_a_bad_file_gets_one_clear_error(
    dev: Client, neighbourhood: Neighbourhood, name: str, content: bytes, said: str
) -> None:
    answer = _upload(dev, neighbourhood, name, content)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "seedbed-" not in answer.content.decode().split("error-summary", 1)[1].split("</ul>", 1)[0]


def test_a_zip_that_swells_is_refused(dev: Client, neighbourhood: Neighbourhood) -> None:
    answer = _upload(dev, neighbourhood, "bomb.zip", _zipped(big__geojson=b"0" * 40_000_000))
    assert answer.status_code == 422
    assert "swells too much" in answer.content.decode()


def test_areas_of_nowhere_are_refused(dev: Client, neighbourhood: Neighbourhood) -> None:
    for codes in ([], ["E01000001"], ["<script>"]):
        assert _send(dev, "pick_areas", neighbourhood, code=codes).status_code == 422


def test_a_decision_maker_may_not_draw(cast: Cast, as_: As, in_town: Programme, neighbourhood: Neighbourhood) -> None:
    assert _send(as_(cast.ngozi), "pick_areas", neighbourhood, code=TANNERS_ROW).status_code == 403


def test_an_outsider_finds_nothing_to_draw(
    cast: Cast, as_: As, in_town: Programme, neighbourhood: Neighbourhood
) -> None:
    assert _send(as_(cast.lee), "pick_areas", neighbourhood, code=TANNERS_ROW).status_code == 404


def test_a_draft_of_another_neighbourhood_is_not_found(
    dev: Client, neighbourhood: Neighbourhood, other_neighbourhood: Neighbourhood
) -> None:
    draft = draft_of_areas(by=None, neighbourhood=neighbourhood, codes=TANNERS_ROW)
    assert dev.get(reverse("step1_profile:draft", args=[other_neighbourhood.slug, draft.pk])).status_code == 404


def test_without_figures_the_page_still_tells_the_line(cast: Cast, as_: As, drawn: Neighbourhood) -> None:
    drawn.programme.pack = "gone"
    drawn.programme.save()
    answer = as_(cast.dev).get(reverse("step1_profile:boundary", args=[drawn.slug]))
    assert answer.status_code == 200
    assert "not installed" in answer.content.decode()


def test_lines_that_nobody_kept_are_cleared_after_a_while(in_town: Programme, neighbourhood: Neighbourhood) -> None:
    neighbourhood.refresh_from_db()
    kept, forgotten, fresh = (
        draft_of_areas(by=None, neighbourhood=neighbourhood, codes=codes)
        for codes in (TANNERS_ROW, TANNERS_ROW[:3], TANNERS_ROW[:4])
    )
    keep_draft(by=None, draft=kept, reason="These streets belong together.")
    BoundaryDraft.objects.exclude(pk=fresh.pk).update(made_at=timezone.now() - timedelta(days=15))
    last = draft_of_areas(by=None, neighbourhood=neighbourhood, codes=TANNERS_ROW)
    assert set(BoundaryDraft.objects.values_list("pk", flat=True)) == {kept.pk, fresh.pk, last.pk}
    assert not BoundaryDraft.objects.filter(pk=forgotten.pk).exists()


def test_a_first_line_is_shown_on_the_ground_around_it(dev: Client, neighbourhood: Neighbourhood) -> None:
    _send(dev, "pick_areas", neighbourhood, code=TANNERS_ROW)
    draft = BoundaryDraft.objects.get()
    said = dev.get(reverse("step1_profile:draft", args=[neighbourhood.slug, draft.pk])).content.decode()
    drawing = said.split("<main", 1)[1].split("<svg", 1)[1].split("</svg", 1)[0]
    assert drawing.count("<path") > len(TANNERS_ROW)


def test_small_areas_are_listed_by_name(dev: Client, neighbourhood: Neighbourhood) -> None:
    said = dev.get(reverse("step1_profile:boundary", args=[neighbourhood.slug])).content.decode()
    names = re.findall(r'for="area-\w+">\s*([^,<]+),', said)
    assert len(names) > len(TANNERS_ROW)
    assert names == sorted(names)


def test_small_areas_of_the_line_in_use_are_listed_first(dev: Client, drawn: Neighbourhood) -> None:
    said = dev.get(reverse("step1_profile:boundary", args=[drawn.slug])).content.decode()
    listed = re.findall(r'name="code" value="(\w+)"', said)
    assert len(listed) > len(TANNERS_ROW)
    assert set(listed[: len(TANNERS_ROW)]) == set(TANNERS_ROW)

from __future__ import annotations

import io
from itertools import pairwise

import pytest
from PIL import Image, ImageFile

from seedbed.errors import BadInputError
from seedbed.formats.media.faces import BLOCKS, blur_faces, find_faces
from seedbed.formats.media.images import remake
from seedbed.formats.media.known import content_type_of
from tests.unit.formats.media.pictures import GPS_INFO, bomb, photo, street_with_faces


@pytest.fixture(scope="module")
def taken() -> bytes:
    return photo()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_place_in_a_photo_is_gone(form: str) -> None:
    sent = photo(form=form)
    assert Image.open(io.BytesIO(sent)).getexif().get_ifd(GPS_INFO)
    kept = Image.open(io.BytesIO(remake(sent).content))
    assert dict(kept.getexif()) == {}


def test_nothing_else_that_a_camera_wrote_stays(taken: bytes) -> None:
    assert b"Rosa" in taken
    assert b"Rosa" not in remake(taken).content


def test_a_photo_held_sideways_stands_upright() -> None:
    assert (made := remake(photo(320, 240, orientation=6))).width == 240
    assert made.height == 320


def test_a_large_photo_is_made_smaller() -> None:
    made = remake(photo(640, 480), longest=320)
    assert (made.width, made.height) == (320, 240)


def test_a_small_picture_comes_with_it() -> None:
    made = remake(photo(1200, 900))
    assert max(Image.open(io.BytesIO(made.small)).size) == 480


def test_a_drawing_stays_sharp() -> None:
    target = io.BytesIO()
    Image.new("RGBA", (40, 40), (255, 0, 0, 0)).save(target, "PNG")
    assert remake(target.getvalue()).content_type == "image/png"


def test_an_image_bomb_is_refused_before_it_is_opened() -> None:
    sent = bomb()
    assert len(sent) < 500_000
    with pytest.raises(BadInputError, match="not taken"):
        remake(sent)


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_photo_cut_off_is_refused(taken: bytes, part: float, monkeypatch: pytest.MonkeyPatch) -> None:
    # As it is once anything in the process has drawn a PDF.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(BadInputError, match="not taken"):
        remake(taken[: int(len(taken) * part)])


def test_a_page_hung_onto_a_photo_is_gone(taken: bytes) -> None:
    assert b"<script" not in remake(taken + b"<script>alert(1)</script>").content


def test_a_page_inside_a_photo_is_gone() -> None:
    target = io.BytesIO()
    Image.open(io.BytesIO(photo())).save(target, "JPEG", comment=b"*/=1;alert(1)/*<script>")
    assert b"<script>" in target.getvalue()
    assert b"<script>" not in remake(target.getvalue()).content


@pytest.mark.parametrize(
    ("head", "says"),
    [
        (b"%PDF-1.7 \xff\xd8\xff", "PDF"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>", "marks"),
        (b"\xef\xbb\xbf<!doctype html>", "marks"),
        (b"GIF89a", "GIF"),
        (b"PK\x03\x04", "zip"),
        (b"RIFF\x00\x00\x00\x00AVI LIST", "first bytes"),
        (b"#!/bin/sh", "first bytes"),
        (b"", "nothing in it"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "HEIC"),
    ],
)
def test_what_is_not_taken_is_named(head: bytes, says: str) -> None:
    with pytest.raises(BadInputError) as refused:
        content_type_of(head)
    assert says in refused.value.why


def test_a_picture_without_faces_stays_as_it_is() -> None:
    image = Image.new("RGB", (200, 200), (90, 120, 60))
    made, faces = blur_faces(image)
    assert faces == 0
    assert made.tobytes() == image.tobytes()


def test_faces_are_found_where_they_are() -> None:
    found = find_faces(street_with_faces())
    middles = [((left + right) / 2, (top + bottom) / 2) for left, top, right, bottom in found]
    assert middles == [pytest.approx((180, 160), abs=15), pytest.approx((460, 260), abs=15)]


def test_what_a_face_is_known_by_is_gone_and_the_rest_is_as_it_was() -> None:
    street = street_with_faces()
    made, faces = blur_faces(street)
    eye, cheek = (158, 141), (150, 185)
    before, after = (abs(_light(each, eye) - _light(each, cheek)) for each in (street, made))
    assert faces == 2
    assert after < before / 3
    assert made.crop((0, 400, 640, 480)).tobytes() == street.crop((0, 400, 640, 480)).tobytes()


def _light(image: Image.Image, at: tuple[int, int]) -> int:
    return image.convert("L").tobytes()[at[1] * image.width + at[0]]


def test_a_face_is_turned_into_few_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    image = Image.open(io.BytesIO(photo(200, 200)))
    monkeypatch.setattr("seedbed.formats.media.faces.find_faces", lambda _image: [(50, 50, 110, 110)])
    made, faces = blur_faces(image)
    assert faces == 1
    inside = made.crop((50, 50, 110, 110)).convert("L")
    outside = image.crop((50, 50, 110, 110)).convert("L")
    assert inside.getcolors(60 * 60) is not None
    assert _roughness(inside) < _roughness(outside) / BLOCKS


def _roughness(image: Image.Image) -> float:
    """Return how much neighbours differ: what a face is known by is lost where they do not."""
    values = list(image.tobytes())
    return sum(abs(here - there) for here, there in pairwise(values)) / len(values)

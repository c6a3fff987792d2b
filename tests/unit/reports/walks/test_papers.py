from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from PIL import Image

from seedbed.reports.walks.booklet import _page, _pdf, booklet, postcards
from seedbed.reports.walks.captions import captions, seconds_of
from seedbed.reports.walks.exhibition import Exhibition, Sight, Stop
from seedbed.reports.walks.route_map import route_map


def picture() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (80, 60), (20, 90, 60)).save(target, "JPEG")
    return target.getvalue()


FIRST = Stop(
    number=1,
    name="The bench <by> the lane",
    about="Where people wait.",
    said="نحن نجلس هنا",
    language="ar",
    translation="We sit here.",
    sights=(Sight("photo", "A green bench", picture(), "image/jpeg"), Sight("audio", "Birds")),
)
SHOWN = Exhibition(
    name="Along the brook",
    place="Millbrook",
    day="1 March 2026",
    about="Six of us walked.",
    stops=[FIRST, Stop(number=2, name="The gate")],
    route_svg=route_map("Along the brook", [(-0.02, 51.5), (-0.01, 51.51)], [(1, (-0.02, 51.5))]),
    address="https://seedbed.example.org/walks/show/1/",
)


def test_the_booklet_is_a_pdf_of_a5_pages() -> None:
    made = booklet(SHOWN)
    assert made.startswith(b"%PDF-")
    assert len(made) > 5_000


def test_the_booklet_has_words_pictures_and_translation() -> None:
    page = _page("walk_booklet.html", SHOWN)
    assert 'alt="A green bench"' in page
    assert '<blockquote lang="ar" dir="rtl">' in page
    assert "We sit here." in page
    assert "The bench &lt;by&gt; the lane" in page
    assert "There is a sound or film" in page


def test_postcards_are_a_page_for_each_stop() -> None:
    assert _page("walk_postcards.html", SHOWN).count("<section>") == 2
    assert postcards(SHOWN).startswith(b"%PDF-")


def test_an_invented_walk_says_so_on_paper() -> None:
    assert "Invented" in _page("walk_booklet.html", replace(SHOWN, invented=True))


@pytest.mark.parametrize("url", ["file:///etc/passwd", "http://127.0.0.1:9/x.png"])
def test_paper_loads_nothing_from_elsewhere(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    loaded: list[str] = []
    monkeypatch.setattr("urllib.request.OpenerDirector.open", lambda _self, asked, *_a, **_k: loaded.append(asked))
    _pdf(f'<html lang="en"><title>x</title><p>words</p><img alt="x" src="{url}"></html>')
    assert loaded == []


def test_the_map_shows_the_line_and_each_stop_with_its_number() -> None:
    drawn = route_map("Walk", [(-0.02, 51.5), (-0.01, 51.51)], [(1, (-0.02, 51.5)), (2, (-0.01, 51.51))])
    assert len(re.findall("<circle", drawn)) == 2
    assert ">2</text>" in drawn


def test_a_walk_of_one_place_can_be_drawn() -> None:
    assert "<circle" in route_map("Walk", [], [(1, (-0.02, 51.5))])


def test_a_walk_without_places_has_no_map() -> None:
    assert route_map("Walk", [], []) == ""


def test_captions_follow_each_other_and_hold_no_marks() -> None:
    told = captions(SHOWN.stops)
    assert told.startswith("WEBVTT\n\n1\n00:00:00.000 --> 00:00:0")
    assert "&lt;by&gt;" in told
    first, second = re.findall(r"(\S+) --> (\S+)", told)
    assert first[1] == second[0]


def test_a_slide_stays_long_enough_to_be_read() -> None:
    assert seconds_of(Stop(number=1, name="x")) == 8
    assert seconds_of(Stop(number=1, name="x" * 240)) == 22

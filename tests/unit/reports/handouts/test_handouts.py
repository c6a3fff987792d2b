"""Flyers and badges: in the artists' colours, told to those who cannot see them, in either reading direction."""

from __future__ import annotations

import pytest
from shapely.geometry import box

from seedbed.formats.osm_poster import PosterMap
from seedbed.reports.handouts import badges as making_badges
from seedbed.reports.handouts import flyer as making_flyers
from seedbed.reports.handouts.badges import Badges, BadgeWords, badges_pdf
from seedbed.reports.handouts.flyer import Flyer, flyer_pdf, strip_of
from seedbed.reports.poster.theme import own_theme

MARKET = own_theme("market")
FLYER = Flyer(
    language="ar",
    title="ندعوكم",
    to="",
    event="First café <b>",
    place="Weir Side",
    facts=(("متى", "10:00"),),
    ending="الجميع مرحب بهم",
    how="وجّهوا الكاميرا",
    address="https://example.org/invited/7K3M/",
    code_told="A code of squares",
    credit="© Mapmakers",
)


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    kept: list[str] = []

    def keep(page: str) -> bytes:
        kept.append(page)
        return b"%PDF-"

    for room in (making_flyers, making_badges):
        monkeypatch.setattr(room, "as_pdf", keep)
    return kept


def test_a_flyer_is_in_the_colours_of_artists_and_tells_its_pictures(pages: list[str]) -> None:
    outline = box(-3.0, 51.5, -2.99, 51.507)
    shown = PosterMap((-3.02, 51.49, -2.97, 51.52), (), outline)
    flyer_pdf(FLYER, MARKET, "A5", strip_of(shown, outline, MARKET, "A5", language="ar", told="Map of Weir Side"))
    (page,) = pages
    assert f"background: {MARKET.paper}" in page
    assert page.count("<title>A code of squares</title>") == 1
    assert ">Map of Weir Side</title>" in page
    assert 'dir="rtl"' in page
    assert "First café &lt;b&gt;" in page


def test_badges_take_another_sheet_after_ten(pages: list[str]) -> None:
    words = BadgeWords("Ask me!", "My name", "I speak")
    badges_pdf(Badges("en", "Weir Side", "First café", (("Artist", "I draw."),) * 11, words, {"ar": "العربية"}), MARKET)
    assert (pages[0].count('class="badge"'), pages[0].count('class="sheet"')) == (11, 2)
    assert '<span lang="ar" dir="rtl">العربية</span>' in pages[0]

from __future__ import annotations

import re

import pytest

from seedbed.reports.profile_documents import ProfileDocument, TrendPoint
from seedbed.reports.profile_page import profile_page
from seedbed.reports.profile_view import ProfileView, redacted
from seedbed.reports.words import interval_text
from tests.unit.reports import sample
from tests.unit.reports.page_reader import Page, read_page

LOADS = {"src", "srcset", "poster", "data", "action", "background"}


@pytest.fixture(scope="module")
def html(profile: ProfileDocument) -> str:
    return profile_page(profile)


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return read_page(html)


def test_the_title_names_the_place_and_says_it_is_invented(page: Page) -> None:
    assert "Mill Lane: neighbourhood profile (invented)" in page.text
    assert "Invented: this place, its people and its numbers are made up." in page.text


def test_a_real_place_is_not_called_invented(profile: ProfileDocument) -> None:
    assert "nvented:" not in read_page(profile_page(profile.model_copy(update={"invented": False}))).text


def test_the_page_loads_nothing_from_outside_and_has_no_script(page: Page, html: str) -> None:
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "img", "iframe", "object", "embed", "video", "audio", "base", "form"}
    assert all(link["href"] == "data:," for link in page.all("link"))
    assert not [found for _, attributes in page.elements for found in attributes if found in LOADS]
    assert not re.search(r"url\(|@import", html)


def test_links_go_to_the_page_itself_or_to_sources(page: Page) -> None:
    outside = [link["href"] for link in page.all("a") if not link["href"].startswith("#")]
    assert set(outside) == {source.url for source in sample.SOURCES}


def test_every_link_inside_has_its_target(page: Page) -> None:
    inside = {link["href"][1:] for link in page.all("a") if link["href"].startswith("#")}
    assert inside <= set(page.ids)


def test_ids_are_unique(page: Page) -> None:
    assert len(page.ids) == len(set(page.ids))


def test_headings_go_down_one_step_at_a_time_from_one_first_heading(page: Page) -> None:
    assert page.headings.count(1) == 1
    assert page.headings[0] == 1
    steps = [after - before for before, after in zip(page.headings, page.headings[1:], strict=False)]
    assert max(steps) == 1


def test_chapters_stand_in_order_strengths_first(page: Page) -> None:
    assert page.chapters == [
        "In a few words",
        "Where it is",
        "At a glance",
        "Strengths and assets",
        "Who lives here",
        "Homes",
        "Work, money and learning",
        "Health and care",
        "Safety and surroundings",
        "Deprivation",
        "Groups to plan for",
        "Who plans care here",
        "How well figures fit the boundary",
        "All figures",
        "Notes",
        "Sources and how this was made",
    ]


def test_every_figure_is_there_with_interval_period_and_source(page: Page, profile: ProfileDocument) -> None:
    for view in ProfileView(redacted(profile)).figures:
        figure = view.figure
        assert figure.name in page.text
        assert view.value in page.text
        assert figure.period in page.text
        assert view.source_number > 0
        if figure.ci_low is not None:
            assert interval_text(figure.ci_low, figure.ci_high, view.decimals, figure.unit) in page.text
        if figure.numerator is not None:
            assert view.fraction in page.text


def test_suppressed_numbers_are_nowhere_in_the_page(html: str) -> None:
    digits = re.sub(r"[^0-9]", "", f"{sample.SUPPRESSED:.0f}")
    assert digits not in re.sub(r"(?<=\d),(?=\d)", "", html)
    assert "hidden" in html


def test_small_areas_with_a_hidden_number_say_so(page: Page) -> None:
    assert "hidden: small number" in page.text


def test_every_table_has_a_caption_and_header_cells_with_scope(html: str, page: Page) -> None:
    tables = re.findall(r"<table>.*?</table>", html, re.DOTALL)
    assert len(tables) > 20
    assert all("<caption" in table and "<thead>" in table for table in tables)
    assert all(cell.get("scope") in {"col", "row"} for cell in page.all("th"))


def test_every_picture_has_a_name_and_a_description(html: str) -> None:
    pictures = re.findall(r"<svg.*?</svg>", html, re.DOTALL)
    assert len(pictures) > 20
    for picture in pictures:
        assert 'role="img"' in picture
        assert re.search(r"<title[^>]*>[^<]+</title><desc[^>]*>[^<]+</desc>", picture)


def test_sentences_and_their_notes_link_both_ways(page: Page) -> None:
    links = [link["href"] for link in page.all("a")]
    for number in (1, 2):
        assert {f"#note-{number}", f"#said-{number}"} <= set(links)
        assert {f"note-{number}", f"said-{number}"} <= set(page.ids)


def test_a_note_tells_the_figures_the_sentence_rests_on(page: Page) -> None:
    assert "Households in social rented homes: 46.0% (45.1% to 46.9%), 5,183 of 11,267 households; 2021" in page.text


def test_what_is_beyond_chance_is_said_in_words(page: Page) -> None:
    assert "Higher than Thornby, Vale and Thornby, Middle Country and The Country, beyond what chance" in page.text


def test_strengths_and_needs_that_stand_out_are_listed_at_the_start(page: Page) -> None:
    glance = page.text.split("What differs from The Country, beyond what chance would give")[1]
    strengths, needs = glance.split("Where needs are greater")[:2]
    assert "Adults with a degree or similar : 40.1%" in strengths
    assert "Households with too few bedrooms : 14.2%" in needs[:2000]


def test_a_figure_of_a_larger_area_is_not_shown_as_the_neighbourhoods_own(profile: ProfileDocument) -> None:
    figure = sample.far_figure().model_copy(update={"larger_area": "Thornby"})
    only = profile.model_copy(update={"figures": [figure], "pen_profile": []})
    text = read_page(profile_page(only)).text
    assert "Of Thornby, a larger area" in text
    assert "Mill Lane 82.4" not in text


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"><img src=x onerror=y>', "{{ 7*7 }}", "R&D ’s"])
def test_hostile_names_are_shown_as_text(profile: ProfileDocument, name: str) -> None:
    areas = [area.model_copy(update={"name": name}) for area in profile.areas]
    figures = [figure.model_copy(update={"name": name, "unit": name}) for figure in profile.figures[:3]]
    shapes = [shape.model_copy(update={"name": name}) for shape in profile.map]
    sites = [site.model_copy(update={"kind": name, "name": name}) for site in profile.sites]
    changes = {"name": name, "areas": areas, "figures": figures, "map": shapes, "sites": sites, "attribution": name}
    page = read_page(profile_page(profile.model_copy(update=changes)))
    assert not page.all("script")
    assert not page.all("img")
    assert name in page.text


def test_a_sources_address_that_is_not_web_is_no_link(profile: ProfileDocument) -> None:
    source = sample.SOURCES[0].model_copy(update={"url": "javascript:alert(1)"})
    page = read_page(profile_page(profile.model_copy(update={"sources": [source]})))
    assert not [link for link in page.all("a") if link["href"].startswith("javascript")]
    assert "javascript:alert(1)" in page.text


def test_a_profile_without_map_sites_groups_or_sentences_still_makes_a_page(profile: ProfileDocument) -> None:
    empty: dict[str, object] = {
        "map": [],
        "sites": [],
        "plus_groups": [],
        "core20": None,
        "pen_profile": [],
        "surroundings": [],
    }
    text = read_page(profile_page(profile.model_copy(update=empty))).text
    assert "The pack has no areas of care around it." in text
    assert "Groups to plan for" not in text


def test_what_to_know_about_a_trend_is_said_once(profile: ProfileDocument) -> None:
    figure = next(figure for figure in profile.figures if figure.trend)
    note = "Of the area before it was split."
    trend = [point.model_copy(update={"note": note if point.period < "2020" else ""}) for point in figure.trend]
    only = profile.model_copy(update={"figures": [figure.model_copy(update={"trend": trend})], "pen_profile": []})
    assert read_page(profile_page(only)).text.count(f"Mill Lane and The Country, 2017 and 2019: {note}") == 1


def test_deciles_that_are_not_put_together_are_told_by_their_spread(profile: ProfileDocument) -> None:
    deciles = sample.score().model_copy(
        update={"indicator": "invented.imd.decile", "kind": "decile", "value": None, "comparators": [], "unit": ""}
    )
    inside = [
        area.model_copy(update={"value": float(d)}) for area, d in zip(deciles.inside, sample.DECILES, strict=True)
    ]
    trend = [
        TrendPoint(period=year, value=float(decile), area=code)
        for year in ("2019", "2025")
        for code, decile in zip(sample.AREAS, sample.DECILES, strict=True)
    ]
    only = profile.model_copy(
        update={"figures": [deciles.model_copy(update={"inside": inside, "trend": trend})], "pen_profile": []}
    )
    text = read_page(profile_page(only)).text
    assert "2 to 7 inside" in text
    assert "Period A B C D E F 2019 2 2 3 7 6 2 2025" in text


def test_paper_has_nothing_to_unfold_where_it_would_hide_a_figure(profile: ProfileDocument) -> None:
    page = profile_page(profile, paper=True)
    assert "small area by small area" not in page
    assert page.count("over time</caption>") == 2

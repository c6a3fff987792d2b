from __future__ import annotations

import re

import pytest

from seedbed.reports.candidates_page import candidates_page
from seedbed.reports.documents import ScreenDocument
from tests.unit.reports import sample
from tests.unit.reports.page_reader import Page, read_page


@pytest.fixture(scope="module")
def page(screening: ScreenDocument) -> Page:
    return read_page(candidates_page(screening, sample.map_shapes()))


def test_the_notice_that_the_list_is_for_the_team_comes_first(page: Page) -> None:
    assert page.text.index("Do not publish it") < page.text.index("Candidates and where they are")


def test_each_candidate_has_score_rank_range_and_criteria(page: Page) -> None:
    assert "1 to 2 under other weightings" in page.text
    assert "91.3" in page.text
    assert "Deprivation weight 60%" in page.text
    assert "43.1" in page.text


def test_a_criterion_without_a_score_is_a_dash(page: Page) -> None:
    assert "–" in page.text


def test_areas_left_out_are_listed_with_the_reason(page: Page) -> None:
    assert "1 small areas with 900 residents" in page.text
    assert "Too few residents alone." in page.text


def test_the_rules_are_said_in_words(page: Page, screening: ScreenDocument) -> None:
    assert "most deprived 11% of small areas of Middle Country: 9 of 72" in page.text
    assert screening.tie_rule in page.text
    assert screening.rank_rule in page.text


def test_the_page_loads_nothing_from_outside(page: Page) -> None:
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "img", "iframe", "object", "embed"}
    assert all(link["href"] == "data:," for link in page.all("link"))


def test_links_inside_have_their_targets_and_ids_are_unique(page: Page) -> None:
    inside = {link["href"][1:] for link in page.all("a") if link["href"].startswith("#")}
    assert inside <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_without_outlines_there_is_a_list_and_no_map(screening: ScreenDocument) -> None:
    html = candidates_page(screening)
    assert "Map of candidates" not in html
    assert "3,600 residents" in html


def test_one_outline_of_a_whole_candidate_is_drawn_by_its_first_area(screening: ScreenDocument) -> None:
    shapes = [shape for shape in sample.map_shapes() if shape.code == screening.candidates[0].areas[0]]
    assert "Map of candidates in Middle Country" in candidates_page(screening, shapes)


def test_hostile_names_are_shown_as_text(screening: ScreenDocument) -> None:
    name = "<script>alert(1)</script>"
    candidates = [candidate.model_copy(update={"parent": name}) for candidate in screening.candidates]
    html = candidates_page(screening.model_copy(update={"candidates": candidates, "within_name": name}))
    assert not re.search(r"<script", html)


def test_no_candidates_at_all_still_makes_a_page(screening: ScreenDocument) -> None:
    none = screening.model_copy(update={"candidates": [], "candidates_total": 0, "left_out": []})
    assert "None: every small area" in candidates_page(none, sample.map_shapes())

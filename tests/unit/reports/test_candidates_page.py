from __future__ import annotations

import re

import pytest

from seedbed.reports.candidates_page import SHOWN, candidates_page
from seedbed.reports.screen_documents import ParentShare, ScreenDocument
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
    assert "Deprivation points, weight 60%" in page.text
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


def _with_candidates(screening: ScreenDocument, many: int, **changes: object) -> ScreenDocument:
    listed = [sample.candidate(rank, [f"Z{rank:03}"]) for rank in range(1, many + 1)]
    return screening.model_copy(update={"candidates": listed, "candidates_total": many, **changes})


@pytest.mark.parametrize(
    ("total", "single", "said"),
    [
        (345, 173, "345 candidates: 172 groups of adjoining small areas and 173 single areas that could"),
        (3, 0, "3 candidates: 3 groups of adjoining small areas that could"),
        (2, 1, "2 candidates: 1 group of adjoining small areas and 1 single area that could"),
        (4, None, "4 candidates that could"),
        (0, 0, "0 candidates that could"),
    ],
)
def test_the_head_tells_groups_from_single_areas(
    screening: ScreenDocument, total: int, single: int | None, said: str
) -> None:
    counted = screening.model_copy(update={"candidates_total": total, "candidates_single": single})
    assert said in read_page(candidates_page(counted)).text


def test_a_long_list_shows_the_first_in_the_table_and_folds_the_rest(screening: ScreenDocument) -> None:
    page = read_page(candidates_page(_with_candidates(screening, SHOWN + 5), sample.map_shapes()))
    assert f"The map shows all {SHOWN + 5} and numbers the first {SHOWN}." in page.text
    assert "--top" in page.text
    assert "The other 5 candidates" in page.text
    assert f"candidate-{SHOWN}" in page.ids
    assert f"candidate-{SHOWN + 1}" not in page.ids
    assert page.text.index("The other 5 candidates") < page.text.index(f"Candidates {SHOWN + 1} to {SHOWN + 5} by rank")


def test_a_list_that_fits_folds_nothing(screening: ScreenDocument) -> None:
    page = read_page(candidates_page(_with_candidates(screening, SHOWN), sample.map_shapes()))
    assert "rest" not in page.ids
    assert "--top" not in page.text


def test_candidates_of_equal_rank_have_ids_of_their_own(screening: ScreenDocument) -> None:
    tied = [candidate.model_copy(update={"rank": 1}) for candidate in screening.candidates]
    page = read_page(candidates_page(screening.model_copy(update={"candidates": tied})))
    assert len(page.ids) == len(set(page.ids))


def test_every_parent_of_a_candidate_is_named_with_its_share(screening: ScreenDocument) -> None:
    parents = [ParentShare(name="Thornby", code="P1", share=0.574), ParentShare(name="Ashdale", code="P2", share=0.426)]
    across = screening.candidates[0].model_copy(update={"parents": parents})
    page = read_page(candidates_page(screening.model_copy(update={"candidates": [across]})))
    assert "In Thornby and Ashdale (residents: Thornby 57%, Ashdale 43%)" in page.text
    assert "Thornby and Ashdale, 3,600 residents" in page.text


def test_what_people_call_the_place_leads_and_the_areas_stand_below(screening: ScreenDocument) -> None:
    called = screening.candidates[0].model_copy(update={"places": ["Mill Bank", "Mill Bank"]})
    page = read_page(candidates_page(screening.model_copy(update={"candidates": [called]})))
    assert page.text.index("Mill Bank") < page.text.index("Thornby 001A")


def test_figures_under_the_points_say_what_they_are(screening: ScreenDocument) -> None:
    first, second = screening.criteria
    criteria = [first.model_copy(update={"unit": "points"}), second]
    assert "43.1 points" in read_page(candidates_page(screening.model_copy(update={"criteria": criteria}))).text
    assert "figure 43.1" in read_page(candidates_page(screening)).text


def test_what_only_the_method_needs_is_folded(screening: ScreenDocument) -> None:
    noted = screening.model_copy(update={"rank_note": "rank_low is the 5th per cent, seed 1."})
    html = candidates_page(noted, sample.map_shapes())
    folded = html[html.index("In the words of the method") : html.index('aria-labelledby="left-out"')]
    for term in ("Getis-Ord", "rank_low", "invented.imd.score", "invented.health"):
        assert html.count(term) == folded.count(term) > 0
    assert "those of the data pack" in html


def test_a_source_without_a_period_or_address_says_so(screening: ScreenDocument) -> None:
    bare = screening.sources[0].model_copy(update={"period": "", "url": ""})
    text = read_page(candidates_page(screening.model_copy(update={"sources": [bare], "invented": False}))).text
    assert f"{bare.title}, period not stated." in text
    assert "No address is known." in text

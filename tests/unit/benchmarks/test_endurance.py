"""The laws of the long run find what is wrong, and its watch finds memory that grows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from benchmarks.endure_disclosure import People, disclosure, recovered
from benchmarks.endure_laws import broken_choosing, broken_profile
from benchmarks.endure_watch import GROWTH_BAR_MB, Watch
from seedbed.demo.names import neighbourhood_codes
from seedbed.reports.profile_documents import ProfileDocument
from seedbed.reports.profile_view import redacted
from seedbed.sources.packs import Pack
from seedbed.workflows.places.profile import Place, profile
from seedbed.workflows.places.screen import Screened, screen_pack
from seedbed.workflows.places.screen_region import ScreenRequest

PERCENTILE, LOW, HIGH = 25.0, 1_000, 5_000


@pytest.fixture(scope="module")
def screened(town: Pack) -> Screened:
    return screen_pack(town, ScreenRequest("ZR000001", PERCENTILE, LOW, HIGH, pairs=True))


@pytest.fixture(scope="module")
def shown(town: Pack) -> ProfileDocument:
    return redacted(profile(town, Place(codes=tuple(neighbourhood_codes("kestrel-rise")))))


def _broken(screened: Screened, first: dict[str, Any]) -> list[str]:
    candidates = list(screened.document.candidates)
    candidates[0] = candidates[0].model_copy(update=first)
    document = screened.document.model_copy(update={"candidates": candidates})
    return broken_choosing(Screened(document, screened.region, screened.screening), PERCENTILE, LOW, HIGH)


def test_candidates_as_they_are_keep_every_law(screened: Screened) -> None:
    assert _broken(screened, {}) == []


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"population": 900}, "outside 1000 to 5000"),
        ({"population": 2_001}, "other residents than its areas"),
        ({"areas": ["ZZ1"]}, "outside the region"),
        ({"rank_high": 0}, "outside its own range"),
        ({"score": 0.0}, "not in order of score"),
        ({"percentiles": [26.0]}, "beyond the percentile"),
    ],
)
def test_a_wrong_candidate_is_found(screened: Screened, changed: dict[str, Any], told: str) -> None:
    assert any(told in broken for broken in _broken(screened, changed))


def test_a_candidate_in_two_pieces_is_found(screened: Screened) -> None:
    region = screened.region
    first = region.codes[0]
    far = next(code for at, code in enumerate(region.codes) if at and at not in region.contiguity.of(0))
    assert any("not in one piece" in broken for broken in _broken(screened, {"areas": [first, far]}))


def test_a_profile_as_it_is_keeps_every_law(shown: ProfileDocument, town: Pack) -> None:
    assert broken_profile(shown, town.indicators) == []


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"value": 120.0, "ci_high": None}, "of a proportion"),
        ({"ci_low": 101.0}, "lies outside"),
        ({"numerator": 10.0, "denominator": 9.0}, "10.0 of 9.0"),
        ({"suppressed": True}, "can be read"),
        ({"value": float("inf")}, "not one"),
    ],
)
def test_a_wrong_figure_is_found(shown: ProfileDocument, town: Pack, changed: dict[str, Any], told: str) -> None:
    kinds = town.indicators
    place = next(
        at
        for at, figure in enumerate(shown.figures)
        if kinds[figure.indicator].kind == "proportion" and figure.ci_low is not None
    )
    figures = list(shown.figures)
    figures[place] = figures[place].model_copy(update=changed)
    broken = broken_profile(shown.model_copy(update={"figures": figures}), kinds)
    assert any(told in each for each in broken)


def test_residents_that_do_not_add_up_are_found(shown: ProfileDocument, town: Pack) -> None:
    more = shown.model_copy(update={"population": shown.population + 1})
    assert any("residents are not" in broken for broken in broken_profile(more, town.indicators))


@pytest.mark.parametrize(("megabytes_a_round", "grows"), [(GROWTH_BAR_MB / 50, True), (GROWTH_BAR_MB / 110, False)])
def test_memory_that_grows_steadily_is_found(megabytes_a_round: float, grows: bool) -> None:
    watch = Watch("rounds", rounds=60)
    watch.memory_mb = [500 + megabytes_a_round * each + (each % 7) for each in range(60)]
    watch.files = [9] * 60
    assert bool(watch.problems) == grows


def test_an_exception_is_a_failure_and_the_run_goes_on() -> None:
    watch = Watch("rounds")
    watch.round("one", lambda: [str(1 // 0)])
    watch.round("two", list)
    assert watch.rounds == 2
    assert watch.problems == ["one: ZeroDivisionError: integer division or modulo by zero"]


def test_the_attack_from_outside_finds_what_is_left_open() -> None:
    people = People(np.array([[[2], [18]], [[19], [14]]]), levels=False)
    hidden = [(("a", "a0"), ("b", "b0")), (("a", "a0"), ("b", "b1"))]
    shown = {(("a", "a0"),): 20.0, (("b", "b1"),): 32.0, (("a", "a1"), ("b", "b1")): 14.0}
    assert [each.split(": ")[1] for each in recovered(people, shown, hidden)] == ["known to be small, 2 to 2"]
    assert not list(recovered(people, {(("a", "a0"),): 20.0}, hidden))


def test_the_attack_from_outside_finds_counts_known_too_closely() -> None:
    people = People(np.array([[[4], [6]]]), levels=False)
    cell = (("a", "a0"), ("b", "b0"))
    assert "too closely" not in " ".join(recovered(people, {(("a", "a0"),): 10.0}, [cell]))
    assert list(recovered(people, {(("a", "a0"),): 10.0, (("b", "b1"),): 6.0}, [cell]))


def test_random_tables_go_through_the_guard_and_hold() -> None:
    watch = Watch("disclosure")
    for _ in zip(range(8), disclosure(watch), strict=False):
        pass
    assert watch.rounds >= 8
    assert watch.answers > 0
    assert not watch.failures

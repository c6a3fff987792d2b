"""Two maps side by side."""

from __future__ import annotations

import pytest

from seedbed.analysis.systems.compare import compare
from seedbed.analysis.systems.types import Factor, SystemMap
from seedbed.errors import UsageError
from tests.system_maps import drawn


def test_factors_match_by_name_whatever_the_case_and_links_are_told_apart() -> None:
    found = compare(drawn("A+B B-C C?D A+X"), drawn("a+b B+c C+d d+a Y+a"))
    assert found.shared == ("a", "b", "c", "d")
    assert (found.only_first, found.only_second) == (("x",), ("y",))
    pairs = {name: [(each.cause, each.effect) for each in getattr(found, name)] for name in (
        "alike", "opposite", "unsure", "links_only_first", "links_only_second")}  # fmt: skip
    assert pairs == {
        "alike": [("a", "b")],
        "opposite": [("b", "c")],
        "unsure": [("c", "d")],
        "links_only_first": [],
        "links_only_second": [("d", "a")],
    }
    assert (found.opposite[0].first_sign, found.opposite[0].second_sign) == (-1, 1)
    assert found.links_beyond == (1, 1)
    assert found.shared_factors == pytest.approx(4 / 6)
    assert found.shared_links == pytest.approx(3 / 4)
    assert found.names["a"] == "A"


def test_parallel_links_that_differ_are_unsure() -> None:
    found = compare(drawn("A+B A-B"), drawn("A+B"))
    assert [each.first_sign for each in found.unsure] == [0]


def test_by_identifier_names_do_not_matter() -> None:
    one = SystemMap(factors=(Factor(identifier="1", name="Rent"),))
    other = SystemMap(factors=(Factor(identifier="1", name="Rents"),))
    assert compare(one, other, by="identifier").shared == ("1",)
    assert compare(one, other).shared == ()


def test_factors_of_one_name_are_told_of() -> None:
    twice = SystemMap(factors=(Factor(identifier="1", name="Rent"), Factor(identifier="2", name="rent ")))
    assert compare(twice, twice).doubled == ("rent",)


def test_two_empty_maps_share_nothing_that_can_be_measured() -> None:
    found = compare(SystemMap(), SystemMap())
    assert (found.shared_factors, found.shared_links) == (None, None)


def test_another_way_of_matching_is_refused() -> None:
    with pytest.raises(UsageError):
        compare(drawn("A+B"), drawn("A+B"), by="colour")  # type: ignore[arg-type]

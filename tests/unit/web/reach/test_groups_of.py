"""Which groups of people are compared with which."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from seedbed.web.reach.asking import groups_of


def chosen(code: str) -> Any:
    return SimpleNamespace(id=code, name=code.rpartition(".")[2], kind="proportion", denominator_name="people")


def test_two_groups_of_disability_are_compared_with_each_other() -> None:
    groups = groups_of(
        [chosen("x.disability.limited_a_lot"), chosen("x.age.65_plus"), chosen("x.disability.not_limited")]
    )
    assert [[label for label, _ in each.parts] for each in groups] == [["limited_a_lot", "not_limited"], ["65_plus"]]

"""The generated page of the golden thread: nothing that the library knows is left out."""

from __future__ import annotations

import pytest

from manual import thread
from seedbed.thread.kinds import BeadKind, Relation, words

PAGE = thread.pages()[thread.PAGE]


@pytest.mark.parametrize("relation", list(Relation))
def test_every_relation_has_a_row(relation: Relation) -> None:
    assert f"| `{relation.value}` |" in PAGE


@pytest.mark.parametrize("kind", list(BeadKind))
def test_every_kind_has_a_part(kind: BeadKind) -> None:
    assert f"### {words(kind).capitalize()}\n" in PAGE


def test_a_choice_is_printed_with_all_its_values() -> None:
    assert "| `outcome` | adopt, adapt, defer, decline | yes |" in PAGE


def test_what_may_be_left_out_says_so() -> None:
    assert "| `cost` | number, or nothing |  |" in PAGE

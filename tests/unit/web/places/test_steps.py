"""The seven steps of a neighbourhood."""

from __future__ import annotations

from seedbed.thread.kinds import BeadKind
from seedbed.web.people.roles import ROLES, Role
from seedbed.web.places.steps import STEPS, progress


def test_there_are_seven_steps_in_order() -> None:
    assert [step.number for step in STEPS] == [1, 2, 3, 4, 5, 6, 7]


def test_no_kind_belongs_to_two_steps() -> None:
    kinds = [product.kind for step in STEPS for product in step.products]
    assert len(kinds) == len(set(kinds))


def test_what_is_there_is_told_with_its_count() -> None:
    second = progress({BeadKind.CONTRIBUTION: 1, BeadKind.VOICE: 1200}, ROLES[Role.FACILITATOR])[1]
    assert [held.told for held in second.there] == ["1 contribution", "1,200 voices"]


def test_a_step_with_everything_has_nothing_next() -> None:
    second = progress({BeadKind.CONTRIBUTION: 1, BeadKind.VOICE: 1}, ROLES[Role.FACILITATOR])[1]
    assert (second.missing, second.next_product) == ((), None)


def test_next_is_the_first_missing_thing_that_the_reader_may_add() -> None:
    sixth = progress({}, ROLES[Role.DECISION_MAKER])[5]
    assert sixth.next_product
    assert (sixth.missing[0].kind, sixth.next_product.kind) == (BeadKind.PRIORITY, BeadKind.DECISION)


def test_a_steward_has_nothing_to_add() -> None:
    assert not [each for each in progress({}, ROLES[Role.STEWARD]) if each.next_product]


def test_a_step_that_left_nothing_has_not_begun() -> None:
    assert [each.begun for each in progress({BeadKind.THEME: 3}, ())] == [False, False, True, *[False] * 4]

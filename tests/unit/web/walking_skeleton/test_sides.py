"""Forms offer exactly the links that the table allows."""

from __future__ import annotations

import pytest

from seedbed.thread.kinds import LEGAL_LINKS, BeadKind, Course, Relation, is_legal
from seedbed.web.walking_skeleton.sides import OWN_PAGE, QUESTIONS, sides_before, sides_of

BY_HAND = {
    (source, row.relation, target)
    for row in LEGAL_LINKS.values()
    if row.course is not Course.LINEAGE and row.relation not in OWN_PAGE
    for source in row.sources
    for target in row.targets
}


def offered(kind: BeadKind) -> set[tuple[BeadKind, Relation, BeadKind]]:
    return {
        (other, side.relation, kind) if side.others_first else (kind, side.relation, other)
        for side in sides_of(kind)
        for other in side.kinds
    }


@pytest.mark.parametrize("kind", BeadKind)
def test_a_form_offers_exactly_the_legal_links_of_its_kind(kind: BeadKind) -> None:
    assert offered(kind) == {row for row in BY_HAND if kind in (row[0], row[2])}


@pytest.mark.parametrize("kind", BeadKind)
def test_every_link_offered_is_legal_and_asked_in_words(kind: BeadKind) -> None:
    assert all(is_legal(*row) for row in offered(kind))
    assert all(side.question.endswith("?") for side in sides_of(kind))


@pytest.mark.parametrize("kind", BeadKind)
def test_no_two_questions_of_a_form_share_a_name_or_wording(kind: BeadKind) -> None:
    sides = sides_of(kind)
    assert len({side.name for side in sides}) == len(sides)
    assert len({side.question for side in sides}) == len(sides)


def test_every_relation_by_hand_has_its_questions() -> None:
    assert set(QUESTIONS) == {relation for _, relation, _ in BY_HAND}


def test_a_reply_asks_first_what_it_reports_and_replies_to() -> None:
    assert [side.relation for side in sides_before(BeadKind.REPLY)] == [Relation.REPORTED_TO, Relation.REPLIES_TO]

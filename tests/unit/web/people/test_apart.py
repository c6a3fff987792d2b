"""Which roles are usually two people."""

from __future__ import annotations

from itertools import combinations

import pytest

from seedbed.web.people.apart import warnings_for
from seedbed.web.people.roles import ROLES, Permission, Role

GIVEN = [role for role in Role if role is not Role.PUBLIC]


@pytest.mark.parametrize("role", GIVEN)
def test_one_role_alone_is_fine(role: Role) -> None:
    assert warnings_for([role]) == []


@pytest.mark.parametrize("pair", list(combinations(GIVEN, 2)))
def test_whoever_decides_or_looks_people_up_and_reads_words_is_warned_of(pair: tuple[Role, Role]) -> None:
    """Both together break a promise that pages make to residents."""
    together = ROLES[pair[0]] | ROLES[pair[1]]
    breaks = any(
        wanted <= together and not any(wanted <= ROLES[role] for role in pair)
        for wanted in (
            {Permission.DECIDE, Permission.SEE_WORDS},
            {Permission.SEE_CONTACTS, Permission.MANAGE_PEOPLE},
            {Permission.SEE_CONTACTS, Permission.WORK_ON_THREAD, Permission.ADD_WORDS},
        )
    )
    if breaks:
        assert warnings_for(pair)


def test_the_warning_says_why_in_words() -> None:
    assert warnings_for([Role.STEWARD, Role.FACILITATOR]) == [
        "Data steward and facilitator are usually two people: "
        "whoever works with what people said could also look up who said it."
    ]

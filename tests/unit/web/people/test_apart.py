"""Which roles are usually two people."""

from __future__ import annotations

from itertools import combinations

from seedbed.web.people.apart import warnings_for
from seedbed.web.people.roles import ROLES, Permission, Role

GIVEN = [role for role in Role if role is not Role.PUBLIC]


def test_one_role_alone_is_fine() -> None:
    assert [role for role in GIVEN if warnings_for([role])] == []


def test_whoever_decides_or_looks_people_up_and_reads_words_is_warned_of() -> None:
    """Both together break a promise that pages make to residents."""
    breaking = [pair for pair in combinations(GIVEN, 2) if _breaks_a_promise(*pair)]
    assert breaking
    assert [pair for pair in breaking if not warnings_for(pair)] == []


def _breaks_a_promise(one: Role, other: Role) -> bool:
    together = ROLES[one] | ROLES[other]
    return any(
        wanted <= together and not any(wanted <= ROLES[role] for role in (one, other))
        for wanted in (
            {Permission.DECIDE, Permission.SEE_WORDS},
            {Permission.SEE_CONTACTS, Permission.MANAGE_PEOPLE},
            {Permission.SEE_CONTACTS, Permission.WORK_ON_THREAD, Permission.ADD_WORDS},
        )
    )


def test_the_warning_says_why_in_words() -> None:
    assert warnings_for([Role.STEWARD, Role.FACILITATOR]) == [
        "Data steward and facilitator are usually two people: "
        "whoever works with what people said could also look up who said it."
    ]

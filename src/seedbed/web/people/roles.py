"""Who may do what: the one matrix of roles and permissions."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What someone is for a scope and everything below it."""

    OWNER = "owner"
    FACILITATOR = "facilitator"
    ANALYST = "analyst"
    DECISION_MAKER = "decision_maker"
    STEWARD = "steward"


class Permission(StrEnum):
    """One thing that a page or action asks for."""

    SEE_PLACE = "see_place"
    EDIT_PLACE = "edit_place"
    SEE_THREAD = "see_thread"
    SEE_WORDS = "see_words"
    ADD_WORDS = "add_words"
    WORK_ON_THREAD = "work_on_thread"
    DECIDE = "decide"
    SEE_MEASURES = "see_measures"
    WITHDRAW = "withdraw"
    SEE_CARDS = "see_cards"
    MANAGE_PEOPLE = "manage_people"


_EVERYONE_WITH_A_ROLE = {Permission.SEE_PLACE, Permission.SEE_THREAD, Permission.SEE_MEASURES}

ROLES: dict[Role, frozenset[Permission]] = {
    Role.OWNER: frozenset(Permission) - {Permission.SEE_CARDS},
    Role.FACILITATOR: frozenset(
        {
            *_EVERYONE_WITH_A_ROLE,
            Permission.EDIT_PLACE,
            Permission.SEE_WORDS,
            Permission.ADD_WORDS,
            Permission.WORK_ON_THREAD,
            Permission.WITHDRAW,
        }
    ),
    Role.ANALYST: frozenset(
        {*_EVERYONE_WITH_A_ROLE, Permission.EDIT_PLACE, Permission.SEE_WORDS, Permission.WORK_ON_THREAD}
    ),
    # A commissioner never sees raw contributions or cards: themes and counts, with words only where published.
    Role.DECISION_MAKER: frozenset({*_EVERYONE_WITH_A_ROLE, Permission.DECIDE}),
    Role.STEWARD: frozenset(
        {Permission.SEE_PLACE, Permission.WITHDRAW, Permission.SEE_CARDS, Permission.SEE_WORDS, Permission.SEE_THREAD}
    ),
}
"""What each role may do."""

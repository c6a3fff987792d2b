"""Who may do what: the one matrix of roles and permissions."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class RoleName:
    """How pages name a role, and in a few words what it is for."""

    title: str
    does: str


ROLE_NAMES: dict[Role, RoleName] = {
    Role.FACILITATOR: RoleName("Facilitator", "runs the steps, records what people say and works on the thread"),
    Role.ANALYST: RoleName("Analyst", "works with figures and on the thread; reads what was said"),
    Role.DECISION_MAKER: RoleName("Decision maker", "decides; sees themes and counts, not what each person said"),
    Role.STEWARD: RoleName("Data steward", "keeps consent and cards; can withdraw what was said"),
    Role.OWNER: RoleName("Owner", "does all that and gives roles; never sees cards"),
}
"""Roles in the order in which forms offer them."""

PERMISSION_NAMES: dict[Permission, str] = {
    Permission.SEE_PLACE: "see the place: its line, steps and people who work there",
    Permission.EDIT_PLACE: "start programmes and neighbourhoods, change lines",
    Permission.SEE_THREAD: "follow the golden thread, themes and later",
    Permission.SEE_WORDS: "read what people said, word for word",
    Permission.ADD_WORDS: "record what people said",
    Permission.WORK_ON_THREAD: "make, join, merge and split what hangs on the thread",
    Permission.DECIDE: "record decisions and pledges",
    Permission.SEE_MEASURES: "see the measures of the thread",
    Permission.WITHDRAW: "withdraw what someone said, when they ask",
    Permission.SEE_CARDS: "see what one person told about themself",
    Permission.MANAGE_PEOPLE: "give and end roles, read the audit trail",
}
"""Permissions in plain words."""

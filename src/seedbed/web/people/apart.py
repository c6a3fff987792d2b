"""Roles that are usually kept apart, and why, in words: small teams may join them, but knowingly."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from seedbed.web.people.roles import ROLE_NAMES, Role


@dataclass(frozen=True, slots=True)
class Apart:
    """Two kinds of roles that one person better does not hold at once."""

    one: frozenset[Role]
    others: frozenset[Role]
    why: str


_RUN = frozenset({Role.OWNER, Role.COORDINATOR})
_READ_WORDS = frozenset({Role.COORDINATOR, Role.FACILITATOR, Role.INTERPRETER, Role.ANALYST})

APART: tuple[Apart, ...] = (
    Apart(
        frozenset({Role.DECISION_MAKER}),
        _READ_WORDS | {Role.OWNER, Role.STEWARD},
        "whoever decides would read what each person said, and people were told that they would not",
    ),
    Apart(
        frozenset({Role.STEWARD}),
        _RUN,
        "whoever gives roles could also look up who people are, and nobody would see to it",
    ),
    Apart(
        frozenset({Role.STEWARD}),
        frozenset({Role.FACILITATOR, Role.ANALYST, Role.INTERPRETER}),
        "whoever works with what people said could also look up who said it",
    ),
    Apart(
        frozenset({Role.EVALUATOR}),
        _RUN | {Role.FACILITATOR, Role.DECISION_MAKER},
        "they would judge their own work",
    ),
    Apart(
        frozenset({Role.PANEL_MEMBER, Role.PUBLIC_ADVISER}),
        _RUN | {Role.DECISION_MAKER},
        "they speak for residents and advisers to those who run it, and would speak to themselves",
    ),
)


def warnings_for(roles: Collection[Role]) -> list[str]:
    """Return a sentence for each two of these roles that are usually kept apart."""
    held = set(roles)
    return [
        f"{_named(one)} and {_named(other).lower()} are usually two people: {apart.why}."
        for apart in APART
        for one in ROLE_NAMES
        if one in apart.one & held
        for other in ROLE_NAMES
        if other in apart.others & held and other is not one
    ]


def _named(role: Role) -> str:
    return ROLE_NAMES[role].title

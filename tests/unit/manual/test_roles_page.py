"""The page of roles says what the matrix says."""

from __future__ import annotations

from manual import roles
from seedbed.web.people.roles import PERMISSION_NAMES, ROLE_NAMES, Permission, Role

PAGE = roles.pages()[roles.PAGE]


def _cell(permission: Permission, role: Role) -> str:
    line = next(line for line in PAGE.splitlines() if line.startswith(f"| {PERMISSION_NAMES[permission]} |"))
    return [cell.strip() for cell in line.strip("|").split("|")][1 + list(ROLE_NAMES).index(role)]


def test_only_the_steward_sees_cards() -> None:
    assert [role for role in ROLE_NAMES if _cell(Permission.SEE_CARDS, role) == "yes"] == [Role.STEWARD]


def test_a_decision_maker_reads_no_words() -> None:
    assert _cell(Permission.SEE_WORDS, Role.DECISION_MAKER) == "–"


def test_every_permission_has_a_row() -> None:
    assert len([line for line in PAGE.splitlines() if line.startswith("| ")]) == len(Permission) + 2

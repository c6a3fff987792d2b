"""The reference of roles: who may do what, from the one matrix that every page asks."""

from __future__ import annotations

from seedbed.web.people.roles import PERMISSION_NAMES, ROLE_NAMES, ROLES

PAGE = "reference/roles.md"


def pages() -> dict[str, str]:
    """Return the generated page by its path under ``docs``."""
    return {PAGE: "\n".join([*_head(), *_matrix()]) + "\n"}


def _head() -> list[str]:
    return [
        "# Roles: who may do what",
        "",
        "This page is generated from the matrix that every page and action asks (`seedbed.web.people.roles`).",
        "A role is given on a part of the site and holds there and everywhere below it.",
        "[How to give one](../how-to/give-someone-a-role.md), [why it is so](../decisions/0012-scopes-and-roles.md).",
        "",
        *[f"- **{name.title}** {name.does}." for name in ROLE_NAMES.values()],
        "",
    ]


def _matrix() -> list[str]:
    head = ["may", *(name.title for name in ROLE_NAMES.values())]
    rows = [
        [name, *("yes" if permission in ROLES[role] else "–" for role in ROLE_NAMES)]
        for permission, name in PERMISSION_NAMES.items()
    ]
    return [_row(head), _row(["---"] * len(head)), *map(_row, rows)]


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"

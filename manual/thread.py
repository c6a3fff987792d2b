"""The reference of the golden thread: which beads there are, what each carries, and which links may join them."""

from __future__ import annotations

from dataclasses import MISSING, fields
from enum import Enum
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from seedbed.thread.kinds import LEGAL_LINKS, BeadKind, Course, LegalLink, words
from seedbed.thread.payloads import PAYLOADS, Payload

PAGE = "reference/thread.md"

COURSES = {
    Course.FORWARD: "Links that run forward",
    Course.CONTEXT: "Links of context",
    Course.CAUSAL: "The link that may close circles",
    Course.LINEAGE: "Links of lineage",
}
SAID_OF = {
    Course.FORWARD: "From words and figures to the decision, the action, its outcome and the reply; traces follow.",
    Course.CONTEXT: "Where, for what and to whom. Shown on a bead's page; traces do not follow them.",
    Course.CAUSAL: "A system map may circle, the thread may not. Traces do not follow it.",
    Course.LINEAGE: "What a bead was made from: both ends are of the same kind. Each can be undone.",
}


def pages() -> dict[str, str]:
    """Return the generated page by its path under ``docs``."""
    return {PAGE: "\n".join([*_head(), *_links(), *_beads()]) + "\n"}


def _head() -> list[str]:
    return [
        "# The golden thread: beads and links",
        "",
        "This page is generated from the table that the library itself obeys (`seedbed.thread.kinds`) and from the",
        "payloads (`seedbed.thread.payloads`). [Why it is so](../explanation/golden-thread.md).",
        "",
    ]


def _links() -> list[str]:
    lines = []
    for course, title in COURSES.items():
        rows = [row for row in LEGAL_LINKS.values() if row.course is course]
        lines += [f"## {title}", "", SAID_OF[course], "", "| from | link | to | reads |", "|---|---|---|---|"]
        lines += [_link(row) for row in rows] + [""]
    return lines


def _link(row: LegalLink) -> str:
    targets = "the same kind" if row.course is Course.LINEAGE else _kinds(row.targets)
    return f"| {_kinds(row.sources)} | `{row.relation.value}` | {targets} | {row.reads} |"


def _kinds(kinds: frozenset[BeadKind]) -> str:
    return ", ".join(words(kind) for kind in BeadKind if kind in kinds)


def _beads() -> list[str]:
    lines = ["## Beads", ""]
    for kind in BeadKind:
        payload = PAYLOADS[kind]
        lines += [f"### {words(kind).capitalize()}", "", _first_paragraph(payload), ""]
        lines += ["| field | holds | needed |", "|---|---|---|", *_fields(payload), ""]
    return lines


def _first_paragraph(payload: type[Payload]) -> str:
    text = " ".join((payload.__doc__ or "").split("\n\n")[0].split())
    return f"{text} Form {payload.version}."


def _fields(payload: type[Payload]) -> list[str]:
    hints = get_type_hints(payload)
    return [
        f"| `{field.name}` | {_type(hints[field.name])} | {'yes' if _needed(field) else ''} |"
        for field in fields(payload)
    ]


def _needed(field: Any) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _type(hint: Any) -> str:
    if get_origin(hint) is UnionType:
        return " or ".join(_type(part) for part in get_args(hint) if part is not type(None)) + ", or nothing"
    if issubclass(hint, Enum):
        return ", ".join(str(choice.value).replace("_", " ") for choice in hint)
    return {"str": "text", "int": "whole number", "float": "number", "date": "day", "bool": "yes or no"}[hint.__name__]

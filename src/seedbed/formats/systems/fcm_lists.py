"""Lists of links that programs for fuzzy cognitive maps keep: numbers in brackets, and questionnaires of experts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Any

from seedbed.formats.encodings import decoded
from seedbed.formats.systems.fields import number_of
from seedbed.formats.systems.gathering import Gathering, bad_map
from seedbed.formats.systems.json_text import cells_of, entries, read_json
from seedbed.formats.systems.read_map import ReadMap

LINK = re.compile(r"[({]\s*(\d{1,6})\s*,\s*(\d{1,6})\s*,\s*([^{}\n]{1,80}?)\s{0,20}[)}](?=\s*(?:[,;})\n]|$))")
WORDS = {"VL": 0.1, "L": 0.3, "M": 0.5, "H": 0.7, "VH": 0.9}
"""The middles of five equal parts of 0 to 1, from very low to very high."""
BY_FORMULA = "{many:,} links have a formula as their weight; only its sign was read."
NUMBERED = "Factors have only numbers in such a list; give them their names on the map."
FIRST_ONLY = "The file holds several lists; the first was read."
EXPERTS = (
    "The weight of a link is the median of {many:,} experts, with very low to very high as 0.1, 0.3, 0.5, 0.7 and 0.9; "
    "where they differ in direction it is uncertain."
)


def is_list(text: str) -> bool:
    """Say whether a text is a list of links in brackets."""
    return LINK.search(_without_comments(text)) is not None


def _without_comments(text: str) -> str:
    """Return a text without what stands between (* and *); a comment that never ends is none."""
    parts, at = [], 0
    while (start := text.find("(*", at)) >= 0 and (end := text.find("*)", start + 2)) >= 0:
        parts += [text[at:start], " "]
        at = end + 2
    return "".join([*parts, text[at:]])


def read_fcm_list(content: bytes, name: str) -> ReadMap:
    """Read links as ``(1, 2, 0.5)`` or ``{1, 2, formula}``.

    Raises
    ------
    BadInputError
        If it holds none.
    """
    text = _without_comments(decoded(content, name)[0])
    first = re.split(r"}\s*;", text, maxsplit=1)
    found = LINK.findall(first[0] + "}")
    gathering = Gathering(name)
    if len(first) > 1 and LINK.search(first[1]):
        gathering.notes.append(FIRST_ONLY)
    for factor in dict.fromkeys(end for cause, effect, _ in found for end in (cause, effect)):
        gathering.factor(f"factor {factor}", factor, f"Factor {factor}", {})
    formulas = 0
    for number, (cause, effect, weight) in enumerate(found, 1):
        known = number_of(weight)
        formulas += known is None
        sign = "opposite" if weight.lstrip().startswith("-") else "same"
        cells = {"polarity": sign, "formula": weight} if known is None else {"weight": weight}
        gathering.link(f"link {number}", "", cause, effect, cells)
    gathering.notes += [BY_FORMULA.format(many=formulas)] if formulas else []
    gathering.notes.append(NUMBERED)
    return gathering.finished()


def read_experts(content: bytes, name: str) -> ReadMap:
    """Read questionnaires of experts as FCMpy keeps them in JSON: a list of pairs an expert.

    Raises
    ------
    BadInputError
        If it holds none.
    """
    held = read_json(content, name)
    if not are_experts(held):
        raise bad_map(name, "it holds no questionnaires of experts")
    return experts_map([[cells_of(each) for _, each in entries(sheet)] for sheet in held.values()], name)


def are_experts(held: Any) -> bool:
    """Say whether JSON holds questionnaires."""
    return (
        isinstance(held, dict)
        and bool(held)
        and all(
            isinstance(sheet, list) and sheet and isinstance(sheet[0], dict) and {"from", "to"} <= sheet[0].keys()
            for sheet in held.values()
        )
    )


def is_questionnaire(headings: Iterable[str]) -> bool:
    """Say whether the headings of a sheet are those of a questionnaire."""
    return {"-VL", "+VL", "+VH", "-VH"} <= set(headings)


def experts_map(sheets: Sequence[Sequence[Mapping[str, str]]], name: str) -> ReadMap:
    """Return the map on which experts' answers are one: rows with from, to and a mark under a word."""
    gathering = Gathering(name, notes=[EXPERTS.format(many=len(sheets))])
    answers: dict[tuple[str, str], list[float]] = {}
    for sheet in sheets:
        for row in sheet:
            given = {key.casefold(): told for key, told in row.items()}
            ends = given.get("from", ""), given.get("to", "")
            for end in ends:
                if end and end not in gathering.factors:
                    gathering.factor(f"factor {end}", end, end, {})
            answers.setdefault(ends, []).extend(_marked(row))
    for (cause, effect), weights in answers.items():
        if weights:
            cells = {"weight": repr(abs(round(median(weights), 6))), "polarity": _direction(weights)}
            gathering.link(f"{cause} to {effect}", "", cause, effect, cells)
    return gathering.finished()


def _marked(row: Mapping[str, str]) -> list[float]:
    marked = [key for key, told in row.items() if told.strip() and key[:1] in {"+", "-"} and key[1:] in WORDS]
    return [WORDS[key[1:]] if key[0] == "+" else -WORDS[key[1:]] for key in marked]


def _direction(weights: Sequence[float]) -> str:
    if min(weights) < 0 < max(weights):
        return "uncertain"
    return "same" if weights[0] > 0 else "opposite"

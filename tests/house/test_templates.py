"""Templates keep to the house: no styles or scripts of their own, nothing from a room beside or above."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.floors import FLOORS, WEB, may_use, room_of

TEMPLATES = sorted(WEB.glob("*/templates/**/*.html"))

INLINE = {
    "a style of its own": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "a script of its own": re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE),
    "a handler of its own": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "an address that runs": re.compile(r"""=\s*["']?javascript:""", re.IGNORECASE),
    "something from elsewhere": re.compile(r"""(?:src|srcset|action)\s*=\s*["'](?:https?:)?//""", re.IGNORECASE),
}
PUT_IN_PLACE_OF = {"ui": {"django"}, "accounts": {"account", "mfa"}}
"""Templates of libraries that a room puts its own in the place of."""
USED = re.compile(r"""{%\s*(?:include|extends)\s+["']([^/"']+)/""")


def test_there_are_templates() -> None:
    assert len(TEMPLATES) > 20


@pytest.mark.parametrize("what", INLINE)
def test_no_template_has(what: str) -> None:
    assert [str(each.relative_to(WEB)) for each in TEMPLATES if INLINE[what].search(each.read_text("utf-8"))] == []


@pytest.mark.parametrize("what", INLINE)
def test_no_view_writes(what: str) -> None:
    """Strings of Python that become pages follow the same rule; drawings use presentation attributes."""
    written = [each for each in WEB.rglob("*.py") if "/migrations/" not in str(each)]
    wrong = [str(each.relative_to(WEB)) for each in written if _in_strings(each, INLINE[what])]
    assert wrong == []


def _in_strings(path: Path, pattern: re.Pattern[str]) -> bool:
    quoted = re.findall(r"""(?:"[^"\n]*"|'[^'\n]*')""", path.read_text("utf-8"))
    return any(pattern.search(each) for each in quoted if "<" in each)


def test_every_room_with_templates_has_a_floor() -> None:
    assert {room_of(each) for each in TEMPLATES} <= set(FLOORS)


def test_templates_use_those_of_their_own_room_or_of_rooms_below() -> None:
    wrong = [
        f"{each.relative_to(WEB)} uses {used}"
        for each in TEMPLATES
        for used in USED.findall(each.read_text("utf-8"))
        if used in FLOORS and not may_use(room_of(each), used)
    ]
    assert wrong == []


def test_rooms_keep_their_templates_under_their_own_name() -> None:
    wrong = [
        str(each.relative_to(WEB))
        for each in TEMPLATES
        if each.relative_to(WEB).parts[2] not in {room_of(each), *PUT_IN_PLACE_OF.get(room_of(each), ())}
    ]
    assert wrong == []

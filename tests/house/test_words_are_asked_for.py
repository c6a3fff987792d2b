"""Whatever shows, exports or searches words of residents asks the one function that says whether it may."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.floors import WEB

HOLDERS = {"contribution", "voice", "kept", "said", "found"}
"""Names under which code commonly holds a contribution or a voice."""
HELD = {"words", "translation", "prompt"}
"""What they hold of what people said."""
ASKS = {"agreed_to", "may_be_shown", "words_of", "words_for", "not_agreeing", "visible_to", "load_words"}
"""Functions that ask for consent: all of them come down to `consent.queries.effective`."""

BY_RIGHT = {
    "demonstration/telling.py": "tells the invented story; its words are made up",
    "listening/actions.py": "keeps words and marks voices; shows none",
    "listening/held.py": "hands people all that is held of themselves",
    "listening/models.py": "what a fragment is",
    "listening/rewording.py": "keeps other words from whoever sent the first, and finds voices in them; shows none",
    "listening/withdrawing.py": "erases them",
    "walking_skeleton/word_forms.py": "marks voices; its view has asked",
}
"""Files that read words without asking, and why they may."""


def _reads(path: Path) -> Iterator[str]:
    """Yield every place at which a file reads words off a contribution or voice, or has the database look in them."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr in HELD and _ends_in(node.value) in HOLDERS:
            yield f"{_ends_in(node.value)}.{node.attr}"
        if isinstance(node, ast.keyword) and node.arg and _looks_in_words(node.arg):
            yield node.arg
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _looks_in_words(node.value):
            yield node.value


def _ends_in(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _looks_in_words(text: str) -> bool:
    parts = text.split("__")
    return len(parts) > 1 and bool(HELD & set(parts)) and text.replace("_", "").isalnum()


def _called(path: Path) -> set[str]:
    names = {node.id for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Name)}
    return names & ASKS


def _files() -> dict[str, Path]:
    every = {str(path.relative_to(WEB)): path for path in WEB.rglob("*.py") if "migrations" not in path.parts}
    return {name: path for name, path in every.items() if any(_reads(path))}


def test_the_search_finds_what_reads_words() -> None:
    assert set(_files()) >= {"listening/queries.py", "listening/showing.py", *BY_RIGHT}


def test_whatever_reads_words_asks_whether_it_may() -> None:
    assert [name for name, path in _files().items() if name not in BY_RIGHT and not _called(path)] == []


def test_no_page_of_a_room_above_reads_words_off_a_contribution() -> None:
    """They are given `Words`, which only those functions make; marking has asked first, and holders see their own."""
    read = {
        str(page.relative_to(WEB))
        for page in WEB.glob("*/templates/**/*.html")
        if any(f"{holder}.{held}" in page.read_text("utf-8") for holder in ("contribution", "voice") for held in HELD)
    }
    marking, holding = (
        "walking_skeleton/templates/walking_skeleton/mark.html",
        "listening/templates/listening/my_words.html",
    )
    assert read == {marking, holding}


def test_consent_is_judged_in_one_place() -> None:
    """Nothing but the rule looks into the scopes of a consent to judge it."""
    judging = {
        str(path.relative_to(WEB))
        for path in WEB.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Compare) and any(_ends_in(part) == "scopes" for part in node.comparators)
    }
    assert judging == set()

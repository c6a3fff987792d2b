"""Every action that the audit trail may hold has plain words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from seedbed.web.golden_thread.lineages import NAMES
from seedbed.web.people.audit_words import WORDS
from tests.house.floors import WEB

INVITED = ("accept", "close_shift", "invite", "join_shift", "new_code", "open_shift", "renew", "take_back")
COMPOSED = {f"thread.{name}" for name in NAMES.values()} | {f"invitations.{what}" for what in INVITED}
"""Actions whose name is put together where it is recorded."""


TOLD_NEVER = {"email", "token", "words", "name", "text", "password", "group", "address", "phone", "translation"}
"""What no entry may hold: words of people, how to reach them, what opens doors."""


def _calls() -> Iterator[tuple[str, ast.Call, ast.expr]]:
    """Yield every call that records: where it is, and what it names as its action."""
    for path in WEB.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
                action = next((word.value for word in node.keywords if word.arg == "action"), None)
                if name == "record" and action is not None:
                    yield f"{path.relative_to(WEB)}:{node.lineno}", node, action


def _recorded() -> Iterator[str | None]:
    """Yield the name of every action that is recorded; None for one that is put together."""
    for _, _, action in _calls():
        yield str(action.value) if isinstance(action, ast.Constant) else None


def test_every_recorded_action_has_words() -> None:
    recorded = set(_recorded())
    assert len(recorded) > 30
    assert (recorded - {None} | COMPOSED) - set(WORDS) == set()


def test_only_what_was_done_to_lineages_invitations_and_shifts_is_put_together() -> None:
    assert list(_recorded()).count(None) == 3
    rooms = (WEB / "invitations").glob("*.py")
    told = {what for path in rooms for what in re.findall(r'\b_record\(\w+, "(\w+)"', path.read_text("utf-8"))}
    assert told == set(INVITED)


def test_the_words_are_plain_and_each_action_has_its_own() -> None:
    assert len(set(WORDS.values())) == len(WORDS)
    assert not any(sign in words for words in WORDS.values() for sign in "._:")


def test_no_entry_holds_words_of_people_or_what_opens_doors() -> None:
    told = {where: {word.arg for word in call.keywords} & TOLD_NEVER for where, call, _ in _calls()}
    assert {where: names for where, names in told.items() if names} == {}

"""Filled forms as ODK Collect and KoboCollect send them (ODK XForms 1.0.0, OpenRosa metadata)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from seedbed.errors import BadInputError
from seedbed.formats.openrosa_xml import elements_of, name_of, read_xml, text_of

if TYPE_CHECKING:
    from lxml import etree

WHAT = "This filled form cannot be taken."
MOST_ANSWERS = 5_000
LONGEST_ANSWER = 100_000
LONGEST_NAME = 250
BESIDE = frozenset({"meta", "formhub"})
"""Groups that tell of the form itself; what stands in them was not answered by anyone."""
TIMES = ("end", "start", "today", "starttime", "endtime")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer.

    Parameters
    ----------
    path
        Names of the groups it stands in and its own, with ``/`` between, without the root.
    text
        As it was sent, without spaces around it.
    turn
        For answers in a repeated group: which repetition, from 1; else 0.
    """

    path: str
    text: str
    turn: int = 0


@dataclass(frozen=True, slots=True)
class EntityTold:
    """What a filled form says of an entity of a list (ODK Entities 2023.1).

    Parameters
    ----------
    dataset
        The list.
    identifier
        Of the entity; of one that is new, as the phone made it.
    new
        Whether it is to be added; else it is changed.
    label
        What it is called now; empty where that is not said.
    version
        Which version of it the phone had; None where it does not say.
    """

    dataset: str
    identifier: str
    new: bool
    label: str = ""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Submission:
    """One filled form.

    Parameters
    ----------
    form, version
        As the phone calls them; a version may be empty.
    instance
        ``uuid:...`` of this filling; where old programmes give none, ``sha256:`` with the digest of the answers.
    deprecates
        The filling that it takes the place of; empty if none.
    answers
        In the order of the form, empty ones too.
    submitted_at
        When it says that it was sent or ended, if it does.
    entity
        What it says of an entity of a list, if it does.
    """

    form: str
    version: str
    instance: str
    deprecates: str = ""
    answers: tuple[Answer, ...] = ()
    submitted_at: datetime | None = None
    notes: tuple[str, ...] = field(default=())
    entity: EntityTold | None = None

    def texts(self, path: str) -> list[str]:
        """Return what was answered to a question, each repetition that is not empty."""
        return [answer.text for answer in self.answers if answer.path == path and answer.text]

    def text(self, path: str) -> str:
        """Return the first answer to a question, or nothing."""
        return next(iter(self.texts(path)), "")


def refused(why: str, next_step: str) -> BadInputError:
    """Return the error for a filled form that is not taken."""
    return BadInputError(WHAT, why, next_step)


def read_submission(content: bytes) -> Submission:
    """Read one filled form.

    Raises
    ------
    BadInputError
        If it is no XML, names no form, is an empty template, or holds too much.
    """
    root = read_xml(content)
    form = _form_of(root)
    answers = tuple(_answers(root))
    if len(answers) > MOST_ANSWERS:
        raise refused(f"It has {len(answers):,} answers; at most {MOST_ANSWERS:,} are taken.", "Split the form.")
    long = next((answer for answer in answers if len(answer.text) > LONGEST_ANSWER), None)
    if long is not None:
        told = f"{len(long.text):,} characters; at most {LONGEST_ANSWER:,} are taken"
        raise refused(f"The answer to '{long.path[:80]}' has {told}.", "Shorten it, or send it as a file.")
    meta = _meta(root)
    given = meta.get("instanceID", "") or (root.get("instanceID") or "").strip()
    notes = () if given else ("It has no number of its own, so that the same answers count once.",)
    return Submission(
        form=form,
        version=(root.get("version") or "").strip()[:LONGEST_NAME],
        instance=_checked_number(given) or _digest(form, answers),
        deprecates=_checked_number(meta.get("deprecatedID", "")),
        answers=answers,
        submitted_at=_moment(root, answers),
        notes=notes,
        entity=_entity(root),
    )


def _form_of(root: etree._Element) -> str:
    if name_of(root) in {"html", "OpenRosaResponse", "xforms"}:
        raise refused(
            f"It is not a filled form: its root is '{name_of(root)}'.", "Send filled forms; forms go to the forms page."
        )
    space = root.tag.rpartition("}")[0].lstrip("{") if isinstance(root.tag, str) else ""
    form = (root.get("id") or "").strip() or space
    if not form:
        raise refused(
            f"It does not say which form it is of: its root '{name_of(root)[:80]}' has no id.",
            "Fill in a form that was got from this site, or add the id.",
        )
    if form.startswith("#") and form.endswith("#"):
        raise refused("It is the empty template of a form, not one that was filled in.", "Send filled forms only.")
    if len(form) > LONGEST_NAME:
        raise refused(f"The name of its form has {len(form):,} characters.", f"At most {LONGEST_NAME} are taken.")
    return form


def _checked_number(number: str) -> str:
    if len(number) > LONGEST_NAME or any(ord(sign) < 32 for sign in number):
        raise refused("Its number (instanceID) is too long or no plain text.", "Send it as the phone wrote it.")
    return number


def _meta(root: etree._Element) -> dict[str, str]:
    return {
        name_of(each): text_of(each)
        for child in elements_of(root)
        if name_of(child).lower() == "meta"
        for each in elements_of(child)
    }


def _entity(root: etree._Element) -> EntityTold | None:
    """Return what stands in ``meta`` of an entity; None where it is neither added nor changed, or of no list."""
    inside = [each for child in elements_of(root) if name_of(child).lower() == "meta" for each in elements_of(child)]
    found = next((each for each in inside if name_of(each) == "entity"), None)
    if found is None:
        return None
    told = {name: (found.get(name) or "").strip() for name in ("dataset", "id", "create", "update", "baseVersion")}
    new, changed = (told[name].casefold() in {"1", "true"} for name in ("create", "update"))
    if not (new or changed) or not told["dataset"] or not told["id"]:
        return None
    version = told["baseVersion"]
    return EntityTold(
        dataset=told["dataset"][:LONGEST_NAME],
        identifier=told["id"].removeprefix("uuid:")[:LONGEST_NAME],
        new=new and not changed,
        label=next((text_of(each) for each in elements_of(found) if name_of(each) == "label"), ""),
        version=int(version) if version.isascii() and version.isdigit() and len(version) < 10 else None,
    )


def _answers(root: etree._Element) -> list[Answer]:
    found: list[Answer] = []
    waiting: list[tuple[str, int, etree._Element]] = [("", 0, root)]
    while waiting:
        path, turn, element = waiting.pop()
        below = [child for child in elements_of(element) if path or name_of(child).lower() not in BESIDE]
        if not below:
            if path:
                found.append(Answer(path, text_of(element), turn))
            continue
        turns = _turns(below)
        waiting.extend(
            (f"{path}/{name_of(child)}" if path else name_of(child), turns[place] or turn, child)
            for place, child in reversed(list(enumerate(below)))
        )
    return found


def _turns(children: list[etree._Element]) -> list[int]:
    """Return for each child which repetition of its name it is, 0 where its name stands once."""
    names = [name_of(child) for child in children]
    seen: dict[str, int] = {}
    turns = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        turns.append(seen[name])
    return [turn if seen[name] > 1 else 0 for name, turn in zip(names, turns, strict=True)]


def _digest(form: str, answers: tuple[Answer, ...]) -> str:
    written = "\x1e".join([form, *(f"{each.path}\x1f{each.turn}\x1f{each.text}" for each in answers)])
    return f"sha256:{hashlib.sha256(written.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _moment(root: etree._Element, answers: tuple[Answer, ...]) -> datetime | None:
    by_name = {each.path: each.text for each in reversed(answers) if "/" not in each.path}
    told = [root.get("submissionDate") or "", *(by_name.get(name, "") for name in TIMES)]
    return next((moment for text in told if (moment := moment_of(text)) is not None), None)


def moment_of(text: str) -> datetime | None:
    """Return the moment that a form wrote down (ISO 8601), or None."""
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        return None

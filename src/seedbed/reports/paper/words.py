"""What stands on the sheets of a pack, in one language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from seedbed.errors import BadInputError

LONGEST = 400
MOST = 60
NEXT = "Give a JSON object of texts; leave out what may stay in English."


@dataclass(frozen=True, slots=True)
class SheetWords:
    """Texts of a pack.

    Parameters
    ----------
    pens
        What red, green and blue stand for.
    prompts
        Questions on prompt cards.
    told, asked
        What is told and asked on a consent card, in order: sentences, and those with a box to tick.
    unsigned, asked_in
        Where told and asked are in another language than the sheets: a sentence that says so, and which it is.
    ages, under_16
        The question of how old somebody is with its two answers, each with a box, and what is told to those younger.
    """

    question: str = "Draw on this map. What is good here, what is hard, and what should change?"
    pens: tuple[str, str, str] = ("Hard, or not safe", "Good, keep it", "Change or build here")
    how: str = "Dot or cross: a spot. Line: a way. Closed line: an area. Use these three pens only."
    card: str = "Number of the consent card"
    words: str = "In your own words"
    page: str = "Sheet {page} of {pages}"
    keep: str = "Keep all four corners and the square code free. Photograph each sheet from above."
    invented: str = "This place is made up."
    prompts_title: str = "Cards for talking"
    prompts: tuple[str, ...] = (
        "Where do you like to be, and why there?",
        "Where would you go if you needed somebody?",
        "Which way do you avoid, and when?",
        "What did there use to be that you miss?",
        "What is one thing that would make a day here easier?",
        "Who looks out for people here?",
        "What should never be taken away?",
        "If you had a say in what happens next, what would it be?",
    )
    cloth: str = "What would make this a better place to live? Write, draw, answer each other."
    consent_title: str = "Your words, your choice"
    told: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    unsigned: str = ""
    asked_in: str = ""
    ages: tuple[str, str, str] = ("How old are you?", "16 or 17", "18 or over")
    under_16: str = "If you are under 16, do not fill this in: talk to us together with whoever looks after you."
    nothing: str = "An empty box means no. You may stop at any time."
    code: str = "Pack {pack}"


ENGLISH = SheetWords()


def read_words(path: Path) -> SheetWords:
    """Read texts that stand in for the English ones.

    Raises
    ------
    BadInputError
        If the file is no JSON object, or a text is not known, empty or too long.
    """
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise _bad(path, "It is not JSON in UTF-8.") from error
    if not isinstance(given, dict):
        raise _bad(path, "It is not an object of texts.")
    texts: dict[str, Any] = {name: _checked(path, name, value) for name, value in given.items()}
    return replace(ENGLISH, **texts)


def _checked(path: Path, name: str, value: Any) -> str | tuple[str, ...]:
    kinds: Mapping[str, Any] = {each.name: getattr(ENGLISH, each.name) for each in fields(ENGLISH)}
    if name not in kinds:
        raise _bad(path, f"'{name:.40}' is no text of a pack; they are {', '.join(kinds)}.")
    many = isinstance(kinds[name], tuple)
    texts = value if many and isinstance(value, list) else [value]
    if isinstance(value, list) != many or not all(isinstance(each, str) and each.strip() for each in texts):
        raise _bad(path, f"{name} is not {'a list of texts' if many else 'a text'}.")
    if len(texts) > MOST or max(map(len, texts), default=0) > LONGEST:
        raise _bad(path, f"{name} is longer than {LONGEST} characters or {MOST} texts.")
    if name == "ages" and len(texts) != len(ENGLISH.ages):
        raise _bad(path, f"ages has {len(texts)} texts; it is the question and two answers: 16 or 17, 18 or over.")
    if name == "pens" and len(texts) != len(ENGLISH.pens):
        raise _bad(path, f"pens has {len(texts)} texts; there are {len(ENGLISH.pens)} pens: red, green and blue.")
    return tuple(texts) if many else str(value)


def _bad(path: Path, why: str) -> BadInputError:
    return BadInputError(f"{path.name} cannot be used for the words of the sheets.", why, NEXT)

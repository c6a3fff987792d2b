"""The receipt that a phone makes: worked out here by a small twin of ODK's functions."""

from __future__ import annotations

import hashlib
import random
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest

from seedbed.formats.xlsform import Asked, FormWritten, as_phone_form
from seedbed.formats.xlsform_receipt import DIGEST, HALF, NUMBER, receipt_rows
from seedbed.web.consent.numbers import fits
from seedbed.web.consent.receipts import digest_of

ROWS = receipt_rows({"en": "Your receipt"}, {"en": "They have it"}, "1 = 1")


def _text(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _number(value: object) -> float:
    return float(str(value))


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "concat": lambda *parts: "".join(map(_text, parts)),
    "substr": lambda text, start, end=None: _text(text)[int(start) : None if end is None else int(end)],
    "string": _text,
    "number": _number,
    "int": int,
    "random": random.random,
    "uuid": lambda: str(uuid.uuid4()),
    "contains": lambda text, part: part in text,
    "translate": lambda text, old, new: text.translate(
        {ord(sign): new[place] if place < len(new) else None for place, sign in enumerate(old)}
    ),
    "choose": lambda condition, yes, no: yes if condition else no,
    "digest": lambda text, _kind, _encoding: hashlib.sha256(text.encode()).hexdigest(),
    "once": lambda value: value,
}


def _filled() -> dict[str, Any]:
    values: dict[str, Any] = {}
    for row in ROWS:
        if row.kind == "calculate":
            code = re.sub(r"\$\{(\w+)\}", r"values['\1']", row.more["calculation"]).replace("if(", "choose(")
            values[row.name] = eval(code, {**FUNCTIONS, "values": values})  # noqa: S307 - of our own making
    return values


@pytest.mark.parametrize("seed", range(20))
def test_the_number_fits_its_check_digit(seed: int) -> None:
    random.seed(seed)
    number = _filled()[NUMBER]
    assert len(number) == 12
    assert fits(number)


def test_the_digest_is_the_one_that_opens_a_receipt_with_the_half() -> None:
    filled = _filled()
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", filled[HALF])
    assert filled[DIGEST] == digest_of(filled[NUMBER], filled[HALF])


def test_every_letter_of_a_half_is_about_as_likely() -> None:
    letters = "".join(_filled()[HALF].replace("-", "") for _ in range(300))
    counts = [letters.count(letter) for letter in "0123456789ABCDEFGHJKMNPQRSTVWXYZ"]
    # 150 of each are expected; one in a thousand million runs has one beyond eight standard deviations.
    assert min(counts) > 54
    assert max(counts) < 246


def test_phones_take_the_rows_as_a_form() -> None:
    form = as_phone_form(
        FormWritten("r", "R", "1", [("en", "English")], [Asked("text", "words", {"en": "Words"}), *ROWS], [])
    )
    assert "receipt_written" in {each.path for each in form.questions}


def test_the_half_is_no_answer_once_somebody_has_it() -> None:
    relevant = {row.name: row.more["relevant"] for row in ROWS}
    assert all("not(${receipt_written} = 'OK')" in relevant[name] for name in (HALF, "receipt_seed", "receipt_note"))
    assert "receipt_written" not in relevant[DIGEST]

"""A receipt that a phone makes by itself while a form is filled in, with no network and nothing but ODK's functions.

The number has eleven random digits and Damm's check digit; the second half has 80 random bits, from the random UUIDs
that phones make. Only the number and the digest of both are sent: the half leaves the form once somebody has it
(functions: docs.getodk.org/form-operators-functions).
"""

from __future__ import annotations

from collections.abc import Mapping

from seedbed.formats.xlsform import Asked

NUMBER, HALF, DIGEST, WRITTEN = "receipt_number", "receipt_half", "receipt_digest", "receipt_written"
"""Names of the questions."""
_TABLE = "0317598642709215486342068713591750983426612304597836742095815869720134894536201794386172052581436790"
"""H. M. Damm's quasigroup of order ten, row by row, as `seedbed.web.consent.numbers` has it."""
_LETTERS = ("0123456789abcdef", "0123456789ABCDEF", "GHJKMNPQRSTVWXYZ")
"""Sixteen digits of UUIDs, and the two halves of Crockford's base 32 that they choose from."""


def receipt_rows(told: Mapping[str, str], taken: Mapping[str, str], relevant: str) -> list[Asked]:
    """Return the rows of a survey that make a receipt, show it, and let its second half go.

    Parameters
    ----------
    told
        What the note says above the receipt, by language.
    taken
        What whoever took it down ticks, by language.
    relevant
        When there is a receipt at all.
    """
    four, three = "substr(string(10000 + int(random() * 10000)), 1)", "substr(string(1000 + int(random() * 1000)), 1)"
    rows = [_kept("receipt_digits", f"once(concat({four}, {four}, {three}))", relevant)]
    before = ""
    for place in range(11):
        digit = f"number(substr(${{receipt_digits}}, {place}, {place + 1}))"
        at = f"10 * number(${{{before}}}) + {digit}" if before else digit
        before = f"receipt_check_{place + 1}"
        rows.append(_kept(before, f"substr('{_TABLE}', {at}, {at} + 1)", relevant))
    rows += [
        _kept(NUMBER, f"concat(${{receipt_digits}}, ${{{before}}})", relevant),
        _kept("receipt_seed", "once(translate(concat(uuid(), uuid()), '-', ''))", f"({relevant}) and {_not_written()}"),
        _kept(HALF, f"once({_half()})", f"({relevant}) and {_not_written()}"),
        _kept(DIGEST, f"once(digest(concat(${{{NUMBER}}}, ' ', ${{{HALF}}}), 'SHA-256', 'hex'))", relevant),
        Asked(
            "note",
            "receipt_note",
            {language: f"{text}\n\n${{{NUMBER}}}\n\n${{{HALF}}}" for language, text in told.items()},
            more={"relevant": f"({relevant}) and {_not_written()}"},
        ),
        Asked("acknowledge", WRITTEN, taken, more={"relevant": relevant, "required": "yes"}),
    ]
    return rows


def _kept(name: str, calculation: str, relevant: str) -> Asked:
    return Asked("calculate", name, more={"calculation": calculation, "relevant": relevant})


def _not_written() -> str:
    return f"not(${{{WRITTEN}}} = 'OK')"


def _half() -> str:
    """Return four groups of four letters, each of five bits: a digit of the seed, and one bit of another."""
    hexadecimal, low, high = _LETTERS
    letters = [
        f"translate(substr(${{receipt_seed}}, {place}, {place + 1}), '{hexadecimal}', "
        f"if(contains('01234567', substr(${{receipt_seed}}, {other}, {other + 1})), '{low}', '{high}'))"
        for place, other in zip(_RANDOM[:16], _RANDOM[16:32], strict=True)
    ]
    groups = [", ".join(letters[start : start + 4]) for start in range(0, 16, 4)]
    return "concat(" + ", '-', ".join(groups) + ")"


_RANDOM = [place for place in range(64) if place % 32 not in {12, 16}]
"""Places of two UUIDs whose digits are wholly random: not the version and the variant of each (RFC 9562)."""

"""What every payload has, and the checks they share."""

from __future__ import annotations

import unicodedata
from dataclasses import MISSING, dataclass, fields
from math import isfinite
from typing import ClassVar

from seedbed.errors import BadInputError
from seedbed.thread.kinds import BeadKind, words

LONGEST_TITLE = 200
"""Characters in a name or title."""

LONGEST_TEXT = 10_000
"""Characters in a longer text, such as a reason or a reply."""


class PayloadError(BadInputError):
    """A value of a payload will not do; ``field`` names it, so that a form can show the error where it belongs."""

    def __init__(self, field: str, what: str, why: str, next_step: str) -> None:
        super().__init__(what, why, next_step)
        self.field = field


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """What a bead of one kind carries. Subclasses say ``kind``, ``version`` and their fields.

    A text without a default is needed: it must not be empty.
    """

    kind: ClassVar[BeadKind]
    version: ClassVar[int] = 1

    @property
    def title(self) -> str:
        """A line that names the bead to people; kinds whose words are kept elsewhere give a general one."""
        name = getattr(self, "name", "")
        return name or words(self.kind).capitalize()

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, str):
                self._check_text(field.name, value)
            if isinstance(value, float) and not isfinite(value):
                self.refuse(field.name, "It is not a finite number.", "Give a number, or leave it empty.")
        for field in fields(self):
            if field.default is MISSING and isinstance(getattr(self, field.name), str):
                self.need(field.name)
        self.check()

    def check(self) -> None:
        """Refuse what makes no sense for this kind."""

    def refuse(self, field: str, why: str, next_step: str) -> None:
        """Raise the error that names this kind and the field."""
        raise PayloadError(
            field,
            f"The {words(self.kind)} cannot be kept: its {field.replace('_', ' ')} will not do.",
            why,
            next_step,
        )

    def need(self, field: str) -> None:
        """Refuse an empty text or a missing value."""
        value = getattr(self, field)
        if value is None or (isinstance(value, str) and not value.strip()):
            self.refuse(field, "It is empty.", "Fill it in.")

    def in_order(self, low: str, high: str) -> None:
        """Refuse limits the wrong way round."""
        first, last = getattr(self, low), getattr(self, high)
        if first is not None and last is not None and first > last:
            self.refuse(
                low,
                f"It is above the {'upper limit' if high == 'ci_high' else high.replace('_', ' ')}.",
                "Put the smaller one first.",
            )

    def not_negative(self, *names: str) -> None:
        """Refuse amounts below nothing."""
        for name in names:
            value = getattr(self, name)
            if value is not None and value < 0:
                self.refuse(name, f"It is {value}.", "Give zero or more.")

    def _check_text(self, field: str, value: str) -> None:
        longest = LONGEST_TITLE if field in {"name", "owner", "unit"} else LONGEST_TEXT
        if len(value) > longest:
            self.refuse(field, f"It has {len(value):,} characters; {longest:,} is the most.", "Shorten it.")
        if any(unicodedata.category(c) == "Cc" and c not in "\n\t\r" for c in value):
            self.refuse(field, "It holds control characters.", "Type it anew, or paste it as plain text.")

"""What pages call each origin of a factor or link, with a sign so that nothing hangs on colour."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from seedbed.analysis.systems.types import Source
from seedbed.web.ui.marking import marked as _


@dataclass(frozen=True, slots=True)
class Look:
    """A sign and a word."""

    symbol: str
    word: str


LOOKS: dict[str, Look] = {
    Source.RESIDENTS.value: Look("\N{BLACK CIRCLE}", _("Residents")),
    Source.PROFESSIONALS.value: Look("\N{BLACK SQUARE}", _("Professionals")),
    Source.DATA.value: Look("\N{BLACK UP-POINTING TRIANGLE}", _("Data")),
    Source.EXPERT.value: Look("\N{WHITE DIAMOND}", _("Experts only")),
    Source.IMPORTED.value: Look("\N{BLACK DOWN-POINTING TRIANGLE}", _("Imported")),
    "": Look("?", _("Nobody said yet")),
}
"""Each kind of origin, what weighs most first."""


def words_of() -> dict[str, str]:
    """Return the words in the language of the page."""
    return {kind: gettext(look.word) for kind, look in LOOKS.items()}


def words_on_drawings() -> dict[Source | None, str]:
    """Return the words as drawings take them."""
    return {Source(kind) if kind else None: word for kind, word in words_of().items()}

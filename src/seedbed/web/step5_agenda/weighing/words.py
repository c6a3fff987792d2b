"""Weights in words beside their numbers."""

from __future__ import annotations

from django.utils.translation import gettext as _

from seedbed.analysis.systems.shared_weights import SharedWeight
from seedbed.web.step5_agenda.weighing.queries import FEWEST, SIZES


def told_of(shared: SharedWeight | None) -> tuple[str, str, str]:
    """Return how many gave a link a weight, the median and the range, in words; of too few, that they are."""
    if shared is None:
        return _("fewer than {many}").format(many=FEWEST), "", ""
    low, high = sorted((abs(shared.least), abs(shared.largest)))
    span = _("all the same") if low == high else _("{low} to {high}").format(low=in_words(low), high=in_words(high))
    return str(shared.people), in_words(abs(shared.median)), span


def in_words(size: float) -> str:
    """Return a weight from 0 to 0.75 in words with its number; a median may lie between two of them."""
    below = max((name for name in SIZES if SIZES[name] <= size), key=SIZES.__getitem__)
    above = min((name for name in SIZES if SIZES[name] >= size), key=SIZES.__getitem__)
    called = _called()
    words = (
        called[below] if below == above else _("{below} to {above}").format(below=called[below], above=called[above])
    )
    return f"{words} ({size:.3g})"


def _called() -> dict[str, str]:
    return {"none": _("nothing"), "weak": _("weak"), "medium": _("medium"), "strong": _("strong")}

"""Exact weights of links beside strengths in words: workshops agree on words, files of other programs have numbers."""

from __future__ import annotations

from seedbed.analysis.systems.types import Strength

WEAK_BELOW, STRONG_FROM = 0.375, 0.625
"""Halfway between what the strengths in words count for."""


def in_words(weight: float) -> Strength:
    """Return the strength in words that is nearest to a weight from 0 to 1."""
    if weight < WEAK_BELOW:
        return Strength.WEAK
    return Strength.MEDIUM if weight < STRONG_FROM else Strength.STRONG


def weight_beside(strength: Strength, weight: float | None) -> float | None:
    """Return a link's exact weight while the strength in words is the one nearest to it, else nothing.

    So whoever changes the strength of a link in words, wherever and with whatever program, is taken at their word.
    """
    return weight if weight is not None and in_words(weight) is strength else None

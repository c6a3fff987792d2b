"""Marks words for the catalogues of translations where there are no settings yet, as in the settings themselves."""

from __future__ import annotations


def marked(words: str) -> str:
    """Return words as they are; imported as ``_`` it brings them into the catalogues. Whoever shows them translates."""
    return words

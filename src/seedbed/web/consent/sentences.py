"""The words in which consent is asked: the English that comes with the platform, and drafts in other languages.

A draft reaches no resident. A named speaker signs it first, for each programme; then it is kept there word for word.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from seedbed.web.consent.models import ConsentScope

VERSION = "1"
"""Version of the English and of the drafts that come with the platform."""
LANGUAGE = "en"

TOLD = ("introduction", "safety", "withdrawing", "guardian", "assent", "show_where")
"""What is told or asked besides the scopes: what it is about, where confidence ends, how to take words back, what is
asked of a child's guardian and of the child, and what becomes of places that somebody shows, of which none is sent
without a yes."""
NAMES = (*TOLD, *(scope.value for scope in ConsentScope))
"""Every sentence of a wording, in the order in which it is said."""


@cache
def bundled() -> Mapping[str, Mapping[str, str]]:
    """Return the sentences that come with the platform, by language."""
    folder = files("seedbed.web.consent").joinpath("wordings")
    found = {
        each.name.removesuffix(".json"): MappingProxyType(json.loads(each.read_text(encoding="utf-8")))
        for each in folder.iterdir()
        if each.name.endswith(".json")
    }
    return MappingProxyType(dict(sorted(found.items())))


def is_original(version: str, language: str) -> bool:
    """Say whether these are the English words that the platform was written with: nobody need translate them."""
    return (version, language) == (VERSION, LANGUAGE)

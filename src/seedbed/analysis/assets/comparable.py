"""What names, addresses and telephone numbers tell when listings are compared: in one way of writing, without noise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

SHORT = {
    "st": "saint",
    "rd": "road",
    "ave": "avenue",
    "centre": "center",
    "&": "and",
    "ctr": "center",
    "jnr": "junior",
    "coe": "ce",
    "rc": "catholic",
    "utd": "united",
    "fc": "football club",
    "rfc": "rugby football club",
    "rufc": "rugby football club",
    "union": "",
    "ltd": "",
    "limited": "",
    "the": "",
    "of": "",
    "plc": "",
    "cio": "",
    "and": "",
    "at": "",
    "in": "",
}
"""Words that are written in two ways, and words that tell nothing."""
TELLING: dict[str, frozenset[str]] = {
    "people of it": frozenset(
        {
            "friends",
            "pta",
            "ptfa",
            "psa",
            "parents",
            "parent",
            "teacher",
            "teachers",
            "association",
            "charity",
            "society",
        }
    ),
    "school": frozenset(
        {"school", "academy", "college", "primary", "infant", "junior", "nursery", "preparatory", "grammar"}
    ),
    "library": frozenset({"library", "libraries"}),
    "pharmacy": frozenset({"pharmacy", "chemist"}),
    "church": frozenset({"church", "chapel", "parish", "mosque", "synagogue", "temple", "methodist", "congregation"}),
    "health": frozenset({"surgery", "medical", "health", "practice", "dental", "dentist", "clinic", "hub"}),
    "park": frozenset({"park", "gardens", "garden", "playground"}),
    "allotment": frozenset({"allotment", "allotments"}),
    "cemetery": frozenset({"cemetery", "churchyard"}),
    "food to take away": frozenset({"fish", "tandoori", "chicken", "pizza", "kebab", "takeaway", "chippy", "grill"}),
    "club": frozenset({"club", "fc", "rfc", "football", "cricket", "tennis", "bowling", "golf", "rugby", "hockey"}),
    "office": frozenset({"office"}),
    "drink": frozenset({"bar"}),
    "pantry": frozenset({"pantry", "foodbank"}),
}
"""Words that tell what a thing called after a place is: names that share the place but not these are two things."""
KINDS_OF = {
    "school": "school",
    "library": "library",
    "pharmacy": "pharmacy",
    "general_practice": "health",
    "dentist": "health",
    "job_centre": "job centre",
    "garden": "allotment",
    "care_home": "care home",
    "childrens_centre": "children's centre",
    "shop": "food to take away",
    "post_office": "post office",
    "hospital": "health",
}
"""Kinds of assets that tell the same as words do."""


def plain_words(name: str) -> tuple[str, ...]:
    """Return the words of a name as they are compared: no accents, no signs, one way of writing each."""
    name = re.sub(r"\s*\([^()]*\)", "", _mended(name)) or name
    bare = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode() or name.casefold()
    bare = re.sub(r"['’`.]", "", bare.replace("&", " and "))
    return tuple(whole for word in re.findall(r"\w+", bare) for whole in SHORT.get(word, word).split())


def _mended(text: str) -> str:
    """Return a text whose UTF-8 was read as Windows-1252 (``Queenâ€™s``) as it was meant."""
    if not re.search("[ÃâÂ]", text):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def told_bits(words: Sequence[Sequence[str]], kinds: Sequence[str]) -> NDArray[np.int64]:
    """Return what each listing tells that it is, from its name and its kind: a bit for each of `TELLING` and more."""
    names = list(dict.fromkeys((*TELLING, *KINDS_OF.values())))
    bits = {name: 1 << place for place, name in enumerate(names)}
    of_word = {word: bits[name] for name, told in TELLING.items() for word in told}
    found = np.zeros(len(words), dtype=np.int64)
    for place, (one, kind) in enumerate(zip(words, kinds, strict=True)):
        for word in one:
            found[place] |= of_word.get(word, 0)
        found[place] |= bits.get(KINDS_OF.get(kind, ""), 0)
    return found


def telephone_key(text: str) -> str:
    """Return the last ten digits of a telephone number; "" where it has fewer than nine."""
    digits = re.sub(r"\D", "", text)
    return digits[-10:] if len(digits) >= 9 else ""


def page_key(text: str) -> str:
    """Return an address of the web without what it starts and ends with."""
    bare = re.sub(r"^https?://(www\.)?|^www\.", "", text.strip().casefold()).split("?")[0].split("#")[0]
    return bare.rstrip("/")


def door_key(address: str) -> str:
    """Return the number and the start of the street of an address; "" where it has no number."""
    found = re.search(
        r"\b(\d+[a-z]?)(?:\s*-\s*\d+[a-z]?)?,?\s+([a-z]{2,})", _mended(address).casefold().replace("'", "")
    )
    return f"{found[1]} {found[2][:5]}" if found else ""


def letters_of(name: str) -> tuple[str, ...]:
    """Return every three letters in a row of a name, with a blank around it."""
    padded = f" {name} "
    return tuple(padded[at : at + 3] for at in range(len(padded) - 2))

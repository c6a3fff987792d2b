"""For which kinds of deprivation the small areas are among the most, or the least, deprived fifth of the country."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from seedbed.reports.profile_documents import ProfileDocument, Sentence
from seedbed.reports.words import in_words, listed

MEASURES = 4
"""How many measures a sentence names."""


NEITHER_WAY = {
    "poor housing": "the condition of homes",
    "people on a low income": "income",
    "working-age people kept out of work": "being in work",
    "adults with few qualifications or little English": "adults' qualifications and English",
    "housing that is crowded, scarce or too dear": "the space and cost of homes",
    "children in low-income families": "the income of families with children",
    "older people on a low income": "the income of older people",
}
"""Measures named after their worse end, which would read backwards of the least deprived: what they measure."""


@dataclass(frozen=True, slots=True)
class Fifth:
    """A fifth of the national deciles."""

    low: int
    high: int
    words: str


MOST, LEAST = Fifth(1, 2, "most"), Fifth(9, 10, "least")


def deciles_told(document: ProfileDocument, fifth: Fifth, overall: Sequence[str]) -> list[Sentence]:
    """Tell the measures for which all small areas, or most, are among a fifth; nothing for a single area.

    Parameters
    ----------
    document
        The profile.
    fifth
        Which fifth.
    overall
        The id of the decile that is told by itself, or nothing.
    """
    areas = len(document.areas)
    found = []
    for figure in document.figures:
        if figure.kind != "decile" or figure.indicator in overall or figure.larger_area:
            continue
        known = [area.value for area in figure.inside if area.value is not None]
        inside = sum(fifth.low <= value <= fifth.high for value in known)
        if known and inside > areas / 2:
            found.append((inside, figure))
    if not found or areas < 2:
        return []
    found.sort(key=lambda each: -each[0])
    found = found[:MEASURES]
    every = [subject(figure.name) for inside, figure in found if inside == areas]
    most = [f"{subject(figure.name)} ({inside} of {areas})" for inside, figure in found if inside < areas]
    return [Sentence(text=_text(every, most, areas, fifth), indicators=[figure.indicator for _, figure in found])]


def subject(name: str) -> str:
    """Return what a decile is of, without saying deprivation twice or which way it is: "Crime: tenth of" - "crime"."""
    plain = re.sub(r"\s*\(.*?\)", "", name.split(":", maxsplit=1)[0])
    plain = re.sub(r"\s+deprivation\b", "", plain).strip()
    plain = plain[:1].lower() + plain[1:]
    return NEITHER_WAY.get(plain, plain)


def _text(every: list[str], most: list[str], areas: int, fifth: Fifth) -> str:
    among = f"among the {fifth.words} deprived fifth nationally"
    all_of = "Both small areas" if areas == 2 else f"All {in_words(areas)} small areas"
    if not most:
        return f"{all_of} are {among} on {_measures(every)}."
    if not every:
        return f"Most of its small areas are {among} on {_measures(most)}."
    return f"{all_of} are {among} on {_measures(every)}, and most of them on {_measures(most)}."


def _measures(names: list[str]) -> str:
    """Say "measures of crime and distance from services"; semicolons where a name holds a list itself."""
    start = "the measure of" if len(names) == 1 else "measures of"
    if len(names) > 1 and any(" and " in name or "," in name or " or " in name for name in names):
        return f"{start} {'; '.join(names[:-1])}; and {names[-1]}"
    return f"{start} {listed(names)}"

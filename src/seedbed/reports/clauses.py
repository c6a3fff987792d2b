"""How one figure is said in a plain sentence.

Wording describes conditions and never blames people: "About 4 in 10 households rent from the council",
not "residents depend on the council". The subject of a share is always what its denominator counts, so a
sentence cannot claim more than the figure.
"""

from __future__ import annotations

import re
from fractions import Fraction

from seedbed.reports.profile_documents import Comparator, ProfileFigure
from seedbed.reports.words import figure_decimals, listed, value_text

SHARES = tuple(
    sorted({Fraction(n, d) for d in (2, 3, 4, 5, 10) for n in range(1, d)} | {Fraction(1, d) for d in (6, 7, 8, 9)})
)
"""Shares that are easy to picture."""

HALF, ALMOST_ALL, FEWEST = Fraction(1, 2), 97.0, 1.0
NEAR_ENOUGH = 0.05
"""How far a fraction may be from the percentage that it says, as a part of the percentage."""

EVERYONE = "people|residents|persons"
HOMES = "households|homes"
AGES = "children|young people|adults|older people|women|men|girls|boys|disabled residents"

PROPER = {"asian", "black", "white", "christian", "muslim", "hindu", "jewish", "sikh", "buddhist"}
"""Names of peoples and faiths, which are written with a capital."""

VERBS = {
    "aged": "are aged",
    "in": "live in",
    "of": "are of",
    "on": "are on",
    "under": "are under",
    "with": "have",
    "without": "do without",
    "deprived": "face deprivation",
    "not deprived": "do not face deprivation",
    "kept": "are kept",
    "out": "are out",
}
"""How the word after the noun becomes a verb: "Households with no car" - "have no car"."""


def about_share(percent: float) -> str:
    """Say a percentage as a share people can picture: "About 4 in 10", "About 1 in 25", "No".

    Nothing where no plain fraction is within a twentieth of it: the percentage itself says more.
    """
    if percent in (0.0, 100.0):
        return "All" if percent else "No"
    if percent >= ALMOST_ALL:
        return "Nearly all"
    if percent < FEWEST:
        return "Fewer than 1 in 100"
    nearest = min(
        (*SHARES, Fraction(1, _round_number(100 / percent))), key=lambda share: abs(float(share) - percent / 100)
    )
    if abs(100 * float(nearest) - percent) > NEAR_ENOUGH * percent:
        return ""
    if nearest == HALF:
        return "About half of"
    return f"About {nearest.numerator} in {nearest.denominator}"


def _round_number(people: float) -> int:
    """Round as one says it: 1 in 18, 1 in 45, 1 in 90; under ten the plain fractions are known."""
    step = 1 if people < 20 else 5 if people < 50 else 10
    return step * round(people / step)


def clause(figure: ProfileFigure) -> str:
    """Say the figure: as a share where it is one and its name reads so, else its name, a colon and the value."""
    value = value_text(figure.value, figure.unit, figure_decimals(figure))
    if figure.value is None or not figure.unit.startswith("%"):
        return f"{figure.name}: {value}"
    told = _told(figure.name, figure.denominator_name)
    if told is None:
        return f"{figure.name}: {value}"
    subject, rest = told
    share = about_share(figure.value)
    if subject.startswith("the "):
        said = f"{share[0].lower()}{share[1:]} {rest} ({value})" if share else f"{value} of {rest}"
        return f"{subject[0].upper()}{subject[1:]} of {said}"
    if not share:
        return f"{value} of {subject} {rest}"
    return f"{share} {subject} {rest} ({value})"


def compared(figure: ProfileFigure) -> str:
    """Say how the figure stands beside its nearest comparators and the widest; empty where nothing was tested.

    Only differences beyond chance are called higher or lower.
    """
    nearest = [area for area in figure.comparators if area.level == figure.comparators[0].level]
    ends = list({area.code: area for area in (*nearest, *figure.comparators[-1:])}.values())
    parts = []
    for verdict, words in (
        ("higher", "more than in"),
        ("lower", "less than in"),
        ("similar", "not clearly different from"),
    ):
        areas = [area for area in ends if area.beyond_chance == verdict]
        if areas:
            parts.append(f"{_fitting(words, figure)} {listed([_named(area, figure) for area in areas])}")
    return f", {' and '.join(parts)}" if parts else ""


def sentence(figure: ProfileFigure) -> str:
    """Return the figure and how it stands, as one sentence."""
    return f"{clause(figure)}{compared(figure)}."


def _fitting(words: str, figure: ProfileFigure) -> str:
    """Use higher and lower for rates and scores, more and less for shares of people or homes."""
    if figure.unit.startswith("%"):
        return words
    return words.replace("more", "higher").replace("less", "lower")


def _named(area: Comparator, figure: ProfileFigure) -> str:
    value = value_text(area.value, figure.unit, figure_decimals(figure))
    return f"{area.name} ({value})"


def _told(name: str, denominator: str) -> tuple[str, str] | None:
    """Return subject and rest of the sentence for a share, or None where the name cannot be said so."""
    subject = denominator.removeprefix("usual ").strip()
    noun = HOMES if re.search(HOMES, subject) else EVERYONE
    name = name[0].lower() + name[1:]
    if match := re.fullmatch(rf"(?:{noun}) whose (.+?) is (.+)", name):
        return f"the {match[1]}", f"{subject} is {match[2]}"
    rest = _condition(name, noun, subject)
    return (subject, rest) if subject and rest else None


def _condition(name: str, noun: str, subject: str) -> str:
    """Turn a name into what is said of the subject: "people who are disabled" - "are disabled"; else nothing."""
    if match := re.fullmatch(rf"(?:{noun}) (?:who|that|which) (.+)", name):
        return match[1]
    if match := re.fullmatch(rf"(?:{noun}) with (.+) who (.+)", name):
        return f"have {match[1]} and {match[2]}"
    if match := re.fullmatch(rf"(?:{noun}) ({'|'.join(sorted(VERBS, key=len, reverse=True))}) (.+)", name):
        return _verb(match[1], match[2])
    if match := re.fullmatch(rf"([\w-]+) (?:{noun})", name):
        return f"are {match[1].capitalize() if match[1] in PROPER else match[1]}"
    if subject in {"residents", "people"} and re.match(rf"({AGES})\b", name):
        return f"are {name}"
    return ""


def _verb(word: str, rest: str) -> str:
    if word == "of" and rest.startswith("no "):
        return f"have {rest}"
    if word == "in" and not re.search(r"\b(houses?|homes?|flats?|buildings?|areas?)\b", rest):
        return f"are in {rest}"
    return f"{VERBS[word]} {rest}"

"""Which assets someone can use: what it costs, which language is spoken, steps, age and opening hours.

An asset whose listing says nothing of what is asked may fit or not: the answer is "unknown", never a guess.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from enum import Enum

from seedbed.analysis.assets.listing import Listing, ListingStatus, OpeningTimes, StepFree


class Fit(Enum):
    """Whether an asset fits someone's needs."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What someone needs of an asset; nothing is asked unless it is set.

    Parameters
    ----------
    free
        That it costs nothing.
    language
        A language, as the listing writes it or by its code: "Welsh", "cy".
    step_free
        That someone with wheels gets in.
    age
        Years of the person.
    day, at
        That it is open then: a two-letter day of iCalendar (MO ... SU) and a time.
    """

    free: bool = False
    language: str = ""
    step_free: bool = False
    age: float | None = None
    day: str = ""
    at: time | None = None

    def words(self) -> list[str]:
        """Say what is asked for."""
        told = [
            (self.free, "free of charge"),
            (bool(self.language), f"in {self.language}"),
            (self.step_free, "without steps"),
            (self.age is not None, f"for someone aged {self.age or 0:g}"),
            (bool(self.day), f"open on {self.day} at {self.at:%H:%M}" if self.at else f"open on {self.day}"),
        ]
        return [words for asked, words in told if asked]


def fit(listing: Listing, needs: Needs) -> Fit:
    """Say whether an asset fits; one thing that does not fit is enough to say no."""
    if listing.status is not ListingStatus.ACTIVE:
        return Fit.NO
    asked: list[tuple[bool, Callable[[], Fit]]] = [
        (needs.free, lambda: _free(listing)),
        (bool(needs.language), lambda: _language(listing, needs.language)),
        (needs.step_free, lambda: _step_free(listing)),
        (needs.age is not None, lambda: _age(listing, needs.age or 0.0)),
        (bool(needs.day), lambda: _open(listing, needs.day, needs.at)),
    ]
    answers = [answer() for wanted, answer in asked if wanted]
    if Fit.NO in answers:
        return Fit.NO
    return Fit.UNKNOWN if Fit.UNKNOWN in answers else Fit.YES


def _free(listing: Listing) -> Fit:
    if any(price.amount == 0 or (price.amount is None and _says_free(price.words)) for price in listing.prices):
        return Fit.YES
    return Fit.NO if any(price.amount is not None for price in listing.prices) else Fit.UNKNOWN


def _says_free(words: str) -> bool:
    return words.casefold().strip(" .!").startswith(("free", "no charge", "no cost"))


def _language(listing: Listing, language: str) -> Fit:
    if not listing.languages:
        return Fit.UNKNOWN
    wanted = language.casefold().strip()
    spoken = {each.casefold().strip() for each in listing.languages}
    return Fit.YES if wanted in spoken or any(each.split("-")[0] == wanted for each in spoken) else Fit.NO


def _step_free(listing: Listing) -> Fit:
    return {StepFree.YES: Fit.YES, StepFree.NO: Fit.NO}.get(listing.step_free, Fit.UNKNOWN)


def _age(listing: Listing, age: float) -> Fit:
    """Say whether an age is let in; where no limit is said there is none."""
    youngest = listing.minimum_age if listing.minimum_age is not None else 0.0
    oldest = listing.maximum_age if listing.maximum_age is not None else float("inf")
    return Fit.YES if youngest <= age < oldest + 1 else Fit.NO


def _open(listing: Listing, day: str, at: time | None) -> Fit:
    told = [each for each in listing.opening if each.days]
    if not told:
        return Fit.UNKNOWN
    today = [each for each in told if day in each.days]
    if at is None or not today:
        return Fit.YES if today else Fit.NO
    if any(_is_open(each, at) for each in today):
        return Fit.YES
    return Fit.UNKNOWN if any(each.opens is None for each in today) else Fit.NO


def _is_open(opening: OpeningTimes, at: time) -> bool:
    """Say whether it is open at a time of a day on which it opens; closing at midnight or after it counts."""
    if opening.opens is None:
        return False
    closes = opening.closes or time(23, 59, 59)
    if closes <= opening.opens:
        return at >= opening.opens
    return opening.opens <= at < closes

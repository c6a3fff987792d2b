"""What a question to a map is answered with: what to highlight, and sentences that can be translated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from seedbed.analysis.systems.reach import Neighbours, Part
from seedbed.analysis.systems.types import SystemMap

MOST_NAMED = 6
"""Names in one sentence; the others are counted."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an answer: its words with places for names and numbers, and what goes there."""

    words: str
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The sentence in English."""
        return self.words.format(**self.values)


@dataclass(frozen=True, slots=True)
class Group:
    """Factors and links that belong together in an answer, such as what one factor reaches."""

    name: Sentence
    factors: tuple[str, ...]
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A factor and the number it stands in the list by; nothing where that is undefined."""

    factor: str
    value: float | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question.

    Parameters
    ----------
    letter, question
        Which it is, a to n, and in plain English.
    chosen, other
        Identifiers of the factors it was asked of.
    factors, links
        What to highlight, in the map's order.
    groups
        Parts of it, each with a name.
    ranked, measure
        Factors in order, and what their number is; empty where nothing is ranked.
    sentences
        The answer in words.
    """

    letter: str
    question: str
    chosen: tuple[str, ...]
    other: tuple[str, ...]
    factors: tuple[str, ...]
    links: tuple[str, ...]
    groups: tuple[Group, ...]
    ranked: tuple[Ranked, ...]
    measure: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as its answer is worked out."""

    system: SystemMap
    near: Neighbours
    letter: str
    question: str
    chosen: tuple[str, ...]
    other: tuple[str, ...] = ()
    called: Mapping[str, str] = field(default_factory=dict)

    def name(self, factor: str) -> str:
        """Return what a factor is called."""
        return f"'{self.called[factor]}'"

    def names(self, factors: Iterable[str]) -> str:
        """Return the names of factors as a sentence lists them, the first six."""
        called = [self.name(each) for each in factors]
        if len(called) > MOST_NAMED:
            called = [*called[: MOST_NAMED - 1], f"{len(called) - MOST_NAMED + 1:,} more"]
        return called[0] if len(called) == 1 else f"{', '.join(called[:-1])} and {called[-1]}" if called else ""

    def in_order(self, factors: Iterable[str]) -> tuple[str, ...]:
        """Return factors in the map's order."""
        return tuple(sorted(factors, key=self.system.place.__getitem__))

    def group(self, words: str, part: Part, **values: str) -> Group:
        """Return a part of the map with a name."""
        return Group(Sentence(words, values), self.in_order(part.factors), self.links_in_order(part.links))

    def links_in_order(self, links: Iterable[str]) -> tuple[str, ...]:
        """Return links in the map's order."""
        return tuple(sorted(links, key=self.near.link_place.__getitem__))

    def answer(
        self,
        part: Part,
        sentences: Iterable[Sentence],
        groups: Iterable[Group] = (),
        ranked: Iterable[Ranked] = (),
        measure: str = "",
    ) -> Answer:
        """Return the answer."""
        return Answer(
            self.letter,
            self.question,
            self.chosen,
            self.other,
            self.in_order(part.factors),
            self.links_in_order(part.links),
            tuple(groups),
            tuple(ranked),
            measure,
            tuple(sentences),
        )


def told(words: str, **values: object) -> Sentence:
    """Return a sentence; numbers get commas between thousands."""
    return Sentence(words, {name: f"{each:,}" if isinstance(each, int) else str(each) for name, each in values.items()})


def counted(many: int, one: str, more: str, **values: object) -> Sentence:
    """Return one of two sentences, for one and for any other number; ``many`` goes into it."""
    return told(one if many == 1 else more, many=many, **values)

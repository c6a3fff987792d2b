"""Fourteen questions that a system map answers, in plain language.

The first nine start from factors that people point at, the last five from the map itself.

Source: Barbrook-Johnson and Penn, "Participatory systems mapping for complex energy policy evaluation", Evaluation 27
(2021), 57-79, table of analyses; the wording is ours.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from seedbed.analysis.systems import from_people, from_the_map
from seedbed.analysis.systems.answers import Answer, Asked, told
from seedbed.analysis.systems.reach import Neighbours
from seedbed.analysis.systems.types import Factor, SystemMap
from seedbed.errors import UsageError
from seedbed.thread.payloads.choices import FactorRole

Kind = Callable[[Factor], bool]


def is_controlled(factor: Factor) -> bool:
    """Say whether somebody is named who controls it."""
    return bool(factor.controlled_by)


def is_vulnerable(factor: Factor) -> bool:
    """Say whether it is vulnerable to change."""
    return factor.vulnerable


def is_outcome(factor: Factor) -> bool:
    """Say whether it is an outcome."""
    return factor.role is FactorRole.OUTCOME


def is_intervention(factor: Factor) -> bool:
    """Say whether it is an intervention."""
    return factor.role is FactorRole.INTERVENTION


@dataclass(frozen=True, slots=True)
class Question:
    """A question: in plain English, how it is answered, and of which factors unless others are chosen.

    ``kinds`` are tried in turn, ``least`` factors are needed; ``other`` is what it is asked towards. Of those that the
    map marks the first ``most`` are asked about, where each has sentences of its own: nobody reads more.
    """

    words: str
    answer: Callable[[Asked], Answer]
    kinds: tuple[Kind, ...] = ()
    least: int = 1
    other: tuple[Kind, ...] = ()
    most: int | None = None


MOST_ASKED, MOST_MET = 30, 100
CONTROLLED = (is_controlled, is_intervention)
INTERVENTIONS = (is_intervention, is_controlled)
QUESTIONS: dict[str, Question] = {
    "a": Question("What else moves if we move what we control?", from_people.unexpected_effects, CONTROLLED,
                  most=MOST_ASKED),
    "b": Question("Do our actions help or hinder each other?", from_people.complement_or_clash, INTERVENTIONS, 2,
                  most=MOST_MET),
    "c": Question(
        "What must hold for an action to reach an outcome?", from_people.relies_on, INTERVENTIONS, 1, (is_outcome,)
    ),
    "d": Question("What does an outcome depend on?", from_people.constraints, (is_outcome,), most=MOST_ASKED),
    "e": Question("Does more of one outcome mean less of another?", from_people.trade_offs, (is_outcome,), 2,
                  most=MOST_ASKED),
    "f": Question("What stands directly around a factor?", from_people.surroundings),
    "g": Question("What moves several outcomes at once?", from_people.levers, (is_outcome,), most=MOST_MET),
    "h": Question("What could change what is vulnerable, and what would change with it?", from_people.exposed,
                  (is_vulnerable,), most=MOST_ASKED),
    "i": Question("What is hit from several sides at once?", from_people.compound_risks, (is_vulnerable,), 2,
                  most=MOST_MET),
    "j": Question("Which factors move the most others?", from_the_map.influential),
    "k": Question("Which factor joins the parts of the map?", from_the_map.bridging),
    "l": Question("What stands around the factor that joins the map?", from_the_map.around_the_bridge),
    "m": Question("Which factors are moved by the most others?", from_the_map.influenced),
    "n": Question("Which factors move many and are moved by few?", from_the_map.unusual),
}  # fmt: skip
KIND_WORDS: dict[Kind, str] = {
    is_controlled: "controlled by somebody",
    is_vulnerable: "vulnerable",
    is_outcome: "outcomes",
    is_intervention: "interventions",
}


def ask(
    system: SystemMap,
    letter: str,
    *,
    chosen: Sequence[str] = (),
    other: Sequence[str] = (),
    neighbours: Neighbours | None = None,
    called: Mapping[str, str] | None = None,
) -> Answer:
    """Ask a map one of the fourteen questions.

    Parameters
    ----------
    system
        The map.
    letter
        Which question, a to n; see ``QUESTIONS``.
    chosen
        Identifiers of the factors it is asked of; without any, those marked on the map: outcomes, interventions, what
        somebody controls, or what is vulnerable, as the question needs.
    other
        For (c): outcomes that it is asked towards.
    neighbours
        ``Neighbours(system)``, where many questions are asked of one map.
    called
        What each factor is called in sentences, by identifier; without it, ``system.called``.

    Returns
    -------
    Answer
        Where the map marks too few factors for the question, the answer says so in its sentence and highlights
        nothing.

    Raises
    ------
    UsageError
        For another letter, or a factor that is not on the map.
    """
    question = QUESTIONS.get(letter)
    if question is None:
        raise UsageError(f'There is no question "{letter}".', "The questions are a to n.", "Use one of these letters.")
    near = neighbours or Neighbours(system)
    for each in (*chosen, *other):
        near.check(each)
    marked = () if chosen else _marked(system, question.kinds, question.least)
    of = tuple(dict.fromkeys(chosen)) or marked[: question.most]
    if letter == "f" and not of:
        of = _best_joined(near)
    towards = tuple(dict.fromkeys(other)) or _marked(system, question.other, 1)
    asked = Asked(system, near, letter, question.words, of, towards, called or system.called)
    needs_more = (question.kinds and len(of) < question.least) or (question.other and not towards)
    if needs_more or (letter == "f" and not of):
        return _nothing_marked(asked, question)
    found = question.answer(asked)
    if len(marked) <= len(of):
        return found
    words = "The map marks {many} factors for this question; the first {most} are asked about. Choose others to ask."
    return replace(found, sentences=(*found.sentences, told(words, many=len(marked), most=len(of))))


def _marked(system: SystemMap, kinds: Sequence[Kind], least: int) -> tuple[str, ...]:
    """Return the factors of the first kind of which there are enough."""
    for kind in kinds:
        found = tuple(each.identifier for each in system.factors if kind(each))
        if len(found) >= least:
            return found
    return ()


def _best_joined(near: Neighbours) -> tuple[str, ...]:
    many = {each: len(near.out[each]) + len(near.into[each]) for each in near.out}
    return (max(many, key=many.__getitem__),) if many else ()


def _nothing_marked(asked: Asked, question: Question) -> Answer:
    kinds = [KIND_WORDS[kind] for kind in (*question.kinds, *question.other)]
    words = "The map marks too few factors as {kinds}. Give factors that role, or choose factors to ask about."
    said = told(words, kinds=" or ".join(kinds)) if kinds else told("The map has no factor yet.")
    return asked.answer(from_people.NOWHERE, [said])

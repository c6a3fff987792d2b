"""What a loop is called and what it says, in plain English."""

from __future__ import annotations

from collections.abc import Mapping

from seedbed.analysis.systems.loops import Loop, LoopPolarity
from seedbed.analysis.systems.types import SystemMap

LETTERS = {LoopPolarity.REINFORCING: "R", LoopPolarity.BALANCING: "B", LoopPolarity.UNDETERMINED: "U"}
ENDINGS = {
    LoopPolarity.REINFORCING: "which pushes {first} further up",
    LoopPolarity.BALANCING: "which brings {first} back down",
    LoopPolarity.UNDETERMINED: "which comes back to {first}, nobody is sure which way",
}
OF_ITSELF = {
    LoopPolarity.REINFORCING: "When {first} goes up, that by itself pushes it further up.",
    LoopPolarity.BALANCING: "When {first} goes up, that by itself brings it back down.",
    LoopPolarity.UNDETERMINED: "When {first} goes up, that by itself changes it again, nobody is sure which way.",
}


def loop_labels(loops: list[Loop]) -> list[str]:
    """Return a short label for each loop, as facilitators write them: R1, R2, B1."""
    numbers = dict.fromkeys(LoopPolarity, 0)
    labels = []
    for loop in loops:
        numbers[loop.polarity] += 1
        labels.append(f"{LETTERS[loop.polarity]}{numbers[loop.polarity]}")
    return labels


def loop_name(system: SystemMap, loop: Loop) -> str:
    """Return the loop's factors in turn, back to the first: "Footfall → Shops open → Footfall"."""
    return " → ".join(system.called[each] for each in (*loop.factors, loop.factors[0]))


def loop_story(system: SystemMap, loop: Loop, called: Mapping[str, str] | None = None) -> str:
    """Tell what happens round a loop when its first factor goes up.

    "When Footfall goes up, Shops open goes up, which pushes Footfall further up." A link that is uncertain changes its
    effect; from there on nobody is sure. ``called`` says what factors are called, if not as the map does.
    """
    names = [(called or system.called)[each] for each in loop.factors]
    if len(names) == 1:
        return OF_ITSELF[loop.polarity].format(first=names[0])
    passed = set(loop.links)
    links = {link.identifier: link for link in system.links if link.identifier in passed}
    told, sign = [f"When {names[0]} goes up"], 1
    for name, identifier in zip(names[1:], loop.links, strict=False):
        sign *= links[identifier].sign
        told.append(f"{name} {('changes', 'goes up', 'goes down')[sign]}")
    told.append(ENDINGS[loop.polarity].format(first=names[0]))
    return ", ".join(told) + "."

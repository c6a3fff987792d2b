"""Sentences of the questions that start from factors people point at: for one, for any other number, by sign.

Which way a factor moves another is read along the ways of fewest links, and holds for a rise of the first.
"""

from __future__ import annotations

ALIKE, APART, UNSURE = "the same way", "different ways", "nobody is sure which way"

OF_THE_OTHERS = "{many} of the other {all} factors", "{many} of {all} other factor"
REACHES = ("{name} reaches {of_others}.",) * 2
OUTCOMES = (
    (1, "Of the outcomes, a rise of {name} raises {names} along the shortest ways."),
    (-1, "Of the outcomes, a rise of {name} lowers {names} along the shortest ways."),
    (0, "Of the outcomes, {name} moves {names}, nobody is sure which way."),
)
TOGETHER = (
    "{names} together reach {many} factor; reached by two or more of them: {shared}.",
    "{names} together reach {many} factors; {shared} of them are reached by two or more.",
)
MEETINGS = (
    (ALIKE, "They complement each other at {names}: moved the same way by a rise of each."),
    (APART, "They clash at {names}: moved different ways by a rise of each."),
    (UNSURE, "At {names} nobody is sure which way: a link is uncertain, or ways of the same length disagree."),
)
RELIES = (
    "Along the ways it relies on {names}, which also pushes on what the ways pass.",
    "Along the ways it relies on {names}, which also push on what the ways pass.",
)
UNREACHED = ("No way leads from {cause} to {names}.", "No way leads from {cause} to any of {names}.")
PUSHED = (
    "{of_others} pushes on {name}.",
    "{of_others} push on {name}.",
)
BUFFERED = "Somebody is named who controls {held} of the {many}; vulnerable to change: {changing} of the {many}."
DIRECTLY = (
    (1, "Directly, {names} moves it the same way.", "Directly, {names} move it the same way."),
    (-1, "Directly, {names} moves it the opposite way.", "Directly, {names} move it the opposite way."),
    (
        0,
        "Directly, {names} moves it, nobody is sure which way.",
        "Directly, {names} move it, nobody is sure which way.",
    ),
)
PULLS = {
    1: "More of {cause} means more of {effect} along the shortest ways: a trade-off if you want "
    "more of one and less of the other.",
    -1: "More of {cause} means less of {effect} along the shortest ways: a trade-off if you want "
    "more of both, or less of both.",
    0: "{cause} moves {effect}, nobody is sure which way: a link is uncertain, or ways of the same length disagree.",
}
BESIDE = (
    "Next to two or more of them stands {names}: what is done there touches several outcomes.",
    "Next to two or more of them stand {names}: what is done there touches several outcomes.",
)
LEVERS = (
    (
        ALIKE,
        "Co-benefits, where the same is wanted of each: {names} moves them the same way.",
        "Co-benefits, where the same is wanted of each: {names} move them the same way.",
    ),
    (
        APART,
        "Mind what is wanted of each: {names} moves them different ways.",
        "Mind what is wanted of each: {names} move them different ways.",
    ),
    (
        UNSURE,
        "Nobody is sure which way {names} moves them.",
        "Nobody is sure which way {names} move them.",
    ),
)
EXPOSED = (
    "{many} factor could make {name} change; {down} would be moved with it.",
    "{many} factors could make {name} change; {down} would be moved with it.",
)
HIT = (
    "{many} factor is reached by two or more of {names}.",
    "{many} factors are reached by two or more of {names}.",
)

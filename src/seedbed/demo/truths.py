"""What is planted in the invented town: true by design, so that people can see whether a method finds it.

The ids are stable. Numbers are those of seed 1; with another seed they differ by chance, within what each truth says.
"""

from __future__ import annotations

from dataclasses import dataclass

from seedbed.demo import counts, fields, names

TOWN_PREFIX = "alderwick."


@dataclass(frozen=True, slots=True)
class PlantedTruth:
    """One thing that is true of the invented town because it was made so.

    Parameters
    ----------
    id
        Stable: other data and tests refer to it.
    what
        What is planted, in one sentence.
    areas
        Codes of the small areas it is in.
    indicators
        Ids of the indicators that show it; empty where places show it.
    find
        A question whose answer it is, for a reader to go by.
    answer
        What they should find.
    """

    id: str
    what: str
    areas: tuple[str, ...]
    indicators: tuple[str, ...]
    find: str
    answer: str


def _codes(*numbers: int) -> tuple[str, ...]:
    return tuple(names.code("small_area", number) for number in numbers)


_TANNERS_ROW = _codes(*names.NEIGHBOURHOODS["tanners-row"][1])
_KESTREL_RISE = _codes(*names.NEIGHBOURHOODS["kestrel-rise"][1])

UNREACHABLE_HALL = "Railway Institute Hall"

TRUTHS: tuple[PlantedTruth, ...] = (
    PlantedTruth(
        id="T1-seldom-heard-language",
        what="About one resident in seven of two small areas of Tanners Row has Tigrinya as main language; "
        "elsewhere in the town it is about one in 270.",
        areas=_TANNERS_ROW[:2],
        indicators=(f"{TOWN_PREFIX}language.tigrinya",),
        find="Which language group of Tanners Row would be missed if only one of its ends were asked?",
        answer=f"The planted share is {counts.TIGRINYA_SHARE:.0%} in each of the two; the neighbourhood as a whole is "
        "far above the town beyond chance, though three of its five areas are not.",
    ),
    PlantedTruth(
        id="T2-unreachable-hall",
        what=f"The hall nearest to Kestrel Rise as the crow flies, {UNREACHABLE_HALL}, lies across the railway.",
        areas=_KESTREL_RISE,
        indicators=(),
        find="Which hall is nearest to Kestrel Rise, and can people walk there?",
        answer="The straight line crosses the railway, and the way by the nearest crossing is more than twice as long.",
    ),
    PlantedTruth(
        id="T3-known-effect",
        what="Emergency admissions for breathing trouble fall in Kestrel Rise after the third year; "
        "nothing like it happens in the rest of the town.",
        areas=_KESTREL_RISE,
        indicators=(f"{TOWN_PREFIX}breathing",),
        find="Emergency admissions for breathing trouble: what happened in Kestrel Rise that did not happen elsewhere?",
        answer=f"From {counts.EFFECT_FROM} the planted rate ratio beside the rest of the town is {counts.EFFECT:.2f}.",
    ),
    PlantedTruth(
        id="T4-spread-behind-a-mean",
        what="The small areas of Tanners Row run from the most deprived tenth of the nation to the seventh.",
        areas=_TANNERS_ROW,
        indicators=(f"{TOWN_PREFIX}index.decile", f"{TOWN_PREFIX}index.score"),
        find="Is Tanners Row an ordinary place, as its mean deprivation score says?",
        answer=f"Deciles from west to east are {', '.join(map(str, fields.TANNERS_ROW_DECILES))}; "
        "the mean score looks like that of an ordinary place.",
    ),
    PlantedTruth(
        id="T5-cluster-of-ill-health",
        what="Ill health lies together around Saltings in the south, beyond what deprivation there would lead one to "
        "expect.",
        areas=(),
        indicators=(f"{TOWN_PREFIX}bad_health", f"{TOWN_PREFIX}index.health_score"),
        find="Where does ill health lie together? (Getis-Ord Gi* of bad health over the region)",
        answer="The highest Gi* of the town is in the south, among the ten small areas nearest to the planted middle.",
    ),
    PlantedTruth(
        id="T6-small-group",
        what="People whose main language is a sign language are so few in every small area that their counts must not "
        "be shown.",
        areas=(*_TANNERS_ROW, *_KESTREL_RISE),
        indicators=(f"{TOWN_PREFIX}language.sign",),
        find="How many people have a sign language as main language, and why does the profile not say?",
        answer="Every count in a small area is below five, and the profile hides those of 1 to 4.",
    ),
    PlantedTruth(
        id="T7-strength",
        what="People in Kestrel Rise stay longer and volunteer more than their deprivation would lead one to expect.",
        areas=_KESTREL_RISE,
        indicators=(f"{TOWN_PREFIX}settled", f"{TOWN_PREFIX}volunteers"),
        find="What does Kestrel Rise have more of than the rest of the town?",
        answer="Both figures are above the town's beyond chance, in one of its most deprived places.",
    ),
)
"""A lost voice and a decline with its reason are planted with the voices, not here."""

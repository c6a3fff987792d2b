"""What is planted in the invented town: true by design, so that people can see whether a method finds it.

The ids are stable. Numbers are those of seed 1; with another seed they differ by chance, within what each truth says.
"""

from __future__ import annotations

from dataclasses import dataclass

from seedbed.demo import counts, fields, names
from seedbed.demo.names import TOWN_PREFIX


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
    beads
        Ids of the parts of the story it is in, in order; empty where figures or places show it.
    """

    id: str
    what: str
    areas: tuple[str, ...]
    indicators: tuple[str, ...]
    find: str
    answer: str
    beads: tuple[str, ...] = ()


def _codes(*numbers: int) -> tuple[str, ...]:
    return tuple(names.code("small_area", number) for number in numbers)


_TANNERS_ROW = _codes(*names.NEIGHBOURHOODS["tanners-row"][1])
_KESTREL_RISE = _codes(*names.NEIGHBOURHOODS["kestrel-rise"][1])

UNREACHABLE_HALL = "Railway Institute Hall"
EAST_OF_UNDERPASS, WEST_OF_UNDERPASS = "Staithe Harbour Surgery", "Saltings Health Centre"

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
    PlantedTruth(
        id="T8-lost-voice",
        what="Someone was given an interpreter for the wrong language. They were heard and their words became part of "
        "a theme, and there it ends.",
        areas=_TANNERS_ROW[:1],
        indicators=(),
        find="Who was brought an interpreter for Amharic, and what became of what they said?",
        answer="It belongs to the theme 'Nobody at the surgery speaks my language', which never became a factor, a "
        "priority or a decision; no reply went back.",
        beads=("t082a", "tr-theme-own-language"),
    ),
    PlantedTruth(
        id="T9-decline-with-its-reason",
        what="People of Kestrel Rise asked for a step-free way over the railway. It was declined, with the reason.",
        areas=_KESTREL_RISE,
        indicators=(),
        find="Why will there be no step-free bridge, and who was told?",
        answer="No, because nothing may be built over the line before its signals are renewed, and the cost is beyond "
        "what the council may commit. The reply was given in person; it can be reached from every voice that asked.",
        beads=("kr-theme-stepfree", "kr-priority-crossing", "kr-decision-crossing", "kr-reply-crossing"),
    ),
    PlantedTruth(
        id="T10-nowhere-to-meet",
        what="'There's nowhere to go', said at a door, can be followed to a reply: through theme, factor, lever, "
        "priority, decision, pledge, action and outcome.",
        areas=_TANNERS_ROW,
        indicators=(),
        find="What became of 'There's nowhere to go'?",
        answer="The community space inside the new diagnostic centre was expanded and is open.",
        beads=(
            "t001a",
            "tr-theme-nowhere-to-meet",
            "tr-factor-places",
            "tr-idea-space",
            "tr-priority-space",
            "tr-decision-space",
            "tr-action-space",
            "tr-pledge-space-cash",
            "tr-seen-somewhere",
            "tr-reply-space",
        ),
    ),
    PlantedTruth(
        id="T11-improved-outcome",
        what="After the space opened more people of Tanners Row say they have somewhere to meet, beyond chance.",
        areas=_TANNERS_ROW,
        indicators=(),
        find="Which outcome improved beyond chance?",
        answer="From 58 of 187 people to 103 of 196: the 95% limits do not touch.",
        beads=("tr-indicator-somewhere", "tr-seen-somewhere"),
    ),
    PlantedTruth(
        id="T12-too-early-to-tell",
        what="Whether the clinic and the insulation spare people the hospital cannot be said after one summer.",
        areas=_KESTREL_RISE,
        indicators=(f"{TOWN_PREFIX}breathing",),
        find="Did emergency admissions fall because of the clinic on the Parade?",
        answer="It is too early to tell, and the page says so; the fall of T3 came before the clinic.",
        beads=("kr-indicator-breathing", "kr-seen-breathing"),
    ),
    PlantedTruth(
        id="T13-group-not-heard",
        what="Twelve speakers of Tigrinya were heard in Tanners Row, more than their share of residents, but of what "
        "they raised little came further than a theme.",
        areas=_TANNERS_ROW,
        indicators=(f"{TOWN_PREFIX}language.tigrinya",),
        find="Which language group was heard and then lost on the way?",
        answer="Speakers of Tigrinya (see T1): interpreters and letters stay themes without a factor.",
        beads=("tr-theme-own-language", "tr-theme-letters"),
    ),
    PlantedTruth(
        id="T14-missing-group",
        what="In Tanners Row nobody aged 16 to 24 gave a card: others spoke about young people.",
        areas=_TANNERS_ROW,
        indicators=(f"{TOWN_PREFIX}age.16_24",),
        find="Which age group of Tanners Row was not heard at all?",
        answer="People aged 16 to 24, and the request for play was put off for that reason.",
        beads=("tr-theme-play", "tr-decision-play"),
    ),
    PlantedTruth(
        id="T15-steps-under-the-railway",
        what="The Saltings underpass has steps at both ends, so on wheels the railway can be crossed at North Gates "
        "alone.",
        areas=(),
        indicators=(),
        find=f"How far is it from {EAST_OF_UNDERPASS} to {WEST_OF_UNDERPASS} on foot, and how far in a wheelchair?",
        answer="On foot less than three kilometres, through the underpass; on wheels more than three times as far, by "
        "Marsh Lane Bridge, North Gates and the middle of the town.",
    ),
)

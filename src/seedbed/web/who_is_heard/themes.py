"""What people said, theme by theme: as heard, and as if each group had been heard by its size among residents.

For the team alone, and never for fewer than ten people: shares are told in fives of a hundred, so that marking one
voice does not show to which group its speaker belongs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from seedbed.analysis.voices.weighting import weighed
from seedbed.thread.kinds import BeadKind, Relation
from seedbed.web.golden_thread.models import Bead, Link
from seedbed.web.places.models import Neighbourhood
from seedbed.web.ui.batches import in_batches
from seedbed.web.who_is_heard.meter import Heard, standing

FEWEST = 10
"""People who said a thing, and of the others, below whom it is not shown."""
MOST_THEMES = 15
STEP = 5
"""Shares are rounded to as many of a hundred."""


@dataclass(frozen=True, slots=True)
class Said:
    """How many of those who told their group said a thing, per cent in steps of `STEP`.

    Parameters
    ----------
    as_heard
        Of those who were heard.
    weighted, low, high
        If each group had been heard by its size, with its limits of 95%.
    """

    theme: Bead
    as_heard: int
    weighted: int
    low: int
    high: int


def speakers_of(neighbourhood: Neighbourhood) -> dict[int, set[str]]:
    """Return who spoke of each theme, by its number: what they said was marked with it, or with a code of it."""
    by_contribution = {
        bead: str(who)
        for bead, who in standing(neighbourhood).exclude(participant=None).values_list("pk", "participant_id")
    }
    voices = _targets(Relation.EXCERPTED_AS, by_contribution)
    of_voice = {voice: by_contribution[said] for said, found in voices.items() for voice in found}
    codes = _targets(Relation.CODED_TO, of_voice)
    of_code: dict[int, set[str]] = defaultdict(set)
    for voice, found in codes.items():
        for code in found:
            of_code[code].add(of_voice[voice])
    speakers: dict[int, set[str]] = defaultdict(set)
    for end, found in _targets(Relation.GROUPED_IN, [*of_voice, *of_code]).items():
        for theme in found:
            speakers[theme] |= {of_voice[end]} if end in of_voice else of_code[end]
    return dict(speakers)


def _targets(relation: Relation, sources: Iterable[int]) -> dict[int, list[int]]:
    """Return where links of a relation lead that stand, from ends that were not erased."""
    found: dict[int, list[int]] = defaultdict(list)
    links = Link.objects.filter(relation=relation.value, retracted_at=None)
    for some in in_batches(sources):
        standing = links.filter(source__in=some, target__tombstone=None)
        for source, target in standing.values_list("source_id", "target_id"):
            found[source].append(target)
    return found


def themes_said(neighbourhood: Neighbourhood, heard: Sequence[Heard]) -> dict[str, list[Said]]:
    """Return what was said, by characteristic: themes of which enough people spoke, the most spoken of first."""
    speakers = speakers_of(neighbourhood)
    themes = Bead.objects.filter(
        pk__in=list(speakers), kind=BeadKind.THEME.value, tombstone=None, went_in=None
    ).in_bulk()
    return {each.characteristic: of_one(each, speakers, themes) for each in heard}


def of_one(heard: Heard, speakers: Mapping[int, set[str]], themes: Mapping[int, Bead]) -> list[Said]:
    """Return what was said, weighted by one characteristic; see `themes_said`."""
    living = heard.residents.all
    if not (heard.counts * living).sum():
        return []
    found = []
    for theme, who in speakers.items():
        told = np.array([heard.of_person[each] for each in who if each in heard.of_person], dtype=np.intp)
        others = heard.counts.sum() - len(told)
        if theme not in themes or len(told) < FEWEST or others < FEWEST:
            continue
        share = weighed(np.bincount(told, minlength=len(living)), heard.counts, living)
        sure = share.weighted
        figures = (share.unweighted.value, sure.value, sure.low, sure.high)
        found.append((len(told), Said(themes[theme], *(_in_steps(float(each)) for each in figures))))
    found.sort(key=lambda each: (-each[0], each[1].theme.pk))
    return [said for _, said in found[:MOST_THEMES]]


def _in_steps(share: float) -> int:
    return int(STEP * np.floor(100 * share / STEP + 0.5))

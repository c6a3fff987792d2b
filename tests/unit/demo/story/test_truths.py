"""What is planted in the story can be found on its thread."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from seedbed.analysis.equity.rates import wilson
from seedbed.analysis.equity.survival.checks import FEWEST_CONTRIBUTORS
from seedbed.demo.story.reading import read_story
from seedbed.demo.story.shapes import Story
from seedbed.demo.truths import TRUTHS
from seedbed.sources.packs import Pack
from seedbed.thread.kinds import BeadKind
from seedbed.thread.tracing import Way
from tests.unit.demo.story.in_memory import StoryThread, thread_of_story

BY_ID = {truth.id.split("-")[0]: truth for truth in TRUTHS}


@pytest.fixture(scope="module")
def story() -> Story:
    return read_story()


@pytest.fixture(scope="module")
def told(story: Story, town: Pack) -> StoryThread:
    return thread_of_story(story, town)


def _ahead(told: StoryThread, start: str) -> set[str]:
    """Return the story's ids of all that lies downstream."""
    names = {number: id_ for id_, number in told.beads.items()}
    return {names[bead] for bead in told.thread.trace(told.beads[start], Way.FORWARD).beads}


def _kinds_ahead(told: StoryThread, start: str) -> set[BeadKind]:
    return set(told.thread.trace_counts(told.beads[start], Way.FORWARD).by_kind)


def test_every_truth_of_the_story_names_beads_that_are_there(told: StoryThread) -> None:
    for truth in TRUTHS:
        assert set(truth.beads) <= set(told.beads), truth.id
    assert sum(bool(truth.beads) for truth in TRUTHS) == 7


def test_t8_the_lost_voice_ends_at_its_theme(told: StoryThread) -> None:
    lost, theme = BY_ID["T8"].beads
    assert _kinds_ahead(told, lost) == {BeadKind.CODE, BeadKind.THEME}
    assert theme in _ahead(told, lost)


def test_t9_the_decline_is_reached_from_every_voice_that_asked_with_its_reason(told: StoryThread, story: Story) -> None:
    asked = [m.id for said in story.said for m in said.marked if "kr-code-stepfree" in m.codes]
    assert len(asked) > 8
    for voice in asked:
        assert set(BY_ID["T9"].beads) <= _ahead(told, voice)
    decision = story.bead("kr-decision-crossing").values
    assert decision["outcome"] == "decline"
    assert decision["reason"].startswith("No, because")


def test_t10_nowhere_to_meet_is_followed_to_its_reply(told: StoryThread) -> None:
    assert set(BY_ID["T10"].beads) <= _ahead(told, BY_ID["T10"].beads[0])


def test_t11_the_outcome_improved_beyond_chance(story: Story) -> None:
    seen = story.bead("tr-seen-somewhere").values
    assert seen["judgement"] == "improved"
    limits = wilson(np.array([58, seen["numerator"]]), np.array([187, seen["denominator"]]))
    assert limits.high[0] < limits.low[1]


@pytest.mark.parametrize("id_", ["tr-seen-somewhere", "tr-seen-mood", "kr-seen-kept"])
def test_observations_carry_wilsons_limits(story: Story, id_: str) -> None:
    seen = story.bead(id_).values
    limits = wilson(np.array([seen["numerator"]]), np.array([seen["denominator"]]))
    assert (seen["value"], seen["ci_low"], seen["ci_high"]) == pytest.approx(
        (limits.value[0] * 100, limits.low[0] * 100, limits.high[0] * 100), abs=0.06
    )


def test_t12_it_is_too_early_and_no_value_is_given(story: Story) -> None:
    seen = story.bead("kr-seen-breathing").values
    assert seen["judgement"] == "too_early"
    assert "value" not in seen


def test_t13_speakers_of_tigrinya_are_heard_and_lost_after_the_theme(told: StoryThread, story: Story) -> None:
    voices = [
        marked.id
        for said in story.said
        for marked in said.marked
        if said.id.startswith("t") and (said.card or {}).get("language") == "tigrinya"
    ]
    assert len(voices) >= FEWEST_CONTRIBUTORS
    reached = Counter(kind for voice in voices for kind in _kinds_ahead(told, voice))
    assert reached[BeadKind.THEME] == len(voices)
    assert reached[BeadKind.DECISION] < len(voices) / 3
    assert not {"tr-decision-space"} & _ahead(told, "tr-theme-own-language")


def test_t14_nobody_aged_16_to_24_of_tanners_row_gave_a_card(story: Story) -> None:
    ages = Counter((said.card or {}).get("age") for said in story.said if said.id.startswith("t"))
    assert ages["16_24"] == 0
    assert ages["25_34"] > 5


def test_the_withdrawn_contribution_is_on_the_thread_no_more(told: StoryThread, story: Story) -> None:
    (taken,) = story.withdrawals
    assert told.beads[taken.contribution] in told.thread.store.tombstones
    assert told.beads["t090a"] in told.thread.store.tombstones


def test_merged_themes_carry_their_voices_to_the_one_that_stayed(told: StoryThread) -> None:
    for voice in ("t002a", "t001a"):
        assert "tr-theme-nowhere-to-meet" in _ahead(told, voice)
        assert not {"tr-theme-hall-shut", "tr-theme-nowhere-to-sit"} & _ahead(told, voice)


def test_the_split_theme_sends_each_voice_to_its_part(told: StoryThread) -> None:
    assert "tr-theme-appointments" in _ahead(told, "t009a")
    assert "tr-theme-low-mood" not in _ahead(told, "t009a")


def test_what_is_pledged_for_the_space_falls_short_of_the_ask(story: Story) -> None:
    pledged = sum(story.bead(f"tr-pledge-space-{what}").values["worth"] for what in ("cash", "rooms"))
    assert story.bead("tr-priority-space").values["cost"] - pledged == 25_000

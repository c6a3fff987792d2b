"""The story's tables hold together: ids are known, payloads stand, links are legal, no words come twice."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from importlib import resources
from itertools import pairwise

import pytest

from seedbed.demo import groups
from seedbed.demo.story.cards import CARD_WORDS, indicators_of
from seedbed.demo.story.reading import read_story
from seedbed.demo.story.shapes import Story
from seedbed.thread.kinds import BeadKind, Relation, check_legal
from seedbed.thread.payloads import payload_from_dict


@pytest.fixture(scope="module")
def story() -> Story:
    return read_story()


@pytest.fixture(scope="module")
def kinds(story: Story) -> dict[str, BeadKind]:
    found = {bead.id: bead.kind for bead in story.beads}
    found |= dict.fromkeys((figure.id for figure in story.figures), BeadKind.FIGURE)
    found |= dict.fromkeys((said.id for said in story.said), BeadKind.CONTRIBUTION)
    return found | dict.fromkeys((marked.id for said in story.said for marked in said.marked), BeadKind.VOICE)


def test_no_id_comes_twice(story: Story) -> None:
    ids = [bead.id for bead in story.beads] + [figure.id for figure in story.figures]
    ids += [said.id for said in story.said]
    ids += [marked.id for said in story.said for marked in said.marked]
    assert [id_ for id_, many in Counter(ids).items() if many > 1] == []


def test_every_payload_can_be_made(story: Story) -> None:
    made = [payload_from_dict(bead.kind.value, 1, dict(bead.values)) for bead in story.beads]
    assert len(made) > 150


def test_every_link_is_legal_and_dangles_nowhere(story: Story, kinds: dict[str, BeadKind]) -> None:
    for link in story.links:
        check_legal(kinds[link.source], link.relation, kinds[link.target])


def test_links_are_not_older_than_what_they_join(story: Story) -> None:
    days = {bead.id: bead.day for bead in story.beads}
    for link in story.links:
        assert link.day >= max(days.get(link.source, link.day), days.get(link.target, link.day)), link


def test_links_stay_within_a_neighbourhood(story: Story) -> None:
    assert [link for link in story.links if link.source[0] != link.target[0]] == []


def test_about_two_hundred_people_are_heard_and_no_two_say_the_same(story: Story) -> None:
    assert 190 <= len(story.said) <= 230
    assert len({said.words for said in story.said}) == len(story.said)


def test_fragments_are_found_once_in_the_words_they_come_from(story: Story) -> None:
    for said in story.said:
        for marked in said.marked:
            assert said.words.count(marked.words) == 1, marked.id


def test_words_in_other_languages_have_a_translation_and_english_has_none(story: Story) -> None:
    for said in story.said:
        assert bool(said.translation) == (said.language != "en"), said.id
        if len(said.marked) > 1 and said.language != "en":
            assert all(marked.translation in said.translation for marked in said.marked), said.id


def test_people_speak_at_least_six_languages(story: Story) -> None:
    assert {"en", "ti", "bn", "pl", "ar", "pt"} <= {said.language for said in story.said}


def test_cards_hold_the_towns_own_groups(story: Story) -> None:
    known = {measure.id: {entry[0] for entry in measure.groups} for measure in groups.GROUP_MEASURES}
    for said in story.said:
        for characteristic, group in (said.card or {}).items():
            assert group in known[characteristic], said.id


def test_cards_have_words_for_every_group_of_the_town() -> None:
    for characteristic, words in CARD_WORDS.items():
        assert len(indicators_of(characteristic)) == len(words)
    assert indicators_of("tenure") == {}


def test_some_gave_no_card_and_professionals_have_none(story: Story) -> None:
    residents = [said for said in story.said if said.origin == "resident"]
    assert 0.15 < sum(not said.card for said in residents) / len(residents) < 0.4
    assert {said.card for said in story.said if said.origin == "professional"} == {None}


def test_nothing_in_the_words_identifies_anyone(story: Story) -> None:
    """No phone numbers, postcodes, e-mail addresses or names with a title."""
    pattern = re.compile(r"\d{5,}|@|\bZZ\d|\b(Mr|Mrs|Miss|Ms|Dr) [A-Z]|\b[Mm]y name is\b")
    assert [said.id for said in story.said if pattern.search(f"{said.words} {said.translation}")] == []


def test_the_map_has_about_twenty_five_factors_and_links_with_an_unsure_one(story: Story) -> None:
    factors = [bead for bead in story.beads if bead.kind is BeadKind.FACTOR]
    links = [bead for bead in story.beads if bead.kind is BeadKind.CAUSAL_LINK]
    assert 22 <= len(factors) <= 28
    assert Counter(link.values.get("polarity", "same") for link in links)["uncertain"] == 1


def test_every_causal_link_has_one_cause_and_one_effect(story: Story) -> None:
    ends = Counter(
        (link.relation.value, end) for link in story.links for end in (link.source, link.target) if "-link-" in end
    )
    for bead in story.beads:
        if bead.kind is BeadKind.CAUSAL_LINK:
            assert (ends["cause_of", bead.id], ends["effect_on", bead.id]) == (1, 1), bead.id


def test_some_factors_rest_on_experts_alone(story: Story) -> None:
    backed = {link.target for link in story.links}
    bare = {bead.id for bead in story.beads if bead.kind is BeadKind.FACTOR} - {
        link.target for link in story.links if link.relation.value in {"expressed_as", "evidences"}
    }
    assert bare == {"tr-factor-turnover", "kr-factor-grant"}
    assert "tr-factor-places" in backed


def test_decisions_are_of_every_kind_and_actions_in_every_state(story: Story) -> None:
    outcomes = {bead.values["outcome"] for bead in story.beads if bead.kind is BeadKind.DECISION}
    states = {bead.values["state"] for bead in story.beads if bead.kind is BeadKind.ACTION}
    assert outcomes == {"adopt", "adapt", "defer", "decline"}
    assert states == {"planned", "under_way", "delivered", "stopped"}


def test_pledges_are_of_cash_space_staff_time_and_policy(story: Story) -> None:
    found = {bead.values["pledge_kind"] for bead in story.beads if bead.kind is BeadKind.PLEDGE}
    assert {"cash", "space", "staff_time"} <= found


def test_the_story_runs_over_about_eighteen_months(story: Story) -> None:
    first = min(said.said_on for said in story.said)
    assert 15 <= (story.last_day - first).days / 30.4 <= 20


def test_the_map_circles(story: Story) -> None:
    """Company and low mood feed each other, and so do places, company, neighbours and keys."""
    effect = {link.source: link.target for link in story.links if link.relation is Relation.EFFECT_ON}
    ahead: dict[str, set[str]] = {}
    for link in story.links:
        if link.relation is Relation.CAUSE_OF:
            ahead.setdefault(link.source, set()).add(effect[link.target])
    assert "tr-factor-mood" in ahead["tr-factor-company"]
    assert "tr-factor-company" in ahead["tr-factor-mood"]
    circle = ("tr-factor-places", "tr-factor-company", "tr-factor-neighbours", "tr-factor-keys", "tr-factor-places")
    assert all(after in ahead[before] for before, after in pairwise(circle))


def _runs(text: str, many: int = 8) -> set[tuple[str, ...]]:
    """Return every so many words of a text that follow each other."""
    words = re.findall(r"[^\W_]+(?:'[^\W_]+)?", text.lower())
    return {tuple(words[start : start + many]) for start in range(len(words) - many + 1)}


def test_nothing_that_decision_makers_see_repeats_a_resident_word_for_word(story: Story) -> None:
    """Themes, ideas and replies are everyone's who follows the thread; what was said is not."""
    said = {run for each in story.said for text in (each.words, each.translation) for run in _runs(text)}
    texts = [(bead.id, value) for bead in story.beads for value in bead.values.values() if isinstance(value, str)]
    texts += [
        ("a reason", change.why) for changes in (story.merges, story.splits, story.withdrawals) for change in changes
    ]
    assert [(where, text) for where, text in texts if said & _runs(text)] == []


def test_what_is_on_the_map_was_put_there_at_a_kiosk_or_on_a_walk(story: Story) -> None:
    pinned = [said for said in story.said if said.pinned]
    assert {said.id[0] for said in pinned} == {"k", "t"}
    assert [said.id for said in pinned if not ("-kiosk-" in said.event or "-walk-" in said.event)] == []
    assert {each.shape for said in pinned for each in said.pinned} == {"point", "line", "area"}
    known = set(tomllib.loads((resources.files("seedbed.demo.story") / "marks.toml").read_text("utf-8"))["marks"])
    assert known == {said.id for said in pinned}

"""Every kind is shown, named and explained."""

from __future__ import annotations

import dataclasses
from enum import Enum
from typing import get_type_hints

import pytest

from seedbed.thread.kinds import BeadKind
from seedbed.thread.payloads import PAYLOADS, payload_to_dict
from seedbed.thread.payloads.decided import PriorityPayload
from seedbed.thread.payloads.delivered import TheoryStepPayload
from seedbed.thread.payloads.known import FigurePayload
from seedbed.web.golden_thread import registry
from seedbed.web.golden_thread.checks import every_kind_has_a_room
from seedbed.web.golden_thread.registry import room_of
from seedbed.web.walking_skeleton.fields import fields_of
from seedbed.web.walking_skeleton.wording import (
    LABELS,
    PARTICULAR,
    SHOWN,
    SHOWN_OF_A_KIND,
    WALK,
    choice_in_words,
    label_of,
)
from tests.unit.web.conftest import Cast
from tests.unit.web.walking_skeleton.conftest import Make


def test_every_kind_has_a_room() -> None:
    assert every_kind_has_a_room() == []


def test_a_kind_without_a_room_stops_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    rooms = {kind: room_of(kind) for kind in BeadKind if kind is not BeadKind.PLEDGE}
    monkeypatch.setattr(registry, "_ROOMS", rooms)
    (error,) = every_kind_has_a_room()
    assert "'pledge'" in error.msg
    assert error.hint


def test_every_kind_is_on_the_walk() -> None:
    assert set(WALK) == set(BeadKind)


@pytest.mark.parametrize("kind", [kind for kind in BeadKind if kind is not BeadKind.VOICE])
def test_every_field_has_a_label_in_words(kind: BeadKind) -> None:
    names = [field.name for field in dataclasses.fields(PAYLOADS[kind])]
    labels = [str(field.label) for field in fields_of(kind).values()]
    assert list(fields_of(kind)) == names
    assert len(set(labels)) == len(labels)
    assert not any("_" in label for label in labels)


def test_a_used_figure_is_quoted_as_people_quote_it(make: Make) -> None:
    figure = FigurePayload(
        name="Households in fuel poverty",
        indicator="alderwick.cold_homes",
        area="Kestrel Rise",
        period="2024",
        value=23.695652173913043,
        source="Invented Registers Office",
        unit="%",
        numerator=109.0,
        denominator=460.0,
        ci_low=20.0384,
        ci_high=27.7912,
    )
    assert room_of(BeadKind.FIGURE).detail(make(payload=figure)).splitlines() == [
        "What it measures: Households in fuel poverty",
        "Value: 23.7%",
        "95% interval: 20.0% to 27.8%",
        "Of how many: 109 of 460",
        "Area: Kestrel Rise",
        "Period: 2024",
        "Published by: Invented Registers Office",
    ]


def test_a_figure_written_by_hand_keeps_what_it_measures_and_whole_numbers(make: Make) -> None:
    figure = FigurePayload(
        name="Hall hours",
        indicator="Hours a week the hall is open",
        area="Millbrook",
        period="2025",
        value=12,
        source="The keeper",
    )
    detail = room_of(BeadKind.FIGURE).detail(make(payload=figure))
    assert "What it measures: Hours a week the hall is open" in detail
    assert "Value: 12\n95% interval: none is given" in detail


def test_a_step_of_the_theory_of_change_is_shown_in_words(make: Make) -> None:
    step = TheoryStepPayload(name="People meet weekly", assumption="The hall is warm")
    assert room_of(BeadKind.THEORY_STEP).detail(make(payload=step)).splitlines() == [
        "Stage of the theory of change: Outcome: what changes for people",
        "What must hold for it: The hall is warm",
        "How sure we are: Fairly sure",
    ]


def test_what_is_shown_is_no_question() -> None:
    fields = {field.name for kind in BeadKind for field in dataclasses.fields(PAYLOADS[kind])}
    assert set(SHOWN) <= fields
    assert not any(label.endswith("?") for label in (*SHOWN.values(), *SHOWN_OF_A_KIND.values()))


def test_no_label_is_left_over() -> None:
    used = {(kind, field.name) for kind in BeadKind for field in dataclasses.fields(PAYLOADS[kind])}
    assert set(PARTICULAR) <= used
    assert set(LABELS) <= {name for _, name in used}
    assert label_of(BeadKind.ACTION, "owner") == "Who does it?"


def test_every_choice_is_said_in_words() -> None:
    hints = [hint for kind in BeadKind for hint in get_type_hints(PAYLOADS[kind]).values()]
    choices = [choice for hint in hints if isinstance(hint, type) and issubclass(hint, Enum) for choice in hint]
    assert choices
    assert not any("_" in choice_in_words(choice) for choice in choices)


def test_a_plain_room_shows_what_was_filled_in(make: Make) -> None:
    bead = make(payload=PriorityPayload(name="A room", ask="Open it", cost=12_000.0, people_who_gain=300))
    room = room_of(BeadKind.PRIORITY)
    assert room.title(bead) == "A room"
    assert room.detail(bead).splitlines() == [
        "What is asked: Open it",
        "Cost in pounds: 12,000",
        "How many people gain: 300",
    ]


def test_nought_is_shown_and_nothing_is_not(make: Make) -> None:
    bead = make(payload=PriorityPayload(name="A room", cost=0.0))
    assert room_of(BeadKind.PRIORITY).detail(bead) == "Cost in pounds: 0"


@pytest.mark.parametrize(
    ("name", "sees"),
    [("olu", True), ("dev", True), ("sam", True), ("ngozi", True), ("ama", True), ("lee", False), ("pat", False)],
)
@pytest.mark.parametrize("whole", [False, True])
def test_plain_beads_are_seen_by_everyone_with_a_role_there(
    make: Make, cast: Cast, name: str, *, sees: bool, whole: bool
) -> None:
    bead = make(neighbourhood=None) if whole else make()
    assert room_of(BeadKind.THEME).visible_to(cast.everyone()[name], bead) is sees


def test_stored_payloads_read_back(make: Make) -> None:
    payload = PriorityPayload(name="A room")
    assert make(payload=payload).payload == payload_to_dict(payload)

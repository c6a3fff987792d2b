"""Merging, splitting and undoing by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from seedbed.thread.identifiers import printed
from seedbed.thread.kinds import Relation
from seedbed.web.golden_thread.actions import link
from seedbed.web.golden_thread.models import Bead, Lineage, Link
from seedbed.web.listening.models import Voice
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast
from tests.unit.web.walking_skeleton.conftest import Make, adding, page, said
from tests.unit.web.walking_skeleton.filled import FILLED

As = Callable[[Any], Client]


def undoing() -> str:
    return f"/by-hand/change/{Lineage.objects.latest('pk').pk}/undo/"


@pytest.fixture
def themes(cast: Cast, voice: Voice, make: Make) -> tuple[Bead, Bead]:
    """Return two themes; the voice belongs to the second."""
    one, two = make("Nowhere to meet"), make("No place to meet")
    link(by=cast.dev, source=voice.bead, relation=Relation.GROUPED_IN, target=two)
    return one, two


def living(bead: Bead) -> list[int]:
    found = Link.objects.filter(relation="grouped_in", retracted_at=None, target=bead)
    return list(found.values_list("source", flat=True))


def test_a_merge_carries_links_over(dev: Client, themes: tuple[Bead, Bead], voice: Voice) -> None:
    one, two = themes
    dev.post(page(one, "merge"), {"others": [printed(two.pk)], "why": "The same."})
    assert (living(one), living(two)) == ([voice.pk], [])
    assert "no longer stands for itself" in said(dev.get(page(two)))


def test_a_merge_is_undone(dev: Client, themes: tuple[Bead, Bead], voice: Voice) -> None:
    one, two = themes
    dev.post(page(one, "merge"), {"others": [printed(two.pk)], "why": "The same."})
    assert undoing() in said(dev.get(page(one)))
    assert "The same." in said(dev.get(undoing()))
    dev.post(undoing())
    assert (living(one), living(two)) == ([], [voice.pk])
    assert "Undone on" in said(dev.get(page(one)))


def test_the_second_of_two_people_who_undo_the_same_merge_is_told(
    dev: Client, cast: Cast, as_: As, themes: tuple[Bead, Bead]
) -> None:
    one, two = themes
    dev.post(page(one, "merge"), {"others": [printed(two.pk)], "why": "The same."})
    dev.post(undoing())
    answer = as_(cast.sam).post(undoing())
    assert answer.status_code == 422
    assert "already undone by Dev" in said(answer)


def test_a_bead_is_not_offered_to_merge_with_itself(dev: Client, themes: tuple[Bead, Bead]) -> None:
    one, two = themes
    choices = dev.get(page(one, "merge")).context["form"].fields["others"].choices
    assert [number for number, _ in choices] == [printed(two.pk)]


def test_merging_with_itself_by_a_forged_form_is_refused(dev: Client, themes: tuple[Bead, Bead]) -> None:
    answer = dev.post(page(themes[0], "merge"), {"others": [printed(themes[0].pk)], "why": "?"})
    assert answer.status_code == 422
    assert not Lineage.objects.exists()


def test_merging_nothing_is_refused(dev: Client, themes: tuple[Bead, Bead]) -> None:
    assert dev.post(page(themes[0], "merge"), {"why": "The same."}).status_code == 422


def test_what_was_merged_is_offered_no_more(
    dev: Client, themes: tuple[Bead, Bead], neighbourhood: Neighbourhood
) -> None:
    one, two = themes
    dev.post(page(one, "merge"), {"others": [printed(two.pk)], "why": "The same."})
    form = dev.get(adding(neighbourhood, "factor")).context["form"]
    assert [number for number, _ in form.fields["from_expressed_as"].choices] == [printed(one.pk)]
    answer = dev.post(
        adding(neighbourhood, "factor"), {"name": "F", "role": "ordinary", "from_expressed_as": [printed(two.pk)]}
    )
    assert answer.status_code == 422


def test_a_split_first_asks_for_names_then_for_links(dev: Client, themes: tuple[Bead, Bead], voice: Voice) -> None:
    _, two = themes
    told = {"names": "Nowhere indoors\nNowhere outdoors", "why": "They differ."}
    asked = dev.post(page(two, "split"), told)
    (field,) = list(asked.context["form"].fields)
    assert not Lineage.objects.exists()
    dev.post(page(two, "split"), {**told, "share": "yes", field: ["1"]})
    parts = list(Bead.objects.filter(kind="theme").order_by("pk"))[-2:]
    assert [part.payload["name"] for part in parts] == ["Nowhere indoors", "Nowhere outdoors"]
    assert [living(part) for part in parts] == [[], [voice.pk]]


def test_a_split_is_undone(dev: Client, themes: tuple[Bead, Bead], voice: Voice) -> None:
    _, two = themes
    told = {"names": "A\nB", "why": "They differ."}
    (field,) = list(dev.post(page(two, "split"), told).context["form"].fields)
    dev.post(page(two, "split"), {**told, "share": "yes", field: ["0", "1"]})
    assert living(two) == []
    dev.post(undoing())
    assert living(two) == [voice.pk]


def test_a_link_without_a_part_is_refused_and_nothing_is_made(dev: Client, themes: tuple[Bead, Bead]) -> None:
    _, two = themes
    before = Bead.objects.count()
    answer = dev.post(page(two, "split"), {"names": "A\nB", "why": "They differ.", "share": "yes"})
    assert answer.status_code == 422
    assert "one part or more" in said(answer)
    assert answer.context["names"] == ["A", "B"]
    assert Bead.objects.count() == before


@pytest.mark.parametrize("names", ["", "Only one", "Same\nSame", "\n".join("abcdefghij"), "x" * 201 + "\ny"])
def test_names_that_will_not_do_are_refused(dev: Client, themes: tuple[Bead, Bead], names: str) -> None:
    answer = dev.post(page(themes[1], "split"), {"names": names, "why": "They differ."})
    assert answer.status_code == 422
    assert answer.context["form"]["names"].value() == names


def test_a_bead_without_links_is_split_at_once(dev: Client, themes: tuple[Bead, Bead]) -> None:
    answer = dev.post(page(themes[0], "split"), {"names": "A\nB", "why": "They differ."})
    assert answer.status_code == 302
    assert Lineage.objects.get().relation == "split_into"


@pytest.mark.parametrize("kind", ["decision", "reply"])
@pytest.mark.parametrize("part", ["merge", "split"])
def test_what_was_decided_or_said_stays_as_it_was(
    cast: Cast, as_: As, neighbourhood: Neighbourhood, kind: str, part: str
) -> None:
    browser = as_(cast.olu)
    browser.post(adding(neighbourhood, kind), next(told for each, told in FILLED.items() if each == kind))
    assert browser.get(page(Bead.objects.get(kind=kind), part)).status_code == 404


def test_a_change_that_is_not_there_has_no_page(dev: Client) -> None:
    assert dev.get("/by-hand/change/999999/undo/").status_code == 404

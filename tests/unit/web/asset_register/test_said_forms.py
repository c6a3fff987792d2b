"""Forms of what residents said: voices are found by a word, and nothing is chosen beforehand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from seedbed.web.asset_register.models import Asset, Barrier
from seedbed.web.asset_register.views import common
from seedbed.web.consent.actions import welcome, withdraw_scope
from seedbed.web.golden_thread.models import Bead
from seedbed.web.listening.actions import excerpt, record_contribution
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast

pytestmark = pytest.mark.django_db


def test_voices_are_found_by_a_word_and_what_was_typed_stays(hall: Asset, voice: Bead, cast: Cast, as_: Any) -> None:
    sent = {"name": "Steps", "voices": [voice.pk], "find": "no such word", "do": "find"}
    page = as_(cast.dev).post(f"/assets/{hall.identifier}/barrier/", sent)
    form = page.context["form"]
    assert (page.status_code, Barrier.objects.count(), form["name"].value()) == (200, 0, "Steps")
    assert [number for number, _ in form["voices"].field.choices] == [str(voice.pk)]
    page = as_(cast.dev).post(f"/assets/{hall.identifier}/barrier/", {"find": "shut\x00", "do": "find"})
    assert "voices" in page.context["form"].fields


def test_a_search_never_looks_into_words_that_nobody_agreed_to(
    hall: Asset, voice: Bead, neighbourhood: Neighbourhood, cast: Cast, as_: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else one that is hidden takes the place of one that may be shown, and so tells what its words are."""
    other = welcome(by=None, neighbourhood=neighbourhood, cards={}, scopes=["take_part"])
    said = record_contribution(
        by=cast.dev, neighbourhood=neighbourhood, words="It is shut.", said_on=date(2026, 1, 6), participant=other
    )
    excerpt(by=cast.dev, contribution=said, start=0, end=11)
    withdraw_scope(by=None, participant=other, scope="take_part")
    monkeypatch.setattr(common, "MOST_VOICES", 1)
    page = as_(cast.dev).post(f"/assets/{hall.identifier}/barrier/", {"find": "shut", "do": "find"})
    assert [number for number, _ in page.context["form"]["voices"].field.choices] == [str(voice.pk)]


def test_no_kind_of_barrier_is_chosen_beforehand(hall: Asset, cast: Cast, as_: Any) -> None:
    answer = as_(cast.dev).post(f"/assets/{hall.identifier}/barrier/", {"name": "Steps", "severity": 2, "kind": ""})
    assert (answer.status_code, Barrier.objects.count()) == (422, 0)

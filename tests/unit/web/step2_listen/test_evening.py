"""The evening's page counts what was said on a day, and nothing of what was taken back."""

from __future__ import annotations

from django.utils import timezone

from seedbed.web.listening.actions import record_contribution, withdraw_contribution
from seedbed.web.step2_listen.queries import evening_of
from tests.unit.web.conftest import Cast


def test_what_was_taken_back_is_not_on_the_evenings_page(cast: Cast) -> None:
    place, today = cast.rosa.neighbourhood, timezone.localdate()
    said = record_contribution(
        by=cast.dev,
        neighbourhood=place,
        words="The lido.",
        said_on=today,
        participant=cast.rosa,
        prompt="Why?",
    )
    before = evening_of(place, today)
    withdraw_contribution(by=None, contribution=said, why="Asked to.", by_holder=True)
    after = evening_of(place, today)
    assert (len(before.beads), before.prompts, before.languages) == (1, (("Why?", 1),), (("en", 1),))
    assert (after.beads, after.prompts, after.languages) == ((), (), ())

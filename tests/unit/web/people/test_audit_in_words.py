"""The audit trail in words that its readers know."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from seedbed.web.people.audit import record
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast

As = Callable[[User | None], Client]


def test_the_trail_says_in_plain_words_what_was_done(cast: Cast, as_: As, neighbourhood: Neighbourhood) -> None:
    record(by=cast.dev, action="step1.change_organisation", scope=neighbourhood.scope, fields=["answers_to", "name"])
    seen = as_(cast.olu).get(f"/people/{neighbourhood.scope.pk}/audit/").content.decode().partition("<tbody")[2]
    assert "Welcomed a resident" in seen
    assert "Changed an organisation of the care system" in seen
    assert "fields answers to and name" in seen
    assert "consent.welcome" not in seen
    assert "consent: welcome" not in seen


def test_an_action_of_another_release_is_shown_by_its_name(cast: Cast, as_: As, neighbourhood: Neighbourhood) -> None:
    record(by=cast.dev, action="step9.sing_songs", scope=neighbourhood.scope)
    assert "step9: sing songs" in as_(cast.olu).get(f"/people/{neighbourhood.scope.pk}/audit/").content.decode()

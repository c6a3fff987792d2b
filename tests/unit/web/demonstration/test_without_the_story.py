"""Sites that the story is not on, or may not come to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from seedbed.errors import UsageError
from seedbed.web.demonstration.load import load_story
from seedbed.web.demonstration.models import Told
from seedbed.web.people.models import Scope, User
from seedbed.web.places.actions import start_partnership, start_programme
from seedbed.web.places.models import Programme


@pytest.mark.django_db
def test_it_does_not_come_beside_other_programmes_unasked(site: Scope) -> None:
    partnership = start_partnership(by=None, name="Ashby Partnership")
    start_programme(by=None, partnership=partnership, name="Ashby 2026")
    with pytest.raises(UsageError, match="programmes of its own"):
        load_story()
    assert not Told.objects.exists()


@pytest.mark.django_db
def test_it_comes_beside_other_programmes_when_asked(site: Scope) -> None:
    partnership = start_partnership(by=None, name="Ashby Partnership")
    other = start_programme(by=None, partnership=partnership, name="Ashby 2026")
    loaded = load_story(beside_others=True)
    assert loaded.programme != other
    assert set(Programme.objects.all()) == {other, loaded.programme}


@pytest.mark.django_db
def test_stopped_half_way_it_leaves_nothing() -> None:
    def stop(done: float, total: float, what: str) -> None:
        if done >= 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_story(stop)
    assert not Programme.objects.exists()


def test_a_site_without_the_story_says_where_it_is(cast: Any, as_: Callable[[User | None], Client]) -> None:
    browser = as_(cast.dev)
    assert "seedbed demo" in browser.get(reverse("demonstration:tour")).content.decode()
    assert browser.get(reverse("demonstration:voice")).status_code == 404

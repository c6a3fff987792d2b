"""Which data pack a programme's figures come from: named once, while nothing rests on them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from seedbed.demo.town import PACK_NAME
from seedbed.errors import UsageError
from seedbed.web.people.models import AuditEvent, User
from seedbed.web.places.models import Neighbourhood, Programme
from seedbed.web.step1_profile.actions import name_pack
from seedbed.web.step1_profile.models import Screening
from tests.unit.web.conftest import Cast

As = Callable[[User | None], Client]


@pytest.fixture
def unnamed(in_town: Programme) -> Programme:
    """A programme beside an installed pack that it does not name yet."""
    in_town.pack = ""
    in_town.save()
    return in_town


def test_the_page_of_candidates_leads_to_naming_it_and_on(cast: Cast, as_: As, unnamed: Programme) -> None:
    browser, candidates = as_(cast.sam), reverse("step1_profile:candidates", args=[unnamed.slug])
    naming = reverse("step1_profile:pack", args=[unnamed.slug])
    assert naming in browser.get(candidates).content.decode()
    assert f'value="{PACK_NAME}"' in browser.get(naming).content.decode()
    after = browser.post(naming, {"pack": PACK_NAME}, follow=True)
    assert after.redirect_chain == [(candidates, 302)]
    assert f'name="within" value="{PACK_NAME}"' in after.content.decode()
    assert Programme.objects.get(pk=unnamed.pk).pack == PACK_NAME
    assert AuditEvent.objects.filter(action="step1.name_pack").count() == 1


def test_a_real_programme_takes_no_invented_figures(cast: Cast, as_: As, unnamed: Programme) -> None:
    Programme.objects.filter(pk=unnamed.pk).update(invented=False)
    unnamed.refresh_from_db()
    with pytest.raises(UsageError, match="cannot be used here"):
        name_pack(by=None, programme=unnamed, pack=PACK_NAME)
    said = as_(cast.sam).get(reverse("step1_profile:pack", args=[unnamed.slug])).content.decode()
    assert "No data pack is installed" in said


@pytest.mark.parametrize("pack", ["", "atlantis", "../town", "a" * 300])
def test_a_pack_that_is_not_there_is_refused_on_the_form(cast: Cast, as_: As, unnamed: Programme, pack: str) -> None:
    answer = as_(cast.sam).post(reverse("step1_profile:pack", args=[unnamed.slug]), {"pack": pack})
    assert answer.status_code == 422
    assert Programme.objects.get(pk=unnamed.pk).pack == ""


def test_figures_stay_once_candidates_rest_on_them(cast: Cast, as_: As, screening: Screening) -> None:
    programme = screening.programme
    programme.pack = "other"
    programme.save()
    with pytest.raises(UsageError, match="goes on with the figures of 'other'"):
        name_pack(by=None, programme=programme, pack=PACK_NAME)
    said = as_(cast.sam).get(reverse("step1_profile:pack", args=[programme.slug])).content.decode()
    assert "cannot be changed any more" in said


def test_figures_stay_once_a_line_rests_on_them(drawn: Neighbourhood) -> None:
    programme = drawn.programme
    Programme.objects.filter(pk=programme.pk).update(pack="other")
    with pytest.raises(UsageError, match="would not fit together"):
        name_pack(by=None, programme=programme, pack=PACK_NAME)

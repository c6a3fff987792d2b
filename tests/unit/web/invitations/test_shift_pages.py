"""A shift on pages: its code, who came, and a phone that is signed in until it ends."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from seedbed.web.invitations.models import Shift, ShiftHelper
from seedbed.web.invitations.queries import token_of
from seedbed.web.invitations.shifts import open_shift
from seedbed.web.people.models import User
from seedbed.web.people.roles import HELPERS, Role
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast

As = Callable[[User | None], Client]


@pytest.fixture
def shift(cast: Cast, neighbourhood: Neighbourhood) -> Shift:
    until = timezone.now() + timedelta(hours=4)
    return open_shift(by=cast.dev, scope=neighbourhood.scope, role=Role.TABLE_HOST, until=until)[0]


def _door(shift: Shift) -> str:
    return f"/shifts/join/{token_of(shift)}/"


def test_a_facilitator_opens_a_shift_and_sees_its_code(cast: Cast, neighbourhood: Neighbourhood, as_: As) -> None:
    told = {"role": "table_host", "hours": "3", "most": "5"}
    page = as_(cast.dev).post(f"/shifts/{neighbourhood.scope_id}/", told, follow=True).content.decode()
    made = Shift.objects.get()
    assert (made.most, made.ends_at - made.opened_at) == (5, timedelta(hours=3))
    assert f"http://testserver{_door(made)}" in page
    assert 'aria-label="Code of this shift"><svg' in page


def test_only_roles_of_helpers_are_offered(cast: Cast, neighbourhood: Neighbourhood, as_: As) -> None:
    page = as_(cast.olu).get(f"/shifts/{neighbourhood.scope_id}/").content.decode()
    assert set(re.findall(r'name="role" value="(\w+)"', page)) == {role.value for role in HELPERS}


def test_a_helper_comes_in_with_a_first_name(shift: Shift, client: Client, cast: Cast, as_: As) -> None:
    answer = client.post(_door(shift), {"name": "Bo"}, follow=True)
    assert "Millbrook" in answer.content.decode()
    assert client.session.get_expiry_date() == shift.ends_at
    assert "<bdi>Bo</bdi>" in as_(cast.dev).get(f"/shifts/one/{shift.pk}/").content.decode()


def test_looking_at_the_code_makes_no_account(shift: Shift, client: Client) -> None:
    for asked in (client.get, client.head):
        assert asked(_door(shift)).status_code == 200
    assert not ShiftHelper.objects.exists()


def test_the_same_phone_comes_back_in_without_a_second_account(shift: Shift, client: Client) -> None:
    client.post(_door(shift), {"name": "Bo"})
    for asked in (client.get, client.post):
        assert asked(_door(shift), {"name": "Bo"}).status_code == 302
    assert ShiftHelper.objects.count() == 1


def test_closing_the_shift_signs_helpers_out(shift: Shift, client: Client, cast: Cast, as_: As) -> None:
    client.post(_door(shift), {"name": "Bo"})
    as_(cast.dev).post(f"/shifts/one/{shift.pk}/close/")
    assert client.get("/").status_code == 302
    answer = client.get(_door(shift))
    assert (answer.status_code, "This code opens no shift." in answer.content.decode()) == (400, True)


def test_a_changed_code_tells_nothing_of_the_place(shift: Shift, client: Client) -> None:
    for door in (_door(shift)[:-2] + "/", "/shifts/join/1-1-x/"):
        page = client.get(door).content.decode()
        assert "This code opens no shift." in page
        assert "Millbrook" not in page


def test_whoever_is_signed_in_does_not_share_their_browser(shift: Shift, cast: Cast, as_: As) -> None:
    browser = as_(cast.sam)
    page = browser.post(_door(shift), {"name": "Bo"}).content.decode()
    assert "Someone is signed in at this browser: Sam." in page
    assert not ShiftHelper.objects.exists()


def test_a_new_code_is_another_one(shift: Shift, cast: Cast, as_: As) -> None:
    old = _door(shift)
    as_(cast.dev).post(f"/shifts/one/{shift.pk}/new-code/")
    assert Client().get(old).status_code == 400
    assert Client().get(_door(Shift.objects.get())).status_code == 200


@pytest.mark.parametrize("person", ["lee", "pat"])
@pytest.mark.parametrize("page", ["/shifts/{scope}/", "/shifts/one/{shift}/"])
def test_outsiders_learn_nothing_of_shifts(shift: Shift, cast: Cast, as_: As, person: str, page: str) -> None:
    address = page.format(scope=shift.scope_id, shift=shift.pk)
    assert as_(cast.everyone()[person]).get(address).status_code == 404


@pytest.mark.parametrize(
    "told", [{}, {"role": "owner", "hours": "3", "most": "5"}, {"role": "artist", "hours": "99", "most": "0"}]
)
def test_a_shift_that_will_not_do_is_told_on_the_form(
    cast: Cast, neighbourhood: Neighbourhood, as_: As, told: dict[str, str]
) -> None:
    assert as_(cast.dev).post(f"/shifts/{neighbourhood.scope_id}/", told).status_code == 422
    assert not Shift.objects.exists()

"""What two people do at the same moment, and what the database itself refuses."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from seedbed.web.people.actions import create_account, end_grant, grant, make_entry_link, open_site, use_entry_link
from seedbed.web.people.models import EntryLink, Grant, Scope
from seedbed.web.people.roles import Role
from tests.unit.web.at_once import at_once
from tests.unit.web.conftest import Cast


@pytest.mark.django_db(transaction=True)
def test_two_owners_cannot_end_each_other() -> None:
    site = open_site()
    people = [create_account(by=None, name=name, email=f"{name}@example.org") for name in ("olu", "uma")]
    held = [grant(by=None, user=person, scope=site, role=Role.OWNER) for person in people]
    refused = at_once(
        lambda: end_grant(by=people[0], grant=held[1]),
        lambda: end_grant(by=people[1], grant=held[0]),
    )
    assert refused == ["You cannot give or end the role Owner here."]
    assert Grant.objects.living().count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_link_used_twiceat_once_opens_once() -> None:
    open_site()
    person = create_account(by=None, name="Olu", email="olu@example.org")
    token = make_entry_link(by=None, user=person)
    assert at_once(*[lambda: use_entry_link(token=token)] * 2) == ["This link opens nothing."]


@pytest.mark.django_db(transaction=True)
def test_a_role_given_twiceat_once_is_given_once() -> None:
    site = open_site()
    person = create_account(by=None, name="Olu", email="olu@example.org")
    assert at_once(*[lambda: grant(by=None, user=person, scope=site, role=Role.OWNER)] * 2) == []
    assert Grant.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"ended_at": timezone.now() - timedelta(days=999)},
        {"ended_by": "olu"},
        {"role": "emperor"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_database_refuses_a_role_that_makes_no_sense(cast: Cast, change: dict[str, Any]) -> None:
    change = {field: cast.olu if value == "olu" else value for field, value in change.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.filter(user=cast.dev).update(**change)


def test_the_database_refuses_a_second_site(site: Scope) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Scope.objects.create(kind="site", name="Another", path="/another/")


def test_the_database_refuses_a_scope_above_the_site(site: Scope) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Scope.objects.create(kind="partnership", name="Above", path="/above/")


def test_the_database_refuses_a_link_used_after_its_time(cast: Cast) -> None:
    make_entry_link(by=None, user=cast.olu)
    with pytest.raises(IntegrityError), transaction.atomic():
        EntryLink.objects.update(used_at=timezone.now() + timedelta(days=30))

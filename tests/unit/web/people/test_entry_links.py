"""One-time links."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from seedbed.errors import UsageError
from seedbed.web.people.actions import (
    create_account,
    end_grant,
    first_owner,
    grant,
    make_entry_link,
    renew_link,
    use_entry_link,
)
from seedbed.web.people.models import EntryLink, User
from seedbed.web.people.permissions import can
from seedbed.web.people.queries import site as the_site
from seedbed.web.people.roles import Permission, Role
from seedbed.web.places.models import Neighbourhood, Programme
from tests.unit.web.conftest import Cast


def test_a_link_opens_the_account_it_was_made_for(cast: Cast) -> None:
    assert use_entry_link(token=make_entry_link(by=None, user=cast.olu)) == cast.olu


def test_a_link_opens_once(cast: Cast) -> None:
    token = make_entry_link(by=None, user=cast.olu)
    use_entry_link(token=token)
    with pytest.raises(UsageError, match="opens nothing"):
        use_entry_link(token=token)


def test_a_link_runs_out(cast: Cast) -> None:
    token = make_entry_link(by=None, user=cast.olu, lasts=timedelta(minutes=5))
    with pytest.raises(UsageError, match="opens nothing"):
        use_entry_link(token=token, at=timezone.now() + timedelta(minutes=5))


def test_a_link_of_a_closed_account_opens_nothing(cast: Cast) -> None:
    token = make_entry_link(by=None, user=cast.olu)
    cast.olu.is_active = False
    cast.olu.save()
    with pytest.raises(UsageError, match="opens nothing"):
        use_entry_link(token=token)


def test_a_new_link_ends_the_one_before(cast: Cast) -> None:
    first = make_entry_link(by=None, user=cast.olu)
    make_entry_link(by=None, user=cast.olu)
    with pytest.raises(UsageError, match="opens nothing"):
        use_entry_link(token=first)


def test_the_table_of_links_holds_no_token(cast: Cast) -> None:
    token = make_entry_link(by=None, user=cast.olu)
    assert token not in str(list(EntryLink.objects.values()))


def test_a_new_site_gets_an_owner(db: None) -> None:
    assert can(first_owner(), Permission.MANAGE_PEOPLE, the_site())


def test_a_site_with_an_owner_gets_no_other(cast: Cast) -> None:
    assert first_owner() == cast.olu


@pytest.fixture
def kept_back(cast: Cast, programme: Programme) -> str:
    """A link to the account of someone new, which an owner of one programme kept to themselves."""
    grant(by=None, user=cast.sam, scope=programme.scope, role=Role.OWNER)
    new = create_account(by=None, name="New", email="new@example.org")
    grant(by=cast.sam, user=new, scope=programme.scope, role=Role.ANALYST)
    return renew_link(by=cast.sam, user=new)


def test_a_link_opens_while_its_maker_manages_the_account(kept_back: str) -> None:
    assert use_entry_link(token=kept_back).email == "new@example.org"


def test_a_link_opens_nothing_once_the_account_has_a_role_elsewhere(
    kept_back: str, other_neighbourhood: Neighbourhood
) -> None:
    scope = other_neighbourhood.programme.scope
    grant(by=None, user=User.objects.get(email="new@example.org"), scope=scope, role=Role.ANALYST)
    with pytest.raises(UsageError, match="opens nothing"):
        use_entry_link(token=kept_back)


def test_a_link_opens_nothing_once_its_maker_s_role_has_ended(kept_back: str, cast: Cast) -> None:
    end_grant(by=cast.olu, grant=cast.sam.grants.get(role=Role.OWNER))
    with pytest.raises(UsageError, match="opens nothing"):
        use_entry_link(token=kept_back)

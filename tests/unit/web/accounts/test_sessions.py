"""Where someone is signed in, and signing out there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from seedbed.errors import NotAllowedError
from seedbed.web.accounts.actions import clear_old, end_session
from seedbed.web.accounts.models import Tries
from seedbed.web.accounts.queries import browser_of
from seedbed.web.api.actions import make_token
from seedbed.web.api.queries import living_token
from seedbed.web.invitations.shifts import open_shift
from seedbed.web.people.models import User
from seedbed.web.people.roles import Permission, Role
from seedbed.web.places.models import Programme
from tests.unit.web.accounts.tools import actions_recorded, ask_for_code
from tests.unit.web.conftest import Cast

As = Callable[[User | None], Client]


def _in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def _two(as_: As, user: User) -> tuple[Client, Client]:
    """Sign someone in on two browsers, each seen once."""
    both = as_(user), as_(user)
    assert all(_in(each) for each in both)
    return both


def test_all_places_are_listed(cast: Cast, as_: As) -> None:
    here, _ = _two(as_, cast.dev)
    page = here.get("/account/sessions/").content.decode()
    assert page.count("Since") == 2
    assert page.count("This browser") == 1


def test_nobody_sees_where_others_are_signed_in(cast: Cast, as_: As) -> None:
    _two(as_, cast.dev)
    assert as_(cast.sam).get("/account/sessions/").content.decode().count("Since") == 1


def test_one_place_is_signed_out(cast: Cast, as_: As) -> None:
    here, there = _two(as_, cast.dev)
    session = UserSession.objects.get(session_key=there.session.session_key)
    here.post(f"/account/sessions/{session.pk}/end/")
    assert (_in(here), _in(there)) == (True, False)
    assert actions_recorded()[-1] == "accounts.end_session"


def test_everywhere_is_signed_out_here_too(cast: Cast, as_: As) -> None:
    here, there = _two(as_, cast.dev)
    here.post("/account/sessions/end-all/")
    assert (_in(here), _in(there)) == (False, False)
    assert "accounts.end_all_sessions" in actions_recorded()


def test_everywhere_ends_a_session_that_no_list_knows(cast: Cast, as_: As) -> None:
    here, there = _two(as_, cast.dev)
    UserSession.objects.filter(session_key=there.session.session_key).delete()
    here.post("/account/sessions/end-all/")
    assert not _in(there)


def test_nobody_signs_others_out(cast: Cast, as_: As) -> None:
    here, _ = _two(as_, cast.dev)
    session = UserSession.objects.get(session_key=here.session.session_key)
    assert as_(cast.sam).post(f"/account/sessions/{session.pk}/end/").status_code == 404
    with pytest.raises(NotAllowedError):
        end_session(by=cast.sam, session=session)
    assert _in(here)


def test_signing_out_everywhere_says_that_tokens_end_and_they_do(cast: Cast, as_: As, programme: Programme) -> None:
    here, sees = as_(cast.dev), [Permission.SEE_PLACE]
    _, secret = make_token(by=cast.dev, name="report", scope=programme.scope, permissions=sees, days=7)
    assert "also ends the tokens of the API" in here.get("/account/sessions/").content.decode()
    told = here.post("/account/sessions/end-all/", follow=True).content.decode()
    assert "your tokens of the API have ended" in told
    assert living_token(secret, timezone.now()) is None


def _later(client: Client, **ago: timedelta) -> None:
    """Let a session have been seen, or have begun, some time ago."""
    session = client.session
    now = timezone.now()
    for name, key in (("seen", "accounts_seen"), ("began", "accounts_came_in")):
        if name in ago:
            session[key] = (now - ago[name]).timestamp()
    session.save()


def test_whoever_does_nothing_for_long_is_signed_out(cast: Cast, as_: As) -> None:
    here = as_(cast.dev)
    assert _in(here)
    _later(here, seen=timedelta(minutes=120))
    answer = here.get("/account/")
    assert answer["Location"] == "/sign-in/?next=/account/"
    assert "nothing was done here for a while" in here.get("/sign-in/").content.decode()
    assert actions_recorded()[-1] == "accounts.sign_out"


def test_whoever_does_something_stays(cast: Cast, as_: As) -> None:
    here = as_(cast.dev)
    assert _in(here)
    _later(here, seen=timedelta(minutes=119))
    assert _in(here)
    assert timezone.now().timestamp() - here.session["accounts_seen"] < 60


def test_the_site_says_how_long_that_is(cast: Cast, as_: As, settings: Any) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, idle_minutes=15)
    here = as_(cast.dev)
    assert _in(here)
    _later(here, seen=timedelta(minutes=4))
    assert _in(here)
    _later(here, seen=timedelta(minutes=15))
    assert not _in(here)


def test_what_is_sent_after_that_changes_nothing(cast: Cast, as_: As) -> None:
    here = as_(cast.dev)
    assert _in(here)
    _later(here, seen=timedelta(minutes=121))
    here.post("/account/name/", {"name": "Somebody else"})
    cast.dev.refresh_from_db()
    assert cast.dev.name == "Dev"


def test_a_session_ends_two_weeks_after_signing_in_however_much_is_done(cast: Cast, as_: As) -> None:
    here = as_(cast.dev)
    assert _in(here)
    _later(here, began=timedelta(days=14) - timedelta(minutes=1))
    assert _in(here)
    _later(here, began=timedelta(days=14))
    assert not _in(here)


def test_a_helper_stays_in_until_the_shift_ends(cast: Cast, programme: Programme, client: Client) -> None:
    _, token = open_shift(
        by=cast.olu, scope=programme.scope, role=Role.TABLE_HOST, until=timezone.now() + timedelta(hours=8)
    )
    client.post(f"/shifts/join/{token}/", {"name": "Kit"})
    assert _in(client)
    _later(client, seen=timedelta(hours=6))
    assert _in(client)


def test_a_session_ends_with_its_account(cast: Cast, as_: As) -> None:
    here, _ = _two(as_, cast.dev)
    cast.dev.is_active = False
    cast.dev.save()
    assert not _in(here)


def test_where_people_sit_is_not_kept(cast: Cast, as_: As) -> None:
    as_(cast.dev).get("/account/", REMOTE_ADDR="203.0.113.9")
    assert "203.0.113.9" not in str(list(UserSession.objects.values()))


def test_what_has_run_out_is_cleared_away(cast: Cast, as_: As, client: Client) -> None:
    _two(as_, cast.dev)
    ask_for_code(client, "dev@example.org")
    Session.objects.update(expire_date=timezone.now() - timedelta(days=1))
    clear_old(timezone.now() + timedelta(days=2))
    assert [kind.objects.count() for kind in (Session, UserSession, Tries)] == [0, 0, 0]


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/129.0 Safari/537.36 Edg/129.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("<script>", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_browser_is_named_in_a_few_words(told: str, shown: str) -> None:
    assert browser_of(told) == shown

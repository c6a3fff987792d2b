"""Tokens: made of what one may oneself, shown once, ended at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from seedbed.errors import NotAllowedError, UsageError
from seedbed.web.api.actions import MOST_TOKENS, end_token, make_token
from seedbed.web.api.models import ApiToken
from seedbed.web.api.queries import OFFERED
from seedbed.web.people.models import AuditEvent, User
from seedbed.web.people.roles import NEEDS_SECOND_FACTOR, Permission
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.api.conftest import Program, ProgramOf
from tests.unit.web.conftest import Cast

SEES = [Permission.SEE_PLACE]
As = Callable[[User | None], Client]


def test_only_a_digest_is_kept(cast: Cast, neighbourhood: Neighbourhood) -> None:
    token, secret = make_token(by=cast.dev, name="report", scope=neighbourhood.scope, permissions=SEES, days=7)
    assert secret not in str(ApiToken.objects.filter(pk=token.pk).values())


def test_making_one_is_in_the_trail_without_its_secret(cast: Cast, neighbourhood: Neighbourhood) -> None:
    token, secret = make_token(by=cast.dev, name="report", scope=neighbourhood.scope, permissions=SEES, days=7)
    event = AuditEvent.objects.get(action="api.make_token")
    assert (event.by, event.subject, secret in str(event.detail)) == (cast.dev, f"token:{token.pk}", False)


@pytest.mark.parametrize("permission", [Permission.DECIDE, Permission.READ_AUDIT, Permission.SEE_CONTACTS])
def test_nobody_gives_what_they_may_not_do(cast: Cast, neighbourhood: Neighbourhood, permission: Permission) -> None:
    with pytest.raises(NotAllowedError):
        make_token(by=cast.dev, name="report", scope=neighbourhood.scope, permissions=[permission], days=7)


def test_nothing_that_needs_a_second_factor_is_offered() -> None:
    assert NEEDS_SECOND_FACTOR.isdisjoint(OFFERED)


@pytest.mark.parametrize("days", [0, -1, 366])
def test_a_token_lasts_a_day_to_a_year(cast: Cast, neighbourhood: Neighbourhood, days: int) -> None:
    with pytest.raises(UsageError):
        make_token(by=cast.dev, name="report", scope=neighbourhood.scope, permissions=SEES, days=days)


def test_nobody_has_more_than_they_can_look_after(cast: Cast, neighbourhood: Neighbourhood) -> None:
    for number in range(MOST_TOKENS):
        make_token(by=cast.dev, name=f"report {number}", scope=neighbourhood.scope, permissions=SEES, days=7)
    with pytest.raises(UsageError):
        make_token(by=cast.dev, name="one more", scope=neighbourhood.scope, permissions=SEES, days=7)


def test_an_ended_token_opens_nothing(cast: Cast, neighbourhood: Neighbourhood) -> None:
    token, secret = make_token(by=cast.dev, name="report", scope=neighbourhood.scope, permissions=SEES, days=7)
    end_token(by=cast.dev, token=token)
    assert Program(secret).get("/token").status_code == 401


def test_a_token_runs_out(cast: Cast, neighbourhood: Neighbourhood) -> None:
    past = timezone.now() - timedelta(days=8)
    _, secret = make_token(by=cast.dev, name="report", scope=neighbourhood.scope, permissions=SEES, days=7, at=past)
    assert Program(secret).get("/token").status_code == 401


def test_a_closed_account_closes_its_tokens(cast: Cast, program_of: ProgramOf) -> None:
    program = program_of(cast.dev)
    User.objects.filter(pk=cast.dev.pk).update(is_active=False)
    assert program.get("/token").status_code == 401


def test_the_day_of_the_last_use_is_noted(cast: Cast, program_of: ProgramOf) -> None:
    program_of(cast.dev).get("/token")
    assert ApiToken.objects.get().used_on == timezone.localdate()


def test_the_page_shows_the_secret_once(cast: Cast, neighbourhood: Neighbourhood, as_: As) -> None:
    browser = as_(cast.dev)
    asked = {"name": "report", "scope": neighbourhood.scope_id, "permissions": ["see_place"], "days": 30}
    made = browser.post("/api/tokens/", asked).content.decode()
    assert "seedbed_" in made
    assert "seedbed_" not in browser.get("/api/tokens/").content.decode()


def test_one_ends_ones_own_alone(cast: Cast, neighbourhood: Neighbourhood, as_: As) -> None:
    token, _ = make_token(by=cast.dev, name="report", scope=neighbourhood.scope, permissions=SEES, days=7)
    assert as_(cast.sam).post(f"/api/tokens/{token.pk}/end/").status_code == 404
    assert as_(cast.dev).post(f"/api/tokens/{token.pk}/end/").status_code == 302
    token.refresh_from_db()
    assert token.ended_at is not None


def test_who_has_no_role_is_told_so(cast: Cast, as_: As) -> None:
    assert "no role anywhere" in as_(cast.lee).get("/api/tokens/").content.decode()


def test_who_signs_out_everywhere_ends_what_a_stolen_session_made(
    cast: Cast, neighbourhood: Neighbourhood, as_: As, program_of: ProgramOf
) -> None:
    stolen, others = program_of(cast.dev), program_of(cast.sam)
    as_(cast.dev).post("/account/sessions/end-all/")
    assert (stolen.get("/token").status_code, others.get("/token").status_code) == (401, 200)
    assert AuditEvent.objects.filter(action="api.end_token", by=cast.dev).count() == 1


def test_nobody_is_offered_what_they_may_not_give(as_: As, cast: Cast) -> None:
    offered = as_(cast.dev).get("/api/tokens/").text
    assert ("read the audit trail" in offered, "see the words" in offered or "see_words" in offered) == (False, True)

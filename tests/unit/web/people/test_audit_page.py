"""The pages of the audit trail: who finds what, the history of one thing, and the file."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.http import StreamingHttpResponse
from django.test import Client
from django.utils import timezone

from seedbed.thread.identifiers import printed
from seedbed.thread.payloads.heard import ThemePayload
from seedbed.web.golden_thread.actions import add_bead
from seedbed.web.people.audit import record
from seedbed.web.people.models import AuditEvent, Scope, User
from seedbed.web.people.trail import COLUMNS, THE_SITE, Wanted, events_on
from seedbed.web.places.models import Neighbourhood, Programme
from tests.unit.web.conftest import Cast

Browse = Callable[[User | None], Client]


@pytest.fixture
def recorded(cast: Cast, programme: Programme, neighbourhood: Neighbourhood) -> None:
    record(by=cast.dev, action="thread.link", scope=neighbourhood.scope, subject="7")
    record(by=cast.dev, action="listening.record", scope=neighbourhood.scope, subject="contribution:12")
    record(by=cast.ama, action="listening.withdraw", scope=neighbourhood.scope, subject="contribution:12")
    record(by=cast.pat, action="listening.record", scope=cast.pat.grants.get().scope, subject="contribution:12")


def _found(scope: Scope, **wanted: object) -> list[tuple[str, str]]:
    events = events_on(scope, Wanted(**wanted))  # type: ignore[arg-type]
    return list(events.filter(subject__in=["7", "contribution:12"]).values_list("action", "by__name"))


def test_it_is_found_by_who(recorded: None, cast: Cast, programme: Programme) -> None:
    assert _found(programme.scope, who=str(cast.ama.pk)) == [("listening.withdraw", "Ama")]
    assert not events_on(programme.scope, Wanted(who=THE_SITE)).exclude(by=None).exists()


def test_it_is_found_by_what(recorded: None, programme: Programme) -> None:
    assert _found(programme.scope, what="thread.link") == [("thread.link", "Dev")]
    assert _found(programme.scope, what="listening.") == [("listening.withdraw", "Ama"), ("listening.record", "Dev")]


def test_it_is_found_by_day_and_both_days_count(recorded: None, programme: Programme) -> None:
    today = timezone.localdate()
    assert len(_found(programme.scope, since=today, until=today)) == 3
    assert _found(programme.scope, since=today + timedelta(days=1)) == []
    assert _found(programme.scope, until=today - timedelta(days=1)) == []


def test_a_page_shows_what_was_asked_for(recorded: None, cast: Cast, programme: Programme, as_: Browse) -> None:
    page = as_(cast.ama).get(f"/people/{programme.scope_id}/audit/", {"who": cast.ama.pk}).content.decode()
    assert page.count('<th class="nhsuk-table__header" scope="row">') == 1
    assert "Took back what somebody said" in page


def test_days_in_the_wrong_order_are_told_at_their_field(cast: Cast, programme: Programme, as_: Browse) -> None:
    days = {"since": date(2026, 3, 2), "until": date(2026, 3, 1)}
    boxes = {f"{name}_{part}": getattr(day, part) for name, day in days.items() for part in ("year", "month", "day")}
    page = as_(cast.ama).get(f"/people/{programme.scope_id}/audit/", boxes).content.decode()
    assert "This is before the first day." in page


def test_the_history_of_a_thing_is_that_of_this_place_alone(
    recorded: None, cast: Cast, programme: Programme, as_: Browse
) -> None:
    page = as_(cast.ama).get(f"/people/{programme.scope_id}/history/contribution:12/").content.decode()
    assert "Dev" in page
    assert "Ama" in page
    assert "Pat" not in page


@pytest.mark.parametrize("address", ["/people/{scope}/history/contribution:12/", "/people/{scope}/audit/"])
def test_who_may_not_read_the_trail_reads_none_of_it(
    recorded: None, cast: Cast, programme: Programme, as_: Browse, address: str
) -> None:
    at = address.format(scope=programme.scope_id)
    assert [as_(person).get(at).status_code for person in (cast.dev, cast.ngozi, cast.lee, cast.pat)] == [
        403,
        403,
        404,
        404,
    ]


def _downloaded(answer: Any) -> list[dict[str, str]]:
    assert isinstance(answer, StreamingHttpResponse)
    text = answer.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline="")))


def test_the_file_holds_what_was_asked_for(recorded: None, cast: Cast, programme: Programme, as_: Browse) -> None:
    answer = as_(cast.ama).post(f"/people/{programme.scope_id}/audit/download/", {"subject": "contribution:12"})
    rows = _downloaded(answer)
    assert list(rows[0]) == list(COLUMNS)
    assert [(row["who"], row["action"]) for row in rows] == [("Ama", "listening.withdraw"), ("Dev", "listening.record")]


def test_that_somebody_took_the_file_is_recorded(recorded: None, cast: Cast, programme: Programme, as_: Browse) -> None:
    _downloaded(as_(cast.ama).post(f"/people/{programme.scope_id}/audit/download/", {"subject": "contribution:12"}))
    event = AuditEvent.objects.get(action="people.download_audit")
    assert (event.by, event.scope) == (cast.ama, programme.scope)
    assert event.detail == {"entries": 2, "filters": ["subject"]}


def test_no_cell_of_the_file_is_run_by_a_spreadsheet(cast: Cast, programme: Programme, as_: Browse) -> None:
    User.objects.filter(pk=cast.dev.pk).update(name='=HYPERLINK("http://a.example")')
    record(by=cast.dev, action="thread.add", scope=programme.scope, subject="+1", sum="@SUM(1)")
    rows = _downloaded(as_(cast.ama).post(f"/people/{programme.scope_id}/audit/download/", {"subject": "+1"}))
    assert (rows[0]["who"], rows[0]["of what"]) == ('\'=HYPERLINK("http://a.example")', "'+1")


def test_a_file_is_not_handed_out_for_an_address_alone(cast: Cast, programme: Programme, as_: Browse) -> None:
    assert as_(cast.ama).get(f"/people/{programme.scope_id}/audit/download/").status_code == 405


def test_nobody_else_takes_the_file(cast: Cast, programme: Programme, as_: Browse) -> None:
    at = f"/people/{programme.scope_id}/audit/download/"
    assert [as_(person).post(at).status_code for person in (cast.dev, cast.lee)] == [403, 404]
    assert not AuditEvent.objects.filter(action="people.download_audit").exists()


def test_the_page_of_a_thing_leads_its_readers_to_its_history(
    cast: Cast, neighbourhood: Neighbourhood, as_: Browse
) -> None:
    theme = add_bead(
        by=cast.dev,
        programme=neighbourhood.programme,
        neighbourhood=neighbourhood,
        payload=ThemePayload(name="Nowhere to meet"),
    )
    history = f"/people/{neighbourhood.scope_id}/history/theme:{theme.pk}/"
    page = f"/by-hand/bead/{printed(theme.pk)}/"
    assert history in as_(cast.ama).get(page).content.decode()
    assert history not in as_(cast.dev).get(page).content.decode()
    assert "Put a bead on the thread" in as_(cast.ama).get(history).content.decode()

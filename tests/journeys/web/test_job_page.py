"""The page of a job while the job goes on: with scripts it keeps itself current, without them it loads itself anew."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.journeys.web.conftest import VisitAs
from tests.journeys.web.site import Site

NOW = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")


class RunningJob:
    """A job that is at work as far as the site knows; the test says how it fares."""

    def __init__(self, site: Site) -> None:
        self.database = site.folder / "seedbed.sqlite3"
        self.number = uuid4()
        self._do(
            "INSERT INTO jobs_job (id, task, arguments, title, scope_id, state, done, total, message, stop_asked,"
            " next_page, asked_at, began_at) SELECT ?, 'none', '{}', 'Draw all maps', MIN(id), 'running', 2, 5,"
            " 'Drawing the second map', 0, '', ?, ? FROM people_scope",
            self.number.hex,
            NOW,
            NOW,
        )

    @property
    def path(self) -> str:
        return f"/jobs/{self.number}/"

    def set(self, **values: object) -> None:
        columns = ", ".join(f"{name} = ?" for name in values)
        self._do(f"UPDATE jobs_job SET {columns} WHERE id = ?", *values.values(), self.number.hex)  # noqa: S608

    def stop_was_asked(self) -> bool:
        with closing(sqlite3.connect(self.database, timeout=20)) as open_database:
            found = open_database.execute("SELECT stop_asked FROM jobs_job WHERE id = ?", [self.number.hex])
            return bool(found.fetchone()[0])

    def _do(self, statement: str, *values: object) -> None:
        with closing(sqlite3.connect(self.database, timeout=20)) as open_database, open_database:
            open_database.execute(statement, values)


@pytest.fixture
def job(site: Site) -> RunningJob:
    return RunningJob(site)


def test_progress_shows_by_itself_and_then_the_result(job: RunningJob, visit_as: VisitAs) -> None:
    owner = visit_as("owner")
    page = owner.go(job.path)
    expect(page.get_by_text("Drawing the second map")).to_be_visible()
    owner.check_for_everyone()
    job.set(done=4, message="Drawing the last map")
    expect(page.locator("[aria-live=polite]")).to_have_text("Drawing the last map")
    assert page.locator("progress").get_attribute("value") == "4"
    job.set(state="done", next_page="/demo/", ended_at=NOW)
    result = page.get_by_role("button", name="See the result")
    expect(result).to_be_visible()
    owner.check_for_everyone()
    result.click()
    page.wait_for_url("**/demo/")


def test_the_stop_button_asks_the_job_to_stop(job: RunningJob, visit_as: VisitAs) -> None:
    page = visit_as("owner").go(job.path)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("Stopping.")).to_be_visible()
    assert job.stop_was_asked()
    assert page.get_by_role("button", name="Stop").count() == 0


def test_an_error_shows_what_why_and_what_next(job: RunningJob, visit_as: VisitAs) -> None:
    owner = visit_as("owner")
    page = owner.go(job.path)
    error = {"what": "The file is bad.", "why": "Row 3 has no code.", "next_step": "Fill row 3."}
    job.set(state="failed", error=json.dumps(error), ended_at=NOW)
    for sentence in error.values():
        expect(page.get_by_text(sentence)).to_be_visible()
    owner.check_for_everyone()


def test_without_scripts_the_page_loads_itself_anew(job: RunningJob, visit_as: VisitAs) -> None:
    page = visit_as("owner", scripts=False).go(job.path)
    expect(page.get_by_text("Drawing the second map")).to_be_visible()
    job.set(state="done", ended_at=NOW)
    expect(page.get_by_text("It is done.")).to_be_visible(timeout=20_000)


def test_an_outsider_finds_no_such_page(job: RunningJob, visit_as: VisitAs) -> None:
    page = visit_as("lee").go(job.path, status=404)
    assert "Draw all maps" not in page.content()

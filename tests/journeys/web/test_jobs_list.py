"""The list of jobs, as whoever runs the site sees it."""

from __future__ import annotations

from tests.journeys.web.conftest import VisitAs


def test_whoever_runs_the_site_finds_the_list_of_jobs_in_the_menu(visit_as: VisitAs) -> None:
    owner = visit_as("owner")
    owner.go("/jobs/")
    owner.page.get_by_role("heading", name="Long work of this site").wait_for()
    owner.page.get_by_role("heading", name="Done again and again").wait_for()
    owner.check_for_everyone()
    owner.keep("long-work")
    dev = visit_as("dev")
    dev.go("/jobs/", status=404)

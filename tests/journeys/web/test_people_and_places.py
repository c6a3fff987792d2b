"""Looking round, and starting one's own."""

from __future__ import annotations

import pytest

from tests.journeys.web.conftest import VisitAs
from tests.journeys.web.site import Site
from tests.journeys.web.visitors import Visitor


def _press(visitor: Visitor, name: str) -> None:
    visitor.page.get_by_role("button", name=name, exact=True).click()


def _start(visitor: Visitor, name: str) -> None:
    visitor.page.get_by_label("Name", exact=True).fill(name)
    _press(visitor, "Start it")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_owner_starts_their_own_in_three_names(visit_as: VisitAs, own_site: Site, scripts: bool) -> None:
    owner = visit_as("owner", site=own_site, scripts=scripts)
    owner.go("/")
    owner.page.get_by_role("link", name="Start a partnership").or_(
        owner.page.get_by_role("button", name="Start a partnership")
    ).click()
    for name in ("Well Newtown", "Newtown 2027", "Canal Side"):
        _start(owner, name)
    owner.page.get_by_role("heading", name="The seven steps").wait_for()
    assert owner.page.url.endswith("/neighbourhoods/canal-side/")


def test_an_outsider_finds_nothing(visit_as: VisitAs) -> None:
    lee = visit_as("lee")
    lee.go("/")
    lee.page.get_by_text("You have no role yet.").wait_for()
    assert lee.page.locator("main a").count() == 0

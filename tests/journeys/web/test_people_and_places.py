"""Coming in, looking round, starting one's own, and letting a colleague in."""

from __future__ import annotations

import re

import pytest

from tests.journeys.web.conftest import VisitAs
from tests.journeys.web.site import Site
from tests.journeys.web.visitors import Visitor

A_PHONE = (390, 844)


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


def test_a_colleague_gets_a_link_and_chooses_a_password(visit_as: VisitAs, own_site: Site) -> None:
    owner = visit_as("owner", site=own_site)
    owner.go("/")
    owner.page.get_by_role("link", name="People of the whole site").click()
    owner.page.get_by_label("E-mail address").fill("mina@example.org")
    owner.page.get_by_label("Name").fill("Mina")
    owner.page.get_by_label(re.compile("^Analyst")).check()
    _press(owner, "Give this role")
    address = owner.page.locator("code").inner_text()

    mina = visit_as(site=own_site, size=A_PHONE)
    mina.page.goto(address)
    mina.check_for_everyone()
    mina.page.get_by_label("New password", exact=True).fill("candle harbour mosaic")
    _press(mina, "Keep this password and come in")
    mina.page.get_by_role("heading", name="Your neighbourhoods").wait_for()

    again = visit_as(site=own_site)
    again.go("/sign-in/")
    again.check_for_everyone()
    again.page.get_by_label("E-mail address").fill("mina@example.org")
    again.page.get_by_label("Password", exact=True).fill("candle harbour mosaic")
    again.page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    again.page.get_by_role("heading", name="Your neighbourhoods").wait_for()


def test_a_wrong_password_is_told_to_everyone(visit_as: VisitAs, own_site: Site) -> None:
    someone = visit_as(site=own_site)
    someone.go("/sign-in/")
    someone.page.get_by_label("E-mail address").fill("dev@example.org")
    someone.page.get_by_label("Password", exact=True).fill("wrong wrong wrong")
    someone.page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    someone.page.get_by_role("heading", name="There is a problem").wait_for()
    someone.check_for_everyone()


def test_an_outsider_finds_nothing(visit_as: VisitAs) -> None:
    lee = visit_as("lee")
    lee.go("/")
    lee.page.get_by_text("You have no role yet.").wait_for()
    assert lee.page.locator("main a").count() == 0

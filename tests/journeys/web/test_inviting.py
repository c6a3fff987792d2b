"""Letting people in: a facilitator by e-mail, a colleague by hand, and helpers of a shift by a code on their phones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.journeys.visits import PHONE
from tests.journeys.web.conftest import VisitAs
from tests.journeys.web.site import Site, serve_copy
from tests.journeys.web.visitors import Visitor

MINA = "mina@example.org"


@pytest.fixture
def posted_site(told_story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site of this test alone whose e-mails are files."""
    monkeypatch.setenv("SEEDBED_EMAIL", "file")
    with serve_copy(told_story, tmp_path / "site") as served:
        yield served


def _press(visitor: Visitor, name: str) -> None:
    visitor.page.locator("main").get_by_role("button", name=name, exact=True).click()


def _newest_link(site: Site) -> str:
    """Return the path of the link in the newest e-mail to Mina."""
    letters = sorted((site.folder / "mail").iterdir(), key=lambda path: path.stat().st_mtime_ns)
    letter = message_from_bytes(letters[-1].read_bytes(), policy=policy.default)
    assert letter["To"] == MINA
    found = re.search(r"https?://\S+/invitations/accept/\S+", letter.get_content())
    assert found
    return urlsplit(found[0]).path


def test_an_owner_invites_a_facilitator_who_sees_what_her_role_allows(visit_as: VisitAs, posted_site: Site) -> None:
    owner = visit_as("owner", site=posted_site)
    page = owner.go("neighbourhoods/tanners-row/")
    page.get_by_role("link", name="Invite people").click()
    owner.check_for_everyone()
    page.get_by_label("Name").fill("Mina Shah")
    page.get_by_label("E-mail address").fill(MINA)
    page.get_by_label(re.compile("^Facilitator")).check()
    owner.keep("invite", height=1700)
    _press(owner, "Invite")
    page.get_by_text("No mail server is set up, so Mina Shah was sent nothing").wait_for()
    owner.check_for_everyone()

    mina = visit_as(site=posted_site, size=PHONE)
    link = _newest_link(posted_site)
    mina.go(link)
    mina.check_for_everyone()
    mina.keep("invitation", height=900)
    _press(mina, "Accept")
    mina.page.get_by_role("heading", name="Welcome, Mina Shah").wait_for()
    mina.check_for_everyone()

    assert "What people said" in mina.go("by-hand/in/tanners-row/words/").content()
    tanners_row = mina.go("neighbourhoods/tanners-row/")
    assert not tanners_row.get_by_role("link", name="People and roles").count()
    mina.go("start/", status=404)
    again = visit_as(site=posted_site)
    again.go(link, status=400).get_by_role("heading", name="This invitation was used.").wait_for()
    again.check_for_everyone()


def test_a_small_team_is_invited_in_one_go_and_by_hand(visit_as: VisitAs, own_site: Site) -> None:
    owner = visit_as("owner", site=own_site)
    page = owner.go("neighbourhoods/tanners-row/")
    page.get_by_role("link", name="Invite people").click()
    page.get_by_role("link", name="Invite a small team in one go").click()
    owner.check_for_everyone()
    for person, name in (("Person 1", "Ada"), ("Person 3", "Ben")):
        page.get_by_role("group", name=person).get_by_label("Name").fill(name)
    page.get_by_role("group", name="Person 3").get_by_label(re.compile("^Facilitator")).check()
    owner.expected.add(422)
    _press(owner, "Invite them all")
    page.get_by_text("are usually two people").first.wait_for()
    owner.check_for_everyone()
    owner.keep("team-kept-apart", height=1600)
    page.get_by_role("group", name="Person 3").get_by_label("Give these roles to one person all the same").check()
    _press(owner, "Invite them all")
    page.get_by_role("heading", name="Links to hand over").wait_for()
    owner.check_for_everyone()

    ben = visit_as(site=own_site, size=PHONE)
    ben.page.goto(page.locator("code").nth(1).inner_text())
    _press(ben, "Accept")
    ben.page.get_by_text("a passkey is your only way back").wait_for()
    ben.check_for_everyone()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_helpers_of_a_shift_come_in_by_its_code(visit_as: VisitAs, own_site: Site, *, scripts: bool) -> None:
    dev = visit_as("dev", site=own_site, scripts=scripts)
    page = dev.go("neighbourhoods/tanners-row/")
    page.get_by_role("link", name="Helpers for a few hours").click()
    page.get_by_label(re.compile("^Table host")).check()
    if scripts:
        dev.check_for_everyone()
    _press(dev, "Open it")
    page.get_by_role("img", name="Code of this shift").wait_for()
    if scripts:
        dev.check_for_everyone()
        dev.keep("shift", height=1300)

    bo = visit_as(site=own_site, size=PHONE, scripts=scripts)
    bo.page.goto(page.locator("main code").inner_text())
    if scripts:
        bo.check_for_everyone()
        bo.keep("shift-join", height=700)
    bo.page.get_by_label("First name").fill("Bo")
    _press(bo, "Come in")
    bo.page.get_by_text("You are in.").wait_for()
    bo.page.get_by_role("link", name="Write down what someone said, and read what you wrote down").click()
    bo.page.get_by_role("heading", name="What I wrote down").wait_for()
    if scripts:
        bo.check_for_everyone()

    page.reload()
    page.get_by_role("heading", name="1 of 20 joined").wait_for()
    _press(dev, "Close the shift now")
    page.get_by_text("Everyone who joined is signed out.").wait_for()
    # A demonstration lets everyone in again, but as someone of its cast.
    assert bo.page.locator("header").get_by_text("Bo", exact=True).count() == 1
    bo.page.reload()
    assert bo.page.locator("header").get_by_text("Bo", exact=True).count() == 0


def test_a_shift_shows_well_on_a_phone(visit_as: VisitAs, own_site: Site) -> None:
    dev = visit_as("dev", site=own_site, size=PHONE)
    page = dev.go("neighbourhoods/tanners-row/")
    page.get_by_role("link", name="Helpers for a few hours").click()
    page.get_by_label(re.compile("^Interpreter")).check()
    _press(dev, "Open it")
    page.get_by_role("img", name="Code of this shift").wait_for()
    dev.check_for_everyone()


def test_roles_are_read_on_a_phone(visit_as: VisitAs) -> None:
    dev = visit_as("dev", size=PHONE)
    page = dev.go("neighbourhoods/tanners-row/")
    page.get_by_role("link", name="What each role may do").first.click()
    page.get_by_text("Table host: ").first.click()
    page.locator("details[open]").get_by_text("read again what they wrote down themselves").wait_for()
    dev.check_for_everyone()

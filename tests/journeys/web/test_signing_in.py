"""Signing in on a real site: the first link, second factors, codes by e-mail, passkeys, sessions."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

from seedbed.web.config.ports import THIS_COMPUTER, open_port
from seedbed.web.config.processes import answers, prepare, site_children
from seedbed.web.config.supervisor import Supervisor
from seedbed.workflows.progress import silent
from tests.journeys.web.conftest import VisitAs
from tests.journeys.web.site import Site
from tests.journeys.web.visitors import Visitor
from tests.unit.web.accounts.tools import CODE, code_of_app

A_PHONE = (390, 844)
CODE_IN_MAIL = re.compile(CODE.pattern.replace("$", r"\r?$"), re.MULTILINE)


@dataclass(frozen=True)
class NewSite:
    """A site that nobody has entered yet; its e-mails are files."""

    site: Site
    first_path: str

    def code_for(self, email: str) -> str:
        """Return the code of the newest e-mail to an address."""
        letters = sorted((self.site.folder / "mail").iterdir(), key=lambda path: path.stat().st_mtime_ns)
        texts = [path.read_text(encoding="utf-8") for path in letters]
        mine = [found[1] for text in texts if f"To: {email}" in text for found in [CODE_IN_MAIL.search(text)] if found]
        return mine[-1]


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


@pytest.fixture
def new_site(started_home: Path) -> Iterator[NewSite]:
    """Serve it on localhost, the one address without https that browsers let use passkeys."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "SEEDBED_"))}
    with open_port(THIS_COMPUTER, 0) as listening:
        address = f"http://localhost:{listening.getsockname()[1]}/"
        environ = ours | {"SEEDBED_HOME": str(started_home), "SEEDBED_ADDRESS": address}
        first_path = prepare(environ, silent)
        with Supervisor(site_children(listening, 1), environ, _say) as processes:
            while not answers(address):
                processes.look_after()
            yield NewSite(Site(address, {}, started_home, processes.look_after), first_path)


def _press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).click()


def _headed(page: Page, heading: str) -> None:
    page.get_by_role("heading", name=heading, exact=True).wait_for()


def _at_home(page: Page) -> None:
    _headed(page, "Welcome")


def _look(visitor: Visitor, heading: str, picture: str = "", scripts: bool = True) -> None:
    """Wait for a page, check it for everyone (axe itself is a script), and keep its picture."""
    _headed(visitor.page, heading)
    if scripts:
        visitor.check_for_everyone()
    if picture and scripts:
        visitor.keep(picture, height=1000)


def _come_in(owner: Visitor, new_site: NewSite, scripts: bool = True) -> None:
    """Enter by the first link and set up an authenticator app."""
    owner.go(new_site.first_path)
    _look(owner, "Come in as Owner", scripts=scripts)
    _press(owner.page, "Come in")
    _look(owner, "Your account", "account-needs-a-second-factor", scripts)
    owner.page.get_by_role("link", name="Add an authenticator app").click()
    _look(owner, "Add an authenticator app", "authenticator-app", scripts)
    key = owner.page.locator(".sb-key").inner_text()
    owner.page.get_by_label("Code that the app shows").fill(code_of_app(key))
    _press(owner.page, "Add this app")


def _codes(owner: Visitor, scripts: bool = True) -> list[str]:
    _look(owner, "Recovery codes", "recovery-codes", scripts)
    return owner.page.locator(".sb-codes code").all_inner_texts()


def _sign_out(visitor: Visitor) -> None:
    visitor.page.get_by_role("banner").get_by_role("button", name="Sign out").click()
    _headed(visitor.page, "Sign in")


def _by_code(visitor: Visitor, new_site: NewSite, email: str) -> None:
    """Sign in by a code, as far as the second factor."""
    visitor.page.get_by_label("E-mail address").fill(email)
    _press(visitor.page, "Send me a code")
    _headed(visitor.page, "Look at your e-mail")
    visitor.page.get_by_label("Code", exact=True).fill(new_site.code_for(email))
    _press(visitor.page, "Sign in")


def _give_passkeys(page: Page) -> None:
    """Plug in an authenticator of Chromium's own that knows who holds it."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    what = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {**what, "isUserVerified": True, "automaticPresenceSimulation": True}},
    )


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_owner_comes_in_and_signs_in_again_by_code(visit_as: VisitAs, new_site: NewSite, scripts: bool) -> None:
    owner = visit_as(site=new_site.site, scripts=scripts)
    _come_in(owner, new_site, scripts)
    recovery = _codes(owner, scripts)
    assert len(recovery) == 10
    owner.page.get_by_role("link", name="I have kept them: go on").click()
    _at_home(owner.page)

    _sign_out(owner)
    _look(owner, "Sign in", "sign-in", scripts)
    owner.page.get_by_label("E-mail address").fill("owner@localhost")
    _press(owner.page, "Send me a code")
    _look(owner, "Look at your e-mail", "sign-in-code", scripts)
    owner.page.get_by_label("Code", exact=True).fill("BBBB-BBBB")
    _press(owner.page, "Sign in")
    _look(owner, "There is a problem", scripts=scripts)
    owner.page.get_by_label("Code", exact=True).fill(new_site.code_for("owner@localhost"))
    _press(owner.page, "Sign in")
    _look(owner, "Your second factor", "second-factor", scripts)
    owner.page.get_by_label("Code", exact=True).fill(recovery[0])
    _press(owner.page, "Sign in")
    _at_home(owner.page)


def test_a_passkey_signs_in_alone(visit_as: VisitAs, new_site: NewSite) -> None:
    owner = visit_as(site=new_site.site)
    _give_passkeys(owner.page)
    owner.go(new_site.first_path)
    _press(owner.page, "Come in")
    owner.page.get_by_role("link", name="Add a passkey").click()
    _look(owner, "Add a passkey", "add-a-passkey")
    owner.page.get_by_label("Name of the passkey").fill("Work laptop")
    _press(owner.page, "Add a passkey")
    assert len(_codes(owner)) == 10
    owner.go("/account/passkeys/")
    owner.page.get_by_text("Work laptop").first.wait_for()
    _look(owner, "Passkeys")

    _sign_out(owner)
    _press(owner.page, "Sign in with a passkey")
    _at_home(owner.page)
    _sign_out(owner)
    _by_code(owner, new_site, "owner@localhost")
    _headed(owner.page, "Your second factor")
    _press(owner.page, "Use a passkey")
    _at_home(owner.page)
    owner.go("/account/recovery-codes/")
    owner.page.get_by_role("link", name="Use a passkey instead").click()
    _look(owner, "Show that it is you")
    _press(owner.page, "Use a passkey")
    _headed(owner.page, "Recovery codes")


def test_a_passkey_that_is_not_there_is_told_and_leaves_the_code(visit_as: VisitAs, new_site: NewSite) -> None:
    someone = visit_as(site=new_site.site)
    _give_passkeys(someone.page)
    someone.go("/sign-in/")
    _press(someone.page, "Sign in with a passkey")
    someone.page.get_by_text("The passkey was not used.").wait_for()
    someone.check_for_everyone()


def test_an_owner_gives_their_address_and_signs_out_everywhere(visit_as: VisitAs, new_site: NewSite) -> None:
    owner = visit_as(site=new_site.site)
    _come_in(owner, new_site)
    recovery = _codes(owner)
    owner.go("/account/")
    owner.page.get_by_role("link", name="Change e-mail address").click()
    _look(owner, "Change your e-mail address")
    owner.page.get_by_label("New e-mail address").fill("olu@example.org")
    _press(owner.page, "Send a code there")
    _look(owner, "Look at your e-mail")
    owner.page.get_by_label("Code", exact=True).fill(new_site.code_for("olu@example.org"))
    _press(owner.page, "Change the address")
    owner.page.get_by_text("Your e-mail address was changed.").wait_for()

    phone = visit_as(site=new_site.site, size=A_PHONE)
    phone.go("/sign-in/")
    _by_code(phone, new_site, "olu@example.org")
    phone.page.get_by_label("Code", exact=True).fill(recovery[0])
    _press(phone.page, "Sign in")
    _at_home(phone.page)
    phone.go("/account/")
    _look(phone, "Your account", "account-on-a-phone")

    owner.go("/account/sessions/")
    _look(owner, "Where you are signed in", "where-you-are-signed-in")
    _press(owner.page, "Sign out everywhere")
    _headed(owner.page, "Sign in")
    phone.go("/account/")
    _headed(phone.page, "Sign in")

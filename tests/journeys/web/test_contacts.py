"""The data steward keeps how to reach someone, looks at it, and hands out all that is held of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from zipfile import ZipFile

import pytest

from seedbed.web.config.processes import environ_of_demonstration
from tests.journeys.visits import PHONE
from tests.journeys.web.conftest import VisitAs
from tests.journeys.web.site import Site

PREPARE = """
import django
django.setup()
from seedbed.demo.story.shapes import Person
from seedbed.web.consent.actions import welcome
from seedbed.web.demonstration.setting import address
from seedbed.web.people.actions import first_owner, grant
from seedbed.web.people.models import User
from seedbed.web.people.roles import Role
from seedbed.web.places.models import Neighbourhood
place = Neighbourhood.objects.get(slug="tanners-row")
sam = User.objects.get(email=address(Person.SAM))
grant(by=first_owner(), user=sam, scope=place.programme.scope, role=Role.STEWARD)
scopes = ["take_part", "card", "recontact"]
print(welcome(by=sam, neighbourhood=place, cards={"age": "25 to 34"}, scopes=scopes).pk)
"""
"""Makes Sam the data steward, and prints the number of someone who agrees to be contacted again."""
PLACE = "/contacts/in/tanners-row/"


@pytest.fixture
def number(own_site: Site) -> str:
    """The number of someone invented who agreed to be contacted again."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "PYTEST_"))}
    environ = environ_of_demonstration(plain, own_site.folder)
    environ["DJANGO_SETTINGS_MODULE"] = "seedbed.web.config.settings"
    told = subprocess.run([sys.executable, "-c", PREPARE], env=environ, capture_output=True, text=True, check=True)
    return told.stdout.strip()


def test_the_steward_keeps_sees_and_hands_out(visit_as: VisitAs, own_site: Site, number: str) -> None:
    sam = visit_as("sam", site=own_site)
    page = sam.go(PLACE)
    sam.check_for_everyone()
    page.get_by_role("link", name="Add how to reach someone").click()
    sam.check_for_everyone()
    page.get_by_label("Their number").fill(number)
    page.get_by_label("Phone number").fill("01632 960123")
    page.get_by_label("E-mail address").fill("somebody@alderwick.invalid")
    sam.keep("add-a-contact", height=1000)
    page.get_by_role("button", name="Keep it").click()
    page.get_by_text("It is kept, sealed.").wait_for()
    assert "960123" not in page.content()
    page.get_by_role("link", name="Contact", exact=False).last.click()
    page.get_by_role("button", name="Show how to reach them").click()
    page.get_by_role("link", name="+441632960123").wait_for()
    sam.check_for_everyone()
    sam.keep("a-contact", height=1100)

    page = sam.go(f"{PLACE}everything/")
    sam.check_for_everyone()
    page.get_by_label("Or their number as a participant").fill(number)
    with page.expect_download() as handed:
        page.get_by_role("button", name="Make the file").click()
    with ZipFile(handed.value.path()) as archive:
        told = json.loads(archive.read("everything.json"))
    assert told["contact"][0]["e-mail"] == "somebody@alderwick.invalid"
    assert told["cards"] == [{"about": "age", "told": "25 to 34"}]


def test_a_contact_is_found_by_all_of_its_number_alone(visit_as: VisitAs, own_site: Site, number: str) -> None:
    sam = visit_as("sam", site=own_site, size=PHONE, scripts=False)
    page = sam.go(f"{PLACE}new/")
    page.get_by_label("Their number").fill(number)
    page.get_by_label("Phone number").fill("01632 960123")
    page.get_by_role("button", name="Keep it").click()
    sam.expected.add(422)
    for typed, found in (("01632 9601", False), ("+44 1632 960 123", True)):
        page = sam.go(PLACE)
        page.get_by_label("Find by phone number or e-mail address").fill(typed)
        page.get_by_role("button", name="Find").click()
        heading = "Contact" if found else "Contacts"
        page.get_by_role("heading", name=heading, level=1).wait_for()
        assert page.get_by_role("button", name="Show how to reach them").is_visible() is found


def test_what_is_kept_is_there_for_the_owner(visit_as: VisitAs) -> None:
    owner = visit_as("owner")
    owner.go("/contacts/programmes/alderwick-2025-to-2026-invented/kept/")
    owner.check_for_everyone()
    owner.keep("what-is-kept", height=1400)

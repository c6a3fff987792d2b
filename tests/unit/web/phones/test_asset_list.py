"""The list of assets on phones: given with forms that ask for it, named by residents, checked in the field."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree

from seedbed.errors import UsageError
from seedbed.formats.openrosa import hash_of
from seedbed.formats.xlsform import Asked, FormWritten, as_phone_form, read_xlsform
from seedbed.web.asset_register.actions import add_asset, change_asset, say_wrong, show_in_public
from seedbed.web.asset_register.models import Asset, Check, Import, ImportChange
from seedbed.web.capture.models import Waiting
from seedbed.web.listening.models import Contribution, Mark
from seedbed.web.people.models import User
from seedbed.web.phones import asset_checks
from seedbed.web.phones.actions import offer_form
from seedbed.web.phones.check_form import ROLES, check_form
from seedbed.web.phones.models import Filled, Form
from seedbed.web.phones.our_form import our_form
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.asset_register.conftest import listing
from tests.unit.web.conftest import Cast
from tests.unit.web.phones.collect import Phone, filled

As = Callable[[User | None], Client]
OWN = """
| survey | | | | |
| | type | name | label | save_to |
| | select_one_from_file assets.csv | place | Which? | |
| | text | ring | Its telephone | telephone |
| | image | photo | Photo | |
| entities | | | | |
| | list_name | entity_id | label | |
| | assets | ${place} | | |
"""


@pytest.fixture
def hall(neighbourhood: Neighbourhood, cast: Cast) -> Asset:
    made = add_asset(by=cast.dev, neighbourhood=neighbourhood, listing=listing())
    show_in_public(by=cast.dev, assets=[made], public=True)
    Asset.objects.update(last_verified_on=None, verify_by=None)
    made.refresh_from_db()
    return made


@pytest.fixture
def checks(hall: Asset, cast: Cast, neighbourhood: Neighbourhood) -> Form:
    form = as_phone_form(check_form(neighbourhood))
    return offer_form(by=cast.dev, neighbourhood=neighbourhood, form=form, roles=ROLES)


@pytest.fixture
def own(hall: Asset, cast: Cast, neighbourhood: Neighbourhood) -> Form:
    return offer_form(by=cast.dev, neighbourhood=neighbourhood, form=read_xlsform(OWN.encode(), "own.md"))


def _checked(form: Form, asset: Asset, found: str, different: str = "", number: str = "1", meta: str = "") -> str:
    inside = f"<asset>{asset.identifier}</asset><found>{found}</found><different>{different}</different>"
    return filled(inside, number, f'id="{form.form_id}" version="{form.version}"', meta)


def _updated(asset: Asset, ring: str, version: int | None = None, more: str = "") -> str:
    told = f'dataset="assets" id="{asset.identifier}" update="1" baseVersion="{version or ""}"'
    return filled(f"<place>{asset.identifier}</place><ring>{ring}</ring>{more}", "1", 'id="own"', f"<entity {told}/>")


def _rows(phone: Phone) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(phone.get("assets.csv").content.decode())))


def test_the_list_comes_with_a_form_that_asks_for_it(phone: Phone, checks: Form) -> None:
    manifest = etree.fromstring(phone.get(f"forms/{checks.pk}/manifest.xml").content)
    told = {each.tag.rpartition("}")[2]: each.text for each in manifest[0]}
    listed = phone.get(str(told["downloadUrl"]))
    assert (manifest[0].get("type"), told["filename"]) == ("entityList", "assets.csv")
    assert told["hash"] == hash_of(listed.content.decode())
    assert listed["X-OpenRosa-Version"] == "1.0"


def test_phones_get_what_the_public_directory_shows(phone: Phone, hall: Asset, cast: Cast) -> None:
    add_asset(by=cast.dev, neighbourhood=hall.neighbourhood, listing=listing("Ola's kitchen", identifier="2"))
    row = _rows(phone)[0]
    assert [each["label"] for each in _rows(phone)] == ["Mill Hall"]
    assert (row["name"], row["geometry"], row["telephone"]) == (str(hall.identifier), "53.5 -1.5 0 0", "01632 960123")
    assert (row["owner"], row["extra"]) == ("", "")


def test_a_change_of_an_asset_has_a_higher_number(phone: Phone, hall: Asset, cast: Cast) -> None:
    before = int(_rows(phone)[0]["__version"])
    change_asset(by=cast.dev, asset=hall, listing=listing("Mill Hall and garden"))
    Asset.objects.update(changed_at=timezone.now() + timedelta(seconds=5))
    assert before < int(_rows(phone)[0]["__version"]) < 2**31


def test_an_import_that_changes_an_asset_gives_it_a_higher_number(phone: Phone, hall: Asset) -> None:
    before = int(_rows(phone)[0]["__version"])
    came = Import.objects.create(
        neighbourhood=hall.neighbourhood, name="a", made_at=timezone.now() + timedelta(hours=1)
    )
    ImportChange.objects.create(came_with=came, asset=hall, before={})
    assert int(_rows(phone)[0]["__version"]) >= before + 3_600


def test_who_is_not_let_in_gets_no_list(phone: Phone, hall: Asset) -> None:
    assert phone.client.get(f"{phone.at}/assets.csv").status_code == 401


def test_a_form_that_needs_another_file_is_refused_by_name(cast: Cast, neighbourhood: Neighbourhood) -> None:
    asked = Asked("select_one_from_file schools.csv", "school", {"en": "Which school?"})
    form = as_phone_form(FormWritten("a", "A", "1", [("en", "English")], [asked], []))
    with pytest.raises(UsageError, match="Phones open it"):
        offer_form(by=cast.dev, neighbourhood=neighbourhood, form=form)


def test_something_found_right_counts_as_verified(phone: Phone, checks: Form, hall: Asset) -> None:
    assert phone.send(_checked(checks, hall, "right")).status_code == 201
    hall.refresh_from_db()
    assert hall.last_verified_on == timezone.localdate()
    assert not Waiting.objects.exists()


def test_something_found_right_that_others_doubt_waits_for_a_person(phone: Phone, checks: Form, hall: Asset) -> None:
    say_wrong(by=None, asset=hall, note="It moved.")
    phone.send(_checked(checks, hall, "right"))
    hall.refresh_from_db()
    assert hall.last_verified_on is None
    assert Check.objects.filter(settled_at=None).count() == 2


@pytest.mark.parametrize(
    ("found", "different", "said"),
    [
        ("gone", "", "It is gone."),
        ("changed", "", "Something has changed."),
        ("changed", "Shut on Mondays", "Shut on Mondays"),
    ],
)
def test_something_found_otherwise_waits_and_changes_nothing(
    phone: Phone, checks: Form, hall: Asset, found: str, different: str, said: str
) -> None:
    phone.send(_checked(checks, hall, found, different))
    hall.refresh_from_db()
    check = Check.objects.get()
    assert (check.found, check.note, check.settled_at, hall.gone_at) == ("wrong", said, None, None)


def test_a_check_that_was_changed_on_the_phone_is_settled_by_the_newer_one(
    phone: Phone, checks: Form, hall: Asset
) -> None:
    phone.send(_checked(checks, hall, "gone"))
    meta = "<deprecatedID>uuid:1</deprecatedID>"
    phone.send(_checked(checks, hall, "changed", "Shut on Mondays", "2", meta))
    assert [each.note for each in Check.objects.filter(settled_at=None)] == ["Shut on Mondays"]


def test_a_check_that_found_nothing_out_is_kept_as_a_form_alone(phone: Phone, checks: Form, hall: Asset) -> None:
    phone.send(_checked(checks, hall, "not_known"))
    assert not Check.objects.exists()
    assert "nothing new" in Filled.objects.get().note


def test_a_check_of_what_is_listed_no_more_waits_in_the_inbox(phone: Phone, checks: Form, hall: Asset) -> None:
    show_in_public(by=None, assets=[hall], public=False)
    phone.send(_checked(checks, hall, "changed", "Shut on Mondays"))
    assert "Shut on Mondays" in Waiting.objects.get().words
    assert "not on the list" in Filled.objects.get().note


def test_one_listing_gathers_no_flood(phone: Phone, checks: Form, hall: Asset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asset_checks, "MOST_WAITING", 1)
    for number in ("1", "2"):
        phone.send(_checked(checks, hall, "changed", f"Note {number}", number))
    assert Check.objects.count() == 1


def test_an_entity_that_a_form_changes_is_told_field_by_field(phone: Phone, own: Form, hall: Asset) -> None:
    phone.send(_updated(hall, "01632 960999", version=1))
    assert Check.objects.get().note.splitlines() == [
        "telephone: 01632 960123 → 01632 960999",
        "(The listing was changed here since the phone got it.)",
    ]
    hall.refresh_from_db()
    assert hall.listing().telephone == "01632 960123"


def test_a_photo_that_comes_with_a_changed_entity_is_kept_in_the_inbox(phone: Phone, own: Form, hall: Asset) -> None:
    assert phone.send(_updated(hall, "01632 960999", more="<photo>1.jpg</photo>")).status_code == 202
    assert (Check.objects.count(), Waiting.objects.count()) == (1, 1)


def test_an_entity_that_is_told_as_it_was_changes_nothing(phone: Phone, own: Form, hall: Asset) -> None:
    phone.send(_updated(hall, "01632 960123"))
    assert not Check.objects.exists()


def test_residents_name_one_of_the_list_in_the_form_of_a_shift(
    phone: Phone, hall: Asset, cast: Cast, neighbourhood: Neighbourhood
) -> None:
    made = our_form(neighbourhood)
    form = as_phone_form(made.written)
    offer_form(by=cast.dev, neighbourhood=neighbourhood, form=form, roles=made.roles, wordings=made.wordings)
    told = "<language>en</language><take_part>yes</take_part><age_band>18_plus</age_band><words>It is cold</words>"
    named = f"{told}<listed>{hall.identifier}</listed>"
    phone.send(filled(named, "1", f'id="{form.form_id}" version="{form.version}"'))
    mark = Mark.objects.get(contribution=Contribution.objects.get())
    assert (mark.label, mark.geometry["coordinates"]) == ("Mill Hall", [-1.5, 53.5])


def test_without_public_assets_nobody_is_asked_for_one(neighbourhood: Neighbourhood) -> None:
    assert "listed" not in our_form(neighbourhood).roles


def test_a_facilitator_offers_the_form_on_its_page(as_: As, cast: Cast, hall: Asset) -> None:
    dev = as_(cast.dev)
    at = f"/phones/in/{hall.neighbourhood.slug}/"
    assert dev.post(f"{at}checks/").status_code == 302
    page = dev.get(at).content.decode()
    assert "Check what is listed: Millbrook" in page


def test_the_page_says_what_became_of_a_check(phone: Phone, checks: Form, hall: Asset, as_: As, cast: Cast) -> None:
    phone.send(_checked(checks, hall, "gone"))
    page: Any = as_(cast.dev).get(f"/phones/in/{hall.neighbourhood.slug}/")
    assert "told to the register of assets" in page.content.decode()

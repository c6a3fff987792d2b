"""What the columns of a table mean is shown with why, changed, tried, kept, used again and downloaded."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from seedbed.errors import UsageError
from seedbed.formats.assets.mapping import Told
from seedbed.web.asset_register.actions import go_on_with_import, keep_mapping
from seedbed.web.asset_register.actions.columns import forget_left_files
from seedbed.web.asset_register.models import Asset, Import, ImportState, KeptMapping
from seedbed.web.jobs.models import Job
from seedbed.web.jobs.running import run
from seedbed.web.people.models import AuditEvent
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.asset_register.column_page import as_shown, go_on
from tests.unit.web.conftest import Cast

pytestmark = pytest.mark.django_db

TABLE = """site,Known as,PC,Tel,Head teacher,Lat,Lon
Old Hall,The Barn,ZZ1 1AA,01632 960111,A. Person,53.5,-1.5
New Hall,The Shed,ZZ1 1AB,01632 960112,B. Person,53.6,-1.6
,The Hut,ZZ1 1AC,01632 960113,C. Person,53.7,-1.7
"""


@pytest.fixture
def dev(cast: Cast, as_: Callable[..., Client]) -> Client:
    return as_(cast.dev)


@pytest.fixture
def address(dev: Client, neighbourhood: Neighbourhood) -> str:
    """Of the page that asks what the columns of a table mean."""
    return send(dev, neighbourhood, TABLE)


def send(browser: Client, neighbourhood: Neighbourhood, table: str, name: str = "halls.csv", **more: Any) -> str:
    file = SimpleUploadedFile(name, table.encode())
    answer = browser.post(f"/assets/in/{neighbourhood.slug}/import/", {"file": file, "source": "Town", **more})
    return str(answer.headers.get("Location", ""))


def names() -> list[str]:
    run(Job.objects.latest("asked_at").pk)
    return sorted(Asset.objects.values_list("name", flat=True))


def told_by(answer: Any) -> dict[str, Any]:
    return tomllib.loads(answer.content.decode())


def test_a_table_is_not_taken_in_before_someone_has_looked(address: str) -> None:
    assert address.endswith("/columns/")
    assert (Job.objects.count(), Asset.objects.count(), Import.objects.get().state) == (0, 0, ImportState.WAITING)


def test_the_page_says_what_each_column_is_taken_for_why_and_what_it_holds(dev: Client, address: str) -> None:
    page = dev.get(address)
    assert as_shown(page)["name"] == "0"
    assert as_shown(page)["postcode"] == "2"
    text = page.content.decode()
    assert "By its heading. It holds: <bdi>Old Hall</bdi>" in text
    assert "By what it holds. It holds: <bdi>ZZ1 1AA</bdi>" in text
    assert "Of 3 rows, 2 would be taken." in text
    assert "it has no name" in text


def test_a_table_is_taken_in_as_it_was_understood(dev: Client, address: str) -> None:
    assert go_on(dev, address).headers["Location"].startswith("/jobs/")
    assert names() == ["New Hall", "Old Hall"]


def test_a_column_that_was_changed_is_read_so(dev: Client, address: str) -> None:
    go_on(dev, address, name="1", telephone="", kind="library")
    assert names() == ["The Barn", "The Hut", "The Shed"]
    asset = Asset.objects.get(name="The Barn")
    assert (asset.asset_type, asset.details["extra"]["Tel"], "telephone" in asset.details) == (
        "library",
        "01632 960111",
        False,
    )


def test_changes_are_shown_before_anything_is_taken_in(dev: Client, address: str) -> None:
    page = dev.post(address, {**as_shown(dev.get(address)), "name": "1", "do": "show"}).content.decode()
    assert "Of 3 rows, 3 would be taken." in page
    assert "It holds: <bdi>The Barn</bdi>" in page
    assert Asset.objects.count() == 0


def test_columns_that_may_name_people_are_kept_only_if_asked_for(dev: Client, address: str) -> None:
    go_on(dev, address, keep=["4"])
    names()
    assert Asset.objects.get(name="Old Hall").details["extra"]["Head teacher"] == "A. Person"


def test_columns_that_may_name_people_are_else_left_out(dev: Client, address: str) -> None:
    go_on(dev, address)
    names()
    assert "Head teacher" not in str(Asset.objects.get(name="Old Hall").details)


def test_half_a_place_is_refused(dev: Client, address: str) -> None:
    page = go_on(dev, address, latitude="")
    assert page.status_code == 422
    assert "both halves of a place" in page.content.decode()


def test_without_a_name_nothing_is_taken_and_the_page_says_what_to_do(dev: Client, address: str) -> None:
    page = go_on(dev, address, name="")
    assert page.status_code == 422
    assert "Say which column holds their names" in page.content.decode()
    assert Job.objects.count() == 0


def test_what_was_chosen_is_kept_and_used_again(dev: Client, address: str, neighbourhood: Neighbourhood) -> None:
    go_on(dev, address, name="1", keep=["4"], keep_as="The town's list")
    kept = KeptMapping.objects.get()
    again = send(dev, neighbourhood, TABLE)
    shown = as_shown(dev.get(f"{again}?kept={kept.pk}"))
    assert (kept.name, shown["name"], shown["keep"]) == ("The town's list", "1", ["4"])
    assert "As you kept it" in dev.get(f"{again}?kept={kept.pk}").content.decode()


def test_a_mapping_that_does_not_fit_is_told_of_and_the_columns_are_guessed(
    dev: Client, address: str, neighbourhood: Neighbourhood, cast: Cast
) -> None:
    told = Told(columns={"name": ("Room",)}, guess=False)
    kept = keep_mapping(by=cast.dev, neighbourhood=neighbourhood, name="Rooms", told=told)
    page = dev.get(f"{address}?kept={kept.pk}")
    assert "There is no column &#x27;Room&#x27;" in page.content.decode()
    assert as_shown(page)["name"] == "0"


def test_what_was_chosen_is_downloaded_as_the_commands_take_it(dev: Client, address: str) -> None:
    sent = {**as_shown(dev.get(address)), "name": "1", "do": "download"}
    told = told_by(dev.post(address, sent))
    assert (told["guess"], told["columns"]["name"], told["columns"]["postcode"]) == (False, "Known as", "PC")


def test_a_mapping_that_is_kept_is_downloaded_and_forgotten(
    dev: Client, neighbourhood: Neighbourhood, cast: Cast
) -> None:
    told = Told(columns={"name": ("Room",)}, guess=False)
    kept = keep_mapping(by=cast.dev, neighbourhood=neighbourhood, name="Rooms", told=told)
    assert "Rooms" in dev.get(f"/assets/in/{neighbourhood.slug}/import/").content.decode()
    assert told_by(dev.get(f"/assets/mapping/{kept.pk}.toml"))["columns"] == {"name": "Room"}
    dev.post(f"/assets/mapping/{kept.pk}/forget/")
    assert not KeptMapping.objects.exists()


def test_a_mapping_of_the_same_name_is_replaced(neighbourhood: Neighbourhood, cast: Cast) -> None:
    for column in ("Room", "Site"):
        keep_mapping(by=cast.dev, neighbourhood=neighbourhood, name="List", told=Told(columns={"name": (column,)}))
    assert KeptMapping.objects.get().told["columns"] == {"name": ["Site"]}


def test_of_two_who_go_on_with_a_file_the_first_does(address: str, cast: Cast) -> None:
    kept, told = Import.objects.get(), Told(columns={"name": ("site",)}, guess=False)
    go_on_with_import(by=cast.dev, kept=kept, told=told)
    with pytest.raises(UsageError, match="not waiting"):
        go_on_with_import(by=cast.dev, kept=kept, told=told)


def test_a_file_that_nobody_goes_on_with_is_forgotten_after_a_week(address: str) -> None:
    forget_left_files(timezone.now() + timedelta(days=6))
    assert Import.objects.get().content
    forget_left_files(timezone.now() + timedelta(days=8))
    assert not Import.objects.get().content


def test_a_file_that_was_forgotten_leads_to_what_came_of_it(dev: Client, address: str) -> None:
    Import.objects.update(content=b"")
    assert dev.get(address).headers["Location"] == address.removesuffix("columns/")


def test_a_table_that_the_register_wrote_is_taken_in_as_it_is(dev: Client, neighbourhood: Neighbourhood) -> None:
    own = "identifier,name,asset_type,status,step_free,extra\n1,Old Hall,library,active,yes,\n"
    assert send(dev, neighbourhood, own).startswith("/jobs/")
    assert names() == ["Old Hall"]
    assert Asset.objects.get().step_free == "yes"


def test_a_map_is_asked_about_like_a_table(dev: Client, neighbourhood: Neighbourhood) -> None:
    place = '{"type": "Point", "coordinates": [-1.5, 53.5]}'
    feature = f'{{"type": "Feature", "geometry": {place}, "properties": {{"amenity": "post_office", "ref": "1"}}}}'
    found = f'{{"type": "FeatureCollection", "features": [{feature}]}}'
    address = send(dev, neighbourhood, found, "offices.geojson", licence="OGL-UK-3.0")
    assert address.endswith("/columns/")
    go_on(dev, address, name_by_kind="on", kind="post_office", name="", asset_type="")
    assert names() == ["Post office"]
    assert Asset.objects.get().licence == "OGL-UK-3.0"


def test_a_file_that_cannot_be_read_is_refused_at_once(dev: Client, neighbourhood: Neighbourhood) -> None:
    file = SimpleUploadedFile("halls.csv", b"\x00\x01")
    page = dev.post(f"/assets/in/{neighbourhood.slug}/import/", {"file": file})
    assert (page.status_code, Import.objects.count()) == (422, 0)
    assert "halls.csv: it is not text" in page.content.decode()


def test_headings_of_others_stay_text_on_the_page(dev: Client, neighbourhood: Neighbourhood) -> None:
    page = dev.get(send(dev, neighbourhood, "name,<script>x</script>\n<img src=x>,<b>\n")).content.decode()
    assert "<script>x" not in page
    assert "<img src=x>" not in page
    assert "&lt;img src=x&gt;" in page


def test_the_audit_holds_no_headings(address: str, dev: Client) -> None:
    go_on(dev, address, keep_as="The town's list")
    assert "Known as" not in str(list(AuditEvent.objects.values_list("detail", flat=True)))

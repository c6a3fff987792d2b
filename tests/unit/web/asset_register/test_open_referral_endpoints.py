"""The nine endpoints of Open Referral UK: the official schemas accept them, and our own reader loses nothing public."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from seedbed.formats.assets.open_referral import read_service
from seedbed.web.asset_register.models import Asset
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.asset_register.directory import SECRET, make_directory
from tests.unit.web.conftest import Cast

Browser = Callable[[User | None], Client]
HERE = "/open-referral/millbrook/"
LISTS = ("services", "service_at_locations", "taxonomies", "taxonomy_terms")
SCHEMAS = {
    "services": "compiled/service_list",
    "services/": "compiled/service",
    "service_at_locations": "compiled/service_at_location_list",
    "service_at_locations/": "compiled/service_at_location",
    "taxonomies": "taxonomy",
    "taxonomies/": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
    "taxonomy_terms/": "taxonomy_term",
}


@pytest.fixture
def made(neighbourhood: Neighbourhood, cast: Cast) -> dict[str, Asset]:
    return make_directory(neighbourhood, cast.dev)


def ask(client: Client, path: str, status: int = 200) -> dict[str, Any]:
    answer = client.get(HERE + path)
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/json"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies
    return dict(json.loads(answer.content))


def test_the_first_address_names_the_standard(made: dict[str, Asset], as_: Browser) -> None:
    assert ask(as_(None), "")["version"] == "HSDS-UK-3.0"


@pytest.mark.parametrize("name", LISTS)
def test_everything_of_a_list_is_found_by_its_number(made: dict[str, Asset], as_: Browser, name: str) -> None:
    listed = ask(as_(None), name)
    assert listed["total_items"] == len(listed["contents"]) > 0
    for each in listed["contents"]:
        assert ask(as_(None), f"{name}/{each['id']}") == each


def test_services_are_those_of_the_directory(made: dict[str, Asset], as_: Browser) -> None:
    names = {each["name"] for each in ask(as_(None), "services")["contents"]}
    assert names == {"Mill Hall", "Book House", "Walking <group>"}


def test_nothing_that_the_team_thinks_is_told(made: dict[str, Asset], as_: Browser) -> None:
    told = json.dumps([ask(as_(None), name) for name in LISTS])
    assert [each for each in (*SECRET, "Zebrawood", "Hidden", "Dev") if each in told] == []


def test_only_what_has_a_place_is_at_a_location(made: dict[str, Asset], as_: Browser) -> None:
    named = {each["service"]["name"] for each in ask(as_(None), "service_at_locations")["contents"]}
    assert named == {"Mill Hall", "Book House"}


def test_our_reader_reads_what_is_served(made: dict[str, Asset], as_: Browser) -> None:
    document = ask(as_(None), f"services/{made['Mill Hall'].identifier}")
    read, own = read_service(document), made["Mill Hall"].listing()
    for name in (
        "name",
        "asset_type",
        "opening",
        "prices",
        "longitude",
        "latitude",
        "postcode",
        "telephone",
        "step_free",
    ):
        assert getattr(read, name) == getattr(own, name)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("search=book", {"Book House"}),
        ("day=SU", {"Book House"}),
        ("start_time=11:00", set()),
        ("day=SU&start_time=09:00&end_time=17:00", {"Book House"}),
        ("day=SU&end_time=16:00", set()),
        ("taxonomy_id=00000000-0000-4000-8000-000000000000", set()),
        ("taxonomy_term_id=nothing", set()),
    ],
)
def test_services_are_narrowed(made: dict[str, Asset], as_: Browser, query: str, names: set[str]) -> None:
    assert {each["name"] for each in ask(as_(None), f"services?{query}")["contents"]} == names


def test_services_are_found_by_their_kind(made: dict[str, Asset], as_: Browser) -> None:
    term = next(each for each in ask(as_(None), "taxonomy_terms?per_page=500")["contents"] if each["term"] == "library")
    found = ask(as_(None), f"services?taxonomy_term_id={term['id']}&taxonomy_id={term['taxonomy_id']}")
    assert [each["name"] for each in found["contents"]] == ["Book House"]


def test_pages_hold_together(made: dict[str, Asset], as_: Browser) -> None:
    pages = [ask(as_(None), f"services?per_page=2&page={number}") for number in (1, 2, 3)]
    assert [(each["size"], each["first_page"], each["last_page"], each["empty"]) for each in pages] == [
        (2, True, False, False),
        (1, False, True, False),
        (0, False, True, True),
    ]
    assert {each["total_pages"] for each in pages} == {2}
    assert len({each["id"] for page in pages for each in page["contents"]}) == 3


@pytest.mark.parametrize(
    "query", ["page=0", "page=x", "per_page=-1", "minimum_age=old", "minimum_age=nan", "start_time=noon", "day=XX"]
)
def test_a_parameter_that_will_not_do_says_so(made: dict[str, Asset], as_: Browser, query: str) -> None:
    assert "will not do" in ask(as_(None), f"services?{query}", 400)["what"]


@pytest.mark.parametrize("path", ["services?postcode=ZZ1", "service_at_locations?proximity=1", "taxonomies?colour=red"])
def test_what_cannot_be_asked_is_refused_everywhere(made: dict[str, Asset], as_: Browser, path: str) -> None:
    assert path.partition("?")[2].partition("=")[0] in ask(as_(None), path, 400)["what"]


@pytest.mark.parametrize("path", ["services/abc", "organizations"])
def test_addresses_that_lead_nowhere_answer_as_json(made: dict[str, Asset], as_: Browser, path: str) -> None:
    assert "services" in ask(as_(None), path, 404)["next_step"]


def test_what_says_no_age_is_kept(made: dict[str, Asset], as_: Browser) -> None:
    names = {each["name"] for each in ask(as_(None), "services?minimum_age=61")["contents"]}
    assert "Book House" in names
    assert "Walking <group>" not in names


def test_what_is_not_public_is_not_there(made: dict[str, Asset], as_: Browser) -> None:
    assert "nothing here" in ask(as_(None), f"services/{made['Hidden skill'].identifier}", 404)["what"]
    assert as_(None).get("/open-referral/no-such-place/services").status_code == 404


def test_other_sites_may_ask_before_they_ask(made: dict[str, Asset], as_: Browser) -> None:
    answer = as_(None).options(f"{HERE}services")
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (204, "*")


def test_nothing_can_be_sent(made: dict[str, Asset], as_: Browser) -> None:
    answer = as_(None).post(f"{HERE}services", {})
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize("name", LISTS)
def test_the_official_schemas_accept_it(made: dict[str, Asset], as_: Browser, name: str, field_data: Path) -> None:
    from jsonschema import Draft202012Validator

    folder = field_data / "B" / "oruk_profile" / "schema"
    for each in ask(as_(None), name)["contents"]:
        for path, document in ((name, each), (f"{name}/", ask(as_(None), f"{name}/{each['id']}"))):
            schema = json.loads(Path(folder, f"{SCHEMAS[path]}.json").read_text(encoding="utf-8"))
            checks = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
            assert [error.message for error in checks.iter_errors(document)] == []

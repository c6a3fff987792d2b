from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from seedbed.analysis.assets.listing import Listing, ListingStatus, StepFree
from seedbed.formats.assets.open_referral import (
    api_document,
    page_document,
    read_service,
    service_at_location_document,
    service_document,
    taxonomy_document,
    taxonomy_terms,
)
from seedbed.formats.assets.open_referral_files import found_service
from seedbed.formats.assets.open_referral_rules import service_problems
from tests.unit.formats.assets.listings import HALL, LISTINGS

COMPILED = "oruk_profile/schema/compiled/"


@pytest.fixture(scope="module")
def field(field_data: Path) -> Path:
    return field_data / "B"


def problems_by_schema(field: Path, name: str, document: Any) -> list[str]:
    schema = json.loads((field / name).read_text("utf-8"))
    checker = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [error.message for error in checker.iter_errors(document)]


def example(field: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((field / "oruk_profile/examples/service_full.json").read_text("utf-8"))
    return found


@given(LISTINGS)
@settings(max_examples=60, deadline=None)
def test_what_is_written_reads_as_it_was(listing: Listing) -> None:
    assert read_service(service_document(listing)) == listing


@given(LISTINGS)
@settings(max_examples=60, deadline=None)
def test_our_own_rules_take_whatever_is_written(listing: Listing) -> None:
    assert service_problems(service_document(listing)) == []


def test_the_official_schema_takes_a_service(field: Path) -> None:
    assert problems_by_schema(field, COMPILED + "service.json", service_document(HALL)) == []


def test_the_official_schema_takes_a_service_at_its_place(field: Path) -> None:
    assert problems_by_schema(field, COMPILED + "service_at_location.json", service_at_location_document(HALL)) == []


def test_the_official_schema_takes_a_page(field: Path) -> None:
    page = page_document([service_document(HALL)], page=1, size=50, total=1)
    assert problems_by_schema(field, "oruk_api_mocks/Schemas/V3.0-UK/service_list.json", page) == []


@pytest.mark.parametrize(("page", "first", "last"), [(1, True, False), (2, False, False), (3, False, True)])
def test_a_page_knows_where_it_stands(page: int, first: bool, last: bool) -> None:
    found = page_document(["x"] * 10, page=page, size=10, total=25)
    assert (found["total_pages"], found["first_page"], found["last_page"]) == (3, first, last)


def test_a_list_of_nothing_has_one_empty_page() -> None:
    found = page_document([], page=1, size=10, total=0)
    assert (found["total_pages"], found["empty"], found["last_page"]) == (1, True, True)


def test_the_first_address_names_the_version() -> None:
    assert api_document()["version"] == "HSDS-UK-3.0"


def test_terms_belong_to_the_taxonomy() -> None:
    assert {term["taxonomy_id"] for term in taxonomy_terms({"shed": "Men's shed"})} == {taxonomy_document()["id"]}


def test_the_published_example_is_written_as_it_was_read(field: Path) -> None:
    assert service_document(read_service(example(field))) == example(field)


def test_a_change_leaves_the_rest_of_others_documents(field: Path) -> None:
    changed = service_document(replace(read_service(example(field)), name="Talking"))
    assert changed == example(field) | {"name": "Talking"}


def test_a_change_the_standard_has_no_field_for_is_kept(field: Path) -> None:
    listing = replace(read_service(example(field)), step_free=StepFree.YES)
    assert read_service(service_document(listing)).step_free is StepFree.YES


def test_a_moved_place_keeps_its_identifier(field: Path) -> None:
    listing = replace(read_service(example(field)), longitude=-0.1, latitude=51.5)
    place = service_document(listing)["service_at_locations"][0]["location"]
    assert (place["id"], place["latitude"]) == ("3a19ff88-4620-4d17-9830-ac1d859eb5d5", 51.5)


def test_the_public_sees_no_persons_of_others_documents(field: Path) -> None:
    shown = service_document(read_service(example(field)), public=True)
    assert "Ann Persona" not in json.dumps(shown)


def test_the_public_sees_no_columns_that_nobody_looked_at() -> None:
    shown = service_document(replace(HALL, extra={"caretaker": "Jo Bloggs"}), public=True)
    assert "Jo Bloggs" not in json.dumps(shown)


def test_a_document_with_faults_is_no_base_for_a_new_one(field: Path) -> None:
    listing = read_service(example(field) | {"url": "no address", "email": None})
    assert service_problems(service_document(listing)) == []


def test_nulls_and_numbers_as_text_are_forgiven() -> None:
    found = read_service(
        {
            "id": "1",
            "name": "Lunch",
            "status": None,
            "minimum_age": "60",
            "schedules": None,
            "service_at_locations": [{"location": {"latitude": "51.5", "longitude": "-0.1", "addresses": [None]}}],
        }
    )
    assert (found.status, found.minimum_age, found.latitude) == (ListingStatus.ACTIVE, 60, 51.5)


def test_version_1_is_read() -> None:
    found = read_service(
        {
            "id": "1",
            "name": "Lunch club",
            "organization": {"id": "2", "name": "Friends"},
            "eligibilitys": [{"minimum_age": 60, "maximum_age": 120, "eligibility": "pensioners"}],
            "regular_schedules": [
                {"byday": "1TU,TH", "opens_at": "12:00:00", "closes_at": "14:00:00", "freq": "MONTHLY"}
            ],
            "contacts": [{"phones": [{"number": "01604 000000"}]}],
            "service_at_locations": [
                {"location": {"latitude": 52, "longitude": -1, "physical_addresses": [{"postal_code": "nn11aa"}]}}
            ],
        }
    )
    assert (found.eligibility, found.minimum_age, found.postcode) == ("pensioners", 60, "NN1 1AA")
    assert (found.opening[0].days, found.telephone) == (("TU", "TH"), "01604 000000")


def test_what_version_1_said_beyond_is_kept() -> None:
    said = {"id": "1", "name": "Lunch", "eligibilitys": [], "deliverable_type": "Advice"}
    again = read_service(service_document(read_service(said)))
    assert again.extra["open_referral_1"] == said


@pytest.mark.parametrize("part", ["Default", "Warn", "Test", "Fail"])
def test_our_rules_agree_with_the_official_schema_on_lists(field: Path, part: str) -> None:
    listed = json.loads((field / f"oruk_api_mocks/Mocks/V3.0-UK-{part}/service_list.json").read_text("utf-8"))
    for service in listed["contents"]:
        assert bool(service_problems(service)) == bool(problems_by_schema(field, COMPILED + "service.json", service))


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"name": None}, "name: it is null"),
        ({"id": "12"}, "id: it is not a UUID"),
        ({"status": "open"}, "status: it is none of"),
        ({"schedules": [{"freq": "DAILY"}]}, "schedules\\[0\\].id: it is required"),
        ({"schedules": {}}, "schedules: it is not a list"),
        ({"organization": []}, "organization: it is not an object"),
        ({"assured_date": "yesterday"}, "assured_date: it is not a date"),
        ({"email": ""}, "email: it is empty"),
    ],
)
def test_a_fault_is_named_with_its_place(change: dict[str, Any], where: str) -> None:
    with pytest.raises(AssertionError, match=where):
        assert not service_problems(service_document(HALL) | change)


def test_what_nests_too_deep_is_refused_alone() -> None:
    deep: Any = []
    for _ in range(200):
        deep = [deep]
    found = found_service("contents[0]", {"id": "1", "name": "Lunch", "schedules": deep})
    assert found.reason == "its lists and objects nest too deep"


def test_a_number_beyond_measure_is_no_interval() -> None:
    found = read_service({"id": "1", "name": "Lunch", "schedules": [{"interval": 1e300}]})
    assert found.opening[0].every == 1

"""Who does what in the care system: filled from the pack, changed by partners, drawn, told and downloaded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from seedbed.errors import UserError
from seedbed.web.people.models import AuditEvent, User
from seedbed.web.places.models import Neighbourhood, Programme
from seedbed.web.step1_profile.actions import (
    add_organisation,
    change_organisation,
    fill_care_system_from_pack,
    remove_decision,
    remove_organisation,
    set_decision,
)
from seedbed.web.step1_profile.models import CareDecision, CareOrganisation
from tests.unit.web.conftest import Cast

As = Callable[[User | None], Client]


@pytest.fixture
def board(programme: Programme) -> CareOrganisation:
    return add_organisation(by=None, programme=programme, fields={"name": "Care Board", "level": "system"})


@pytest.fixture
def team(programme: Programme, board: CareOrganisation) -> CareOrganisation:
    fields = {"name": "Street Team", "level": "neighbourhood", "answers_to": board}
    return add_organisation(by=None, programme=programme, fields=fields)


def test_the_pack_fills_the_map_with_levels_and_who_answers_to_whom(in_town: Programme) -> None:
    fill_care_system_from_pack(by=None, programme=in_town)
    trust = CareOrganisation.objects.get(name="Alder and Coast Community Trust")
    assert (trust.level, str(trust.answers_to)) == ("system", "Saltmarch Care Board")
    assert trust.delegated_limit == 50_000


def test_filling_twice_adds_nothing(in_town: Programme) -> None:
    first = fill_care_system_from_pack(by=None, programme=in_town)
    assert len(first) == 7
    assert fill_care_system_from_pack(by=None, programme=in_town) == []


def test_filling_leaves_alone_what_partners_wrote(in_town: Programme) -> None:
    fields = {"name": "Alderwick Council", "level": "place", "owns": "Only the library now"}
    add_organisation(by=None, programme=in_town, fields=fields)
    fill_care_system_from_pack(by=None, programme=in_town)
    assert CareOrganisation.objects.get(name="Alderwick Council").owns == "Only the library now"


def test_the_calendar_is_filled_too(in_town: Programme) -> None:
    fill_care_system_from_pack(by=None, programme=in_town)
    assert CareDecision.objects.get(organisation__name="Wickstead Homes").when.startswith("Board each quarter")


def test_a_name_stands_once(programme: Programme, board: CareOrganisation) -> None:
    with pytest.raises(UserError, match="could not be kept"):
        add_organisation(by=None, programme=programme, fields={"name": " Care Board ", "level": "place"})


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"name": "x" * 201},
        {"level": "planet"},
        {"delegated_limit": -1},
        {"delegated_limit": "many"},
        {"delegated_limit": 10**13},
    ],
)
def test_what_will_not_do_is_refused(programme: Programme, fields: dict[str, object]) -> None:
    with pytest.raises(UserError, match="could not be kept"):
        add_organisation(by=None, programme=programme, fields={"name": "A", "level": "place"} | fields)


def test_answering_in_a_circle_is_refused(board: CareOrganisation, team: CareOrganisation) -> None:
    with pytest.raises(UserError, match="cannot answer to Street Team"):
        change_organisation(by=None, organisation=board, fields={"answers_to": team})


def test_answering_to_oneself_is_refused(board: CareOrganisation) -> None:
    with pytest.raises(UserError):
        change_organisation(by=None, organisation=board, fields={"answers_to": board})


def test_answering_out_of_the_programme_is_refused(board: CareOrganisation, other_neighbourhood: Neighbourhood) -> None:
    far = add_organisation(
        by=None, programme=other_neighbourhood.programme, fields={"name": "Far Board", "level": "system"}
    )
    with pytest.raises(UserError, match="different programmes"):
        change_organisation(by=None, organisation=board, fields={"answers_to": far})


def test_one_that_others_answer_to_stays(board: CareOrganisation, team: CareOrganisation) -> None:
    with pytest.raises(UserError, match="Street Team answers to it"):
        remove_organisation(by=None, organisation=board)


def test_the_audit_trail_says_which_fields_changed(board: CareOrganisation) -> None:
    change_organisation(by=None, organisation=board, fields={"owns": "A hall", "kind": ""})
    assert AuditEvent.objects.get(action="step1.change_organisation").detail == {"fields": ["owns"]}


def test_papers_come_before_the_decision(board: CareOrganisation) -> None:
    with pytest.raises(UserError, match="too late"):
        set_decision(
            by=None, organisation=board, fields={"on": date(2026, 3, 1), "papers_due": date(2026, 3, 2), "when": ""}
        )


def test_a_decision_needs_a_time(board: CareOrganisation) -> None:
    with pytest.raises(UserError, match="no time"):
        set_decision(by=None, organisation=board, fields={"decides": "Budgets", "when": " "})


def test_a_decision_is_changed_and_removed(board: CareOrganisation) -> None:
    made = set_decision(by=None, organisation=board, fields={"when": "Each May"})
    set_decision(by=None, organisation=board, fields={"when": "Each June"}, decision=made)
    assert CareDecision.objects.get().when == "Each June"
    remove_decision(by=None, decision=made)
    assert not CareDecision.objects.exists()


def test_partners_add_change_and_remove_by_forms(cast: Cast, as_: As, programme: Programme) -> None:
    dev, slug = as_(cast.dev), programme.slug
    dev.post(reverse("step1_profile:add_organisation", args=[slug]), {"name": "Hall Trust", "level": "place"})
    made = CareOrganisation.objects.get()
    sent = {"name": "Hall Trust", "level": "neighbourhood", "owns": "The hall"}
    dev.post(reverse("step1_profile:organisation", args=[slug, made.pk]), sent)
    made.refresh_from_db()
    assert (made.level, made.owns) == ("neighbourhood", "The hall")
    dev.post(reverse("step1_profile:add_decision", args=[slug, made.pk]), {"on": "2026-05-04", "decides": "Lets"})
    entry = CareDecision.objects.get()
    dev.post(reverse("step1_profile:decision", args=[slug, entry.pk]), {"on": "2026-05-05", "body": "Trustees"})
    entry.refresh_from_db()
    assert (entry.on, entry.body) == (date(2026, 5, 5), "Trustees")
    dev.post(reverse("step1_profile:remove_decision", args=[slug, entry.pk]))
    dev.post(reverse("step1_profile:remove_organisation", args=[slug, made.pk]))
    assert not CareOrganisation.objects.exists()


def test_a_bad_form_says_what_is_wrong(cast: Cast, as_: As, programme: Programme, board: CareOrganisation) -> None:
    address = reverse("step1_profile:add_organisation", args=[programme.slug])
    answer = as_(cast.dev).post(address, {"name": "Care Board", "level": "system"})
    assert answer.status_code == 422


def test_a_decision_maker_changes_nothing(cast: Cast, as_: As, programme: Programme, board: CareOrganisation) -> None:
    ngozi, slug = as_(cast.ngozi), programme.slug
    for address in (
        reverse("step1_profile:fill_care_system", args=[slug]),
        reverse("step1_profile:remove_organisation", args=[slug, board.pk]),
        reverse("step1_profile:organisation", args=[slug, board.pk]),
    ):
        assert ngozi.post(address, {"name": "X", "level": "place"}).status_code == 403
    assert CareOrganisation.objects.get() == board


def test_another_programmes_organisation_is_not_found(
    cast: Cast, as_: As, board: CareOrganisation, other_neighbourhood: Neighbourhood
) -> None:
    address = reverse("step1_profile:organisation", args=[other_neighbourhood.programme.slug, board.pk])
    assert as_(cast.pat).get(address).status_code == 404


def test_the_table_runs_no_formula(cast: Cast, as_: As, programme: Programme) -> None:
    fields = {"name": "=HYPERLINK(1)", "level": "place", "owns": "+1"}
    add_organisation(by=None, programme=programme, fields=fields)
    answer = as_(cast.ngozi).get(reverse("step1_profile:care_file", args=[programme.slug, "csv"]))
    assert "'=HYPERLINK(1)" in answer.content.decode("utf-8-sig")
    assert answer["Content-Disposition"].startswith("attachment")
    assert AuditEvent.objects.get(action="step1.download").detail == {"file": "care-system.csv"}


def test_the_document_holds_all(cast: Cast, as_: As, team: CareOrganisation) -> None:
    answer = as_(cast.ngozi).get(reverse("step1_profile:care_file", args=[team.programme.slug, "json"]))
    assert [each["name"] for each in answer.json()["organisations"]] == ["Care Board", "Street Team"]
    assert answer.json()["organisations"][1]["answers_to"] == "Care Board"


def test_hostile_names_are_only_words(cast: Cast, as_: As, programme: Programme) -> None:
    add_organisation(by=None, programme=programme, fields={"name": "<script>alert(1)</script>", "level": "place"})
    said = as_(cast.ngozi).get(reverse("step1_profile:care_system", args=[programme.slug])).content.decode()
    assert "<script>alert" not in said


@pytest.mark.parametrize("name", ["Trust\u202egro.live", "Two\u2028lines", "Bell\x07", " \u200b "])
def test_a_name_that_reads_as_another_is_refused(programme: Programme, name: str) -> None:
    with pytest.raises(UserError):
        add_organisation(by=None, programme=programme, fields={"name": name, "level": "place"})

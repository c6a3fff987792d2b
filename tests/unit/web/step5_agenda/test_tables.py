"""A map is edited as two tables: many lines at once, by several people, and read by who may not draw."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from seedbed.web.people.models import User
from seedbed.web.step5_agenda.models import MapFactor, MapLink, MapUpdate, SystemMap
from seedbed.web.step5_agenda.shared.drawing import edit_factor, remove_link
from tests.unit.web.conftest import Cast
from tests.unit.web.step5_agenda.conftest import Draw

As = Callable[[User | None], Client]


@pytest.fixture
def sam(as_: As, cast: Cast) -> Client:
    return as_(cast.sam)


def at(damp: SystemMap, part: str) -> str:
    return f"/step-5/maps/{damp.pk}/tables/{part}/"


def as_shown(page: bytes) -> dict[str, str]:
    """Return what a browser would send of a table as it is."""
    html, sent = page.decode(), {}
    for tag in re.findall(r"<input[^>]*>", html):
        told = {name: unescape(value) for name, value in re.findall(r'([\w-]+)="([^"]*)"', tag)}
        if told["type"] != "checkbox" or re.search(r"\schecked", tag):
            sent[told["name"]] = told.get("value", "on")
    for name, inside in re.findall(r'<select name="([^"]*)"[^>]*>(.*?)</select>', html, re.DOTALL):
        chosen = re.search(r'value="([^"]*)"\s+selected', inside)
        sent[name] = chosen[1] if chosen else ""
    for name, inside in re.findall(r'<textarea name="([^"]*)"[^>]*>(.*?)</textarea>', html, re.DOTALL):
        sent[name] = unescape(inside).removeprefix("\n")
    return {name: value for name, value in sent.items() if name != "csrfmiddlewaretoken"}


def test_several_factors_are_changed_at_once_as_one_change(damp: SystemMap, factor: Draw, sam: Client) -> None:
    damp_homes, asthma, rent = factor("Damp homes"), factor("Asthma", vulnerable=True), factor("Rent")
    sent = as_shown(sam.get(at(damp, "factors")).content)
    before = MapUpdate.objects.count()
    sent |= {f"{damp_homes}-role": "outcome", f"{asthma}-name": "Asthma of children"}
    assert sam.post(f"{at(damp, 'factors')}keep/", sent).status_code == 302
    told = {str(row.key): (row.name, row.role, row.vulnerable) for row in MapFactor.objects.all()}
    assert told == {
        damp_homes: ("Damp homes", "outcome", False),
        asthma: ("Asthma of children", "ordinary", True),
        rent: ("Rent", "ordinary", False),
    }
    assert MapUpdate.objects.count() == before + 1


def test_what_another_changed_meanwhile_stays(damp: SystemMap, cast: Cast, factor: Draw, sam: Client) -> None:
    made = factor("Damp")
    sent = as_shown(sam.get(at(damp, "factors")).content)
    edit_factor(by=cast.dev, of=damp, key=made, fields={"name": "Damp homes"})
    sam.post(f"{at(damp, 'factors')}keep/", sent | {f"{made}-controlled_by": "The landlord"})
    row = MapFactor.objects.get(key=made)
    assert (row.name, row.controlled_by) == ("Damp homes", "The landlord")


def test_links_are_changed_and_one_that_went_meanwhile_is_told_of(
    damp: SystemMap, cast: Cast, factor: Draw, joined: Draw, sam: Client
) -> None:
    one, other = factor("Damp"), factor("Asthma")
    stays, gone = joined(one, other, because="Mould\n<b>& more"), joined(other, one)
    sent = as_shown(sam.get(at(damp, "links")).content)
    remove_link(by=cast.dev, of=damp, key=gone)
    sent |= {f"{stays}-polarity": "opposite", f"{gone}-strength": "weak"}
    page = sam.post(f"{at(damp, 'links')}keep/", sent, follow=True).content.decode()
    row = MapLink.objects.get(key=stays)
    assert (row.polarity, row.because) == ("opposite", "Mould\n<b>& more")
    assert "off the map by now: 1" in page
    assert MapLink.objects.get(key=gone).strength == "medium"


def test_where_a_field_will_not_do_nothing_is_kept_and_all_that_was_typed_stays(
    damp: SystemMap, factor: Draw, sam: Client
) -> None:
    one, other = factor("Damp"), factor("Asthma")
    sent = as_shown(sam.get(at(damp, "factors")).content)
    answer = sam.post(f"{at(damp, 'factors')}keep/", sent | {f"{one}-name": "", f"{other}-name": "Asthma now"})
    assert answer.status_code == 422
    assert "nhsuk-error-summary" in answer.content.decode()
    assert as_shown(answer.content)[f"{other}-name"] == "Asthma now"
    assert set(MapFactor.objects.values_list("name", flat=True)) == {"Damp", "Asthma"}


def test_who_may_only_look_reads_the_same_in_words(
    damp: SystemMap, cast: Cast, factor: Draw, joined: Draw, as_: As
) -> None:
    joined(factor("Damp", vulnerable=True), factor("Asthma"), polarity="uncertain", strength="strong")
    ngozi = as_(cast.ngozi)
    factors, links = (ngozi.get(at(damp, part)).content.decode() for part in ("factors", "links"))
    assert "<input" not in factors.split("<table")[1]
    assert "yes" in factors
    assert all(told in links for told in ("Strong", "Not known", "Damp → Asthma", "Nobody said yet"))
    assert ngozi.post(f"{at(damp, 'factors')}keep/").status_code == 403


def test_every_field_says_what_it_is_of(damp: SystemMap, factor: Draw, sam: Client) -> None:
    factor("Damp & cold")
    assert 'aria-label="Who can change it: Damp &amp; cold"' in sam.get(at(damp, "factors")).content.decode()


def test_a_long_map_has_pages(damp: SystemMap, factor: Draw, sam: Client) -> None:
    for number in range(51):
        factor(f"Factor {number:02}")
    assert "Factor 50" in sam.get(f"{at(damp, 'factors')}?page=2").content.decode()
    assert sam.get(f"{at(damp, 'factors')}?page=None").status_code == 200


def test_an_empty_map_has_empty_tables(damp: SystemMap, sam: Client) -> None:
    for part in ("factors", "links"):
        assert "yet." in sam.get(at(damp, part)).content.decode()
        assert sam.post(f"{at(damp, part)}keep/", {}).status_code == 302


def test_who_may_only_look_reads_how_strong_and_sure_a_link_is(
    damp: SystemMap, cast: Cast, as_: As, factor: Draw, joined: Draw
) -> None:
    made = joined(factor("Damp"), factor("Asthma"), strength="strong", delay="years")
    told = as_(cast.ngozi).get(f"/step-5/maps/{damp.pk}/links/{made}/").content.decode()
    assert [words for words in ("Strong", "After years", "Fairly sure") if words not in told] == []

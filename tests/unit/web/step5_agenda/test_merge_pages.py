"""Pages that merge, split and go back, as a new user meets them: on good input and bad."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from seedbed.web.step5_agenda.models import MapLineage, MapSnapshot, SystemMap
from seedbed.web.step5_agenda.standing import as_it_stands
from tests.unit.web.conftest import Cast, sign_in
from tests.unit.web.step5_agenda.conftest import Draw, key


@pytest.fixture
def dev(client: Client, cast: Cast) -> Client:
    """Dev's browser."""
    sign_in(client, cast.dev)
    return client


def at(name: str, damp: SystemMap, *more: object) -> str:
    return reverse(f"step5_agenda:{name}", args=[damp.pk, *more])


def names(damp: SystemMap) -> list[str]:
    return sorted(each.name for each in as_it_stands(damp).factors)


def test_names_that_differ_by_case_or_space_are_offered_merged_and_parted(
    dev: Client, damp: SystemMap, factor: Draw, joined: Draw
) -> None:
    homes, other, asthma = factor("Damp homes"), factor("damp  homes "), factor("Asthma")
    for cause in (homes, other):
        joined(cause, asthma)
    merge = f"{at('merge', damp)}?factor={homes}&factor={other}"
    for page in (at("map", damp), at("merges", damp), at("brought_in", damp)):
        assert merge.replace("&", "&amp;") in dev.get(page).content.decode()
    assert "What becomes of links" in dev.get(merge).content.decode()
    dev.post(merge, {"stays": homes, "name": "Damp homes", "join": "join"})
    assert (names(damp), len(as_it_stands(damp).links)) == (["Asthma", "Damp homes"], 1)
    assert "it was merged into" in dev.get(at("factor", damp, other)).content.decode()
    dev.post(at("undo_merge", damp, MapLineage.objects.get().pk))
    assert (len(names(damp)), len(as_it_stands(damp).links)) == (3, 2)


def test_a_factor_is_split_by_its_form(dev: Client, damp: SystemMap, factor: Draw, joined: Draw) -> None:
    homes = factor("Damp and cold homes")
    link = joined(homes, homes)
    page = at("split", damp, homes)
    assert "Damp and cold homes → Damp and cold homes" in dev.get(page).content.decode()
    same = dev.post(page, {"first": "Damp homes", "second": "Damp homes", f"link_{link}": "both"})
    assert same.status_code == 422
    dev.post(page, {"first": "Damp homes", "second": "Cold homes", f"link_{link}": "both"})
    assert names(damp) == ["Cold homes", "Damp homes"]
    assert len(as_it_stands(damp).links) == 2
    assert "it was split into" in dev.get(at("factor", damp, homes)).content.decode()


def test_a_version_is_named_looked_at_and_gone_back_to(dev: Client, damp: SystemMap, factor: Draw) -> None:
    factor("Damp homes")
    dev.post(at("name_version", damp), {"name": "Before the workshop"})
    number = MapSnapshot.objects.exclude(name="").get().number
    factor("Asthma")
    page = dev.get(at("earlier", damp, number)).content.decode()
    assert all(told in page for told in ("Before the workshop", "Not there then", "Asthma", "<svg"))
    assert at("earlier", damp, number) in dev.get(at("history", damp)).content.decode()
    dev.post(at("go_back", damp, number))
    assert names(damp) == ["Damp homes"]
    assert "took the map back" in dev.get(at("history", damp)).content.decode()


@pytest.mark.parametrize(
    "query", ["", "?factor=None", "?factor=%00", f"?factor={UUID(int=1)}&factor={UUID(int=2)}", "?factor=" + "9" * 400]
)
def test_a_merge_of_what_is_not_there_leads_back_to_the_choice(dev: Client, damp: SystemMap, query: str) -> None:
    answer = dev.get(at("merge", damp) + query)
    assert (answer.status_code, answer["Location"]) == (302, at("merges", damp))
    assert list(get_messages(answer.wsgi_request))


def test_addresses_of_nothing_are_not_there(dev: Client, damp: SystemMap) -> None:
    for name in ("earlier", "undo_merge"):
        for number in (10**6, 2**63, 10**40):
            assert dev.post(at(name, damp, number)).status_code in {404, 405}
    assert dev.get(at("earlier", damp, 2**63)).status_code == 404
    assert dev.get(at("split", damp, uuid4())).status_code == 404
    assert dev.get(at("earlier", damp, 0)).status_code == 200


def test_links_drawn_meanwhile_to_a_merged_factor_are_led_to_the_one_that_stayed(
    dev: Client, damp: SystemMap, factor: Draw, joined: Draw
) -> None:
    homes, other, asthma = factor("Damp homes"), factor("Wet homes"), factor("Asthma")
    dev.post(f"{at('merge', damp)}?factor={homes}&factor={other}", {"stays": homes, "name": "Damp homes"})
    for cause in (other, key()):
        joined(cause, asthma)
    assert "2 links end at a factor that is off the map" in dev.get(at("merges", damp)).content.decode()
    dev.post(at("mend", damp))
    (link,) = as_it_stands(damp).links
    assert (link.cause, link.effect) == (homes, asthma)
    assert "end at a factor" not in dev.get(at("merges", damp)).content.decode()

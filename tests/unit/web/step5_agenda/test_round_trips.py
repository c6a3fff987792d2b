"""What files say of a map survives the site: a file comes in, and a file of each format goes out and says the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from seedbed.analysis.systems.types import CausalLink, Delay, Factor, Source, Strength
from seedbed.analysis.systems.types import SystemMap as MapOfFactors
from seedbed.formats.systems.reading import read_map
from seedbed.formats.systems.writing import ENDING, WRITERS
from seedbed.thread.payloads.choices import Confidence, FactorRole, Polarity
from seedbed.web.places.models import Neighbourhood
from seedbed.web.step5_agenda.exchange.files import map_for_files
from seedbed.web.step5_agenda.models import MapLink, SystemMap
from seedbed.web.step5_agenda.shared.drawing import edit_link
from seedbed.web.step5_agenda.standing import as_it_stands
from tests.unit.web.conftest import Cast

WHOLE = ("prsm", "prsm-xlsx", "kumu", "kumu-xlsx", "graphml", "gexf", "gml", "refi")
"""Formats that hold every field."""
TOLD = MapOfFactors(
    name="Damp homes",
    note="Drawn in the hall.",
    factors=(
        Factor(
            identifier="f1",
            name='=Rent & <b>"costs"</b>',
            role=FactorRole.INTERVENTION,
            controlled_by="The landlord",
            vulnerable=True,
            subsystem="Homes",
            note="Two\nlines",
            x=-3.5,
            y=120.0,
            sources=frozenset({Source.RESIDENTS, Source.DATA}),
            attributes={"evidence": "7K3-N|8Q2-B", "Rated by hand": "3", "thread": "1AA-1"},
        ),
        Factor(identifier="f2", name="Asthma", role=FactorRole.OUTCOME, x=0.0, y=7.25),
    ),
    links=(
        CausalLink(
            identifier="l1",
            cause="f1",
            effect="f2",
            polarity=Polarity.OPPOSITE,
            strength=Strength.STRONG,
            delay=Delay.YEARS,
            confidence=Confidence.HIGH,
            because='Said by "many"; seen',
            sources=frozenset({Source.PROFESSIONALS}),
            attributes={"colour of the pen": "red", "drawn_as": "same"},
        ),
        CausalLink(
            identifier="l2",
            cause="f1",
            effect="f2",
            polarity=Polarity.UNCERTAIN,
            strength=Strength.WEAK,
            weight=0.123456789,
        ),
        CausalLink(
            identifier="l3", cause="f2", effect="f2", strength=Strength.STRONG, weight=0.7, confidence=Confidence.LOW
        ),
    ),
)


def sent(client: Client, neighbourhood: Neighbourhood, content: bytes, name: str) -> SystemMap:
    page = f"/step-5/in/{neighbourhood.slug}/bring-in/"
    answer = client.post(page, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, answer.content.decode()
    return SystemMap.objects.latest("pk")


def said(of: Factor | CausalLink) -> dict[str, Any]:
    """Return what a factor or link says of itself: not what it is called by, and not what the thread adds."""
    ours = {"identifier", "cause", "effect", "attributes"}
    fields = {name: getattr(of, name) for name in of.__dataclass_fields__ if name not in ours}
    return {**fields, "attributes": {name: told for name, told in of.attributes.items() if name != "thread"}}


def imported(of: Factor | CausalLink) -> dict[str, Any]:
    """Return the same of what came with a file: where that does not say who said so, the file is what it comes from."""
    return said(of) | {"sources": of.sources or frozenset({Source.IMPORTED})}


@pytest.mark.parametrize("wanted", WHOLE)
def test_every_field_comes_from_a_file_over_the_site_to_a_file(
    wanted: str, neighbourhood: Neighbourhood, cast: Cast, client: Client
) -> None:
    client.force_login(cast.dev)
    made = sent(client, neighbourhood, WRITERS[wanted](TOLD), f"map{ENDING[wanted]}")
    back = read_map(client.get(f"/step-5/maps/{made.pk}/files/{wanted}/").content, format=wanted).map
    first = replace(TOLD.links[0], attributes={"colour of the pen": "red"})
    assert [said(each) for each in back.factors] == [imported(each) for each in TOLD.factors]
    assert [said(each) for each in back.links] == [imported(each) for each in (first, *TOLD.links[1:])]
    names = {each.identifier: each.name for each in back.factors}
    assert [(names[each.cause], names[each.effect]) for each in back.links] == [
        (TOLD.factors[0].name, "Asthma"),
        (TOLD.factors[0].name, "Asthma"),
        ("Asthma", "Asthma"),
    ]


def test_numbers_of_the_thread_are_those_of_this_map(neighbourhood: Neighbourhood, cast: Cast, client: Client) -> None:
    client.force_login(cast.dev)
    made = sent(client, neighbourhood, WRITERS["graphml"](TOLD), "map.graphml")
    threads = [each.attributes["thread"] for each in map_for_files(made).factors]
    assert "1AA-1" not in threads
    assert len(set(threads)) == 2


def test_a_table_of_links_keeps_weights_delays_sureness_reasons_and_who_says_so(
    neighbourhood: Neighbourhood, cast: Cast, client: Client
) -> None:
    client.force_login(cast.dev)
    made = sent(client, neighbourhood, WRITERS["edge-list"](TOLD), "map.csv")
    back = read_map(client.get(f"/step-5/maps/{made.pk}/files/edge-list/").content, format="edge-list").map
    fields = ("polarity", "size", "weight", "delay", "confidence", "because")
    assert [[getattr(each, name) for name in fields] for each in back.links] == [
        [getattr(each, name) for name in fields] for each in TOLD.links
    ]
    assert [each.sources for each in back.links] == [
        {Source.PROFESSIONALS},
        {Source.IMPORTED},
        {Source.IMPORTED},
    ]


def test_a_square_table_of_mental_modeler_keeps_its_exact_weights(
    neighbourhood: Neighbourhood, cast: Cast, client: Client
) -> None:
    client.force_login(cast.dev)
    table = ",Rain,Damp\nRain,0,0.123456789\nDamp,-0.41,1\n"
    made = sent(client, neighbourhood, table.encode(), "map.csv")
    answer = client.get(f"/step-5/maps/{made.pk}/files/matrix/").content
    assert answer.decode("utf-8-sig").splitlines() == table.splitlines()


def test_loopy_keeps_names_places_and_directions(neighbourhood: Neighbourhood, cast: Cast, client: Client) -> None:
    client.force_login(cast.dev)
    model = WRITERS["loopy"](TOLD)
    made = sent(client, neighbourhood, model, "map.loopy")
    back = read_map(client.get(f"/step-5/maps/{made.pk}/files/loopy/").content, format="loopy").map
    was = read_map(model, format="loopy").map
    assert [(each.name, each.x, each.y) for each in back.factors] == [
        (each.name, each.x, each.y) for each in was.factors
    ]
    assert [each.polarity for each in back.links] == [each.polarity for each in was.links]


def test_what_the_file_says_of_who_said_so_counts_as_imported_here(
    neighbourhood: Neighbourhood, cast: Cast, client: Client
) -> None:
    client.force_login(cast.dev)
    made = sent(client, neighbourhood, WRITERS["graphml"](TOLD), "map.graphml")
    assert {source for each in as_it_stands(made).factors for source in each.sources} == {Source.IMPORTED}
    shown = client.get(f"/step-5/maps/{made.pk}/files/").content.decode()
    assert "says of 2 factors and links who said so" in shown
    assert "colour of the pen (1)" in shown


def test_an_exact_weight_counts_in_questions_and_stands_on_the_page_of_its_link(
    neighbourhood: Neighbourhood, cast: Cast, client: Client
) -> None:
    client.force_login(cast.dev)
    made = sent(client, neighbourhood, b"cause,effect,strength\nRain,Damp,0.7\n", "map.csv")
    (link,) = as_it_stands(made).links
    assert (link.weight, link.strength, link.size) == (0.7, Strength.STRONG, 0.7)
    assert "Exact weight: 0.7," in client.get(f"/step-5/maps/{made.pk}/links/{link.identifier}/").content.decode()


def test_whoever_changes_how_strong_a_link_is_in_words_is_taken_at_their_word(
    neighbourhood: Neighbourhood, cast: Cast, client: Client
) -> None:
    client.force_login(cast.dev)
    made = sent(client, neighbourhood, b"cause,effect,strength\nRain,Damp,0.7\n", "map.csv")
    key = str(MapLink.objects.get(map=made).key)
    edit_link(by=cast.dev, of=made, key=key, fields={"strength": "weak"})
    (link,) = map_for_files(made).links
    assert (link.weight, link.strength, link.size) == (None, Strength.WEAK, 0.25)
    assert "Exact weight" not in client.get(f"/step-5/maps/{made.pk}/links/{key}/").content.decode()


def test_a_field_that_is_called_like_one_of_ours_and_is_not_comes_back_without_harm(
    neighbourhood: Neighbourhood, cast: Cast, client: Client
) -> None:
    client.force_login(cast.dev)
    kumu = b'{"elements": [{"label": "Rain", "sources": "https://example.org", "role": "drummer", "name": "R"}]}'
    made = sent(client, neighbourhood, kumu, "map.json")
    (factor,) = map_for_files(made).factors
    assert factor.attributes["role"] == "drummer"
    assert client.get(f"/step-5/maps/{made.pk}/files/kumu/").status_code == 200

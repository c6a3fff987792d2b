"""A file of another program becomes a map with beads, and a map becomes a file."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from seedbed.analysis.systems.types import Factor
from seedbed.analysis.systems.types import SystemMap as MapOfFactors
from seedbed.errors import BadInputError
from seedbed.formats.systems.read_map import ReadMap
from seedbed.formats.systems.reading import read_map
from seedbed.web.golden_thread.models import Bead
from seedbed.web.people.models import AuditEvent
from seedbed.web.places.models import Neighbourhood
from seedbed.web.step5_agenda.exchange.drawing_in import MOST
from seedbed.web.step5_agenda.exchange.files import map_for_files
from seedbed.web.step5_agenda.exchange.importing import import_map
from seedbed.web.step5_agenda.models import MapFactor, MapImport, MapUpdate, SystemMap
from seedbed.web.step5_agenda.opinions.origins import behind, behind_all
from tests.unit.web.conftest import Cast
from tests.unit.web.step5_agenda.conftest import Draw

KUMU = {
    "name": "Damp\u0000 \ud800homes",
    "elements": [
        {"label": "Rain", "controlled by": "Nobody", "subsystem": "Weather", "description": "n" * 2_500},
        {"label": "Damp", "role": "outcome", "seen": "twice"},
    ],
    "connections": [
        {"from": "Rain", "to": "Damp", "type": "+", "weight": "0.7", "delay": "years"},
        {"from": "Rain", "to": "Mould"},
    ],
}


def brought(neighbourhood: Neighbourhood, cast: Cast) -> SystemMap:
    read = read_map(json.dumps(KUMU).encode(), format="kumu")
    return import_map(by=cast.dev, neighbourhood=neighbourhood, read=read, name=read.map.name)


def test_a_file_is_one_entry_in_the_trail(neighbourhood: Neighbourhood, cast: Cast) -> None:
    made = brought(neighbourhood, cast)
    assert made.name == "Damp homes"
    came = MapImport.objects.get(map=made)
    assert [came.number, came.last_number] == [1, MapUpdate.objects.filter(map=made).count()]
    assert list(AuditEvent.objects.filter(subject=f"map:{made.pk}").values_list("action", flat=True)) == ["maps.import"]
    names = (
        Bead.objects.filter(kind__in=("factor", "causal_link")).order_by("pk").values_list("payload__name", flat=True)
    )
    assert sorted(names) == ["Damp", "Rain", "Rain → Damp"]


def test_what_the_map_does_not_hold_is_told(neighbourhood: Neighbourhood, cast: Cast) -> None:
    came = MapImport.objects.get(map=brought(neighbourhood, cast))
    assert (came.factors, came.links, came.refused) == (2, 1, [["connection 2", '"Mould" is not a factor of the file']])
    assert [note.split(" ")[0] for note in came.notes] == ["1", "1", "What"]
    assert "seen (1)" in came.notes[-1]
    assert "kept beside it" in came.notes[-1]


def test_what_came_with_the_file_is_of_imported_origin_and_what_is_added_later_is_not(
    neighbourhood: Neighbourhood, cast: Cast, damp: SystemMap, factor: Draw
) -> None:
    made = brought(neighbourhood, cast)
    assert {each.kind for each in behind_all(made).values()} == {"imported"}
    assert not behind(MapFactor.objects.get(key=factor("Asthma"))).imported


def test_a_map_as_a_file_has_names_of_subsystems_and_numbers_of_the_thread(
    neighbourhood: Neighbourhood, cast: Cast
) -> None:
    told = map_for_files(brought(neighbourhood, cast))
    assert {(each.name, each.subsystem, len(each.note)) for each in told.factors} == {
        ("Rain", "Weather", 2_000),
        ("Damp", "", 0),
    }
    link = told.links[0]
    assert (link.strength.value, link.delay.value, link.polarity.value) == ("strong", "years", "same")
    assert link.attributes["thread"]


def test_a_map_of_too_many_factors_is_refused_whole(neighbourhood: Neighbourhood, cast: Cast) -> None:
    nodes = "".join(f'<node id="n{number}"/>' for number in range(MOST.factors + 1))
    read = read_map(f"<graphml><graph>{nodes}</graph></graphml>".encode(), format="graphml")
    with pytest.raises(BadInputError, match="too large"):
        import_map(by=cast.dev, neighbourhood=neighbourhood, read=read, name="Big")
    assert not SystemMap.objects.exists()


def test_notes_larger_than_one_change_may_be_are_brought_in_all_the_same(
    neighbourhood: Neighbourhood, cast: Cast
) -> None:
    factors = tuple(Factor(identifier=str(each), name=f"F{each}", note="\u20ac" * 2_000) for each in range(200))
    made = import_map(by=cast.dev, neighbourhood=neighbourhood, read=ReadMap(MapOfFactors(factors=factors)), name="Big")
    came = MapImport.objects.get(map=made)
    assert came.last_number > came.number
    assert MapFactor.objects.filter(map=made, note="\u20ac" * 2_000).count() == 200
    assert {each.kind for each in behind_all(made).values()} == {"imported"}
    assert AuditEvent.objects.filter(subject=f"map:{made.pk}").count() == 1


def test_notes_larger_than_a_map_may_be_are_refused_whole(neighbourhood: Neighbourhood, cast: Cast) -> None:
    factors = tuple(Factor(identifier=str(each), name=f"F{each}", note="\u20ac" * 2_000) for each in range(1_500))
    with pytest.raises(BadInputError) as refused:
        import_map(by=cast.dev, neighbourhood=neighbourhood, read=ReadMap(MapOfFactors(factors=factors)), name="Big")
    assert "take 9" in refused.value.why
    assert not SystemMap.objects.exists()


def test_a_page_takes_a_file_and_gives_the_map_back(neighbourhood: Neighbourhood, cast: Cast, client: Client) -> None:
    client.force_login(cast.dev)
    form = f"/step-5/in/{neighbourhood.slug}/bring-in/"
    assert client.get(form).status_code == 200
    broken = client.post(form, {"file": SimpleUploadedFile("map.xlsx", b"PK")})
    assert broken.status_code == 422
    assert "damaged" in broken.content.decode()
    table = SimpleUploadedFile("street.csv", b"cause,effect\nRent,<b>Shops</b>\nRent,\n")
    shown = client.post(form, {"file": table}, follow=True).content.decode()
    assert "it names no cause or no effect" in shown
    made = SystemMap.objects.get()
    assert made.name == "street"
    for wanted in ("prsm", "kumu-xlsx", "edge-list"):
        answer = client.get(f"/step-5/maps/{made.pk}/files/{wanted}/")
        assert answer["Content-Disposition"].startswith("attachment")
        back = read_map(answer.content, format=wanted)
        assert {each.name for each in back.map.factors} == {"Rent", "<b>Shops</b>"}
    assert client.get(f"/step-5/maps/{made.pk}/files/none/").status_code == 404

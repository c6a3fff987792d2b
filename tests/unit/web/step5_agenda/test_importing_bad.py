"""Files that are damaged, hostile or far too large, sent through the page: one clear error, and nothing is left."""

from __future__ import annotations

import io
import json
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from seedbed.formats.systems.reading import read_map
from seedbed.formats.workbooks import Sheet, write_workbook
from seedbed.web.golden_thread.models import Bead
from seedbed.web.jobs.models import Job
from seedbed.web.people.models import AuditEvent
from seedbed.web.places.models import Neighbourhood
from seedbed.web.step5_agenda.file_models import MapFile
from seedbed.web.step5_agenda.models import MapImport, SystemMap
from tests.unit.web.conftest import Cast

FIELD = Path(__file__).parents[5] / "shared" / "data" / "field" / "D"
HERE = pytest.mark.skipif(not FIELD.is_dir(), reason="the samples of other programs are not beside this checkout")
ROOT = "root:x:0:0"
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


@pytest.fixture
def dev(client: Client, cast: Cast) -> Client:
    client.force_login(cast.dev)
    return client


def send(client: Client, neighbourhood: Neighbourhood, name: str, content: bytes) -> Any:
    page = f"/step-5/in/{neighbourhood.slug}/bring-in/"
    return client.post(page, {"file": SimpleUploadedFile(name, content)}, follow=True)


def refused(client: Client, neighbourhood: Neighbourhood, name: str, content: bytes) -> str:
    """Send a file that is refused; return the page, after a look that nothing of it is left."""
    answer = send(client, neighbourhood, name, content)
    shown: str = answer.content.decode()
    assert answer.status_code == 422
    assert shown.count("nhsuk-error-message") == 1
    for kind in (SystemMap, MapImport, MapFile, Job, Bead):
        assert not kind.objects.exists()
    assert not AuditEvent.objects.filter(action__startswith="maps.").exists()
    return shown


def xml(root: str, entities: str, name: str = "&a9;") -> bytes:
    body = f'<graph><nodes><node id="n" label="{name}"/></nodes></graph>'
    if root == "graphml":
        body = f'<graph><node id="n"><data key="label">{name}</data></node></graph>'
    return f"<?xml version='1.0'?><!DOCTYPE {root} [<!ENTITY a0 'ha'>{entities}]><{root}>{body}</{root}>".encode()


def zipped(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize("root", ["graphml", "gexf"])
def test_entities_that_swell_are_refused_at_once(root: str, dev: Client, neighbourhood: Neighbourhood) -> None:
    began = time.process_time()
    shown = refused(dev, neighbourhood, f"map.{root}", xml(root, LAUGHS))
    assert "document type of its own" in shown
    assert "haha" not in shown
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "kind", ["SYSTEM 'file:///etc/passwd'", "SYSTEM 'http://127.0.0.1:9/x'", "PUBLIC 'a' 'file:///etc/passwd'"]
)
@pytest.mark.parametrize("root", ["graphml", "gexf"])
def test_entities_from_outside_are_refused_and_never_read(
    root: str, kind: str, dev: Client, neighbourhood: Neighbourhood
) -> None:
    shown = refused(dev, neighbourhood, f"map.{root}", xml(root, f"<!ENTITY a9 {kind}>"))
    assert "document type of its own" in shown
    assert ROOT not in shown


def test_an_entity_in_a_project_is_refused(dev: Client, neighbourhood: Neighbourhood) -> None:
    inside = b"<!DOCTYPE Project [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><Project><Graphs/>&a;</Project>"
    shown = refused(dev, neighbourhood, "street.qdpx", zipped("project.qde", inside))
    assert "document type of its own" in shown


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("../../project.qde", b"<Project/>", "outside itself"),
        ("/etc/project.qde", b"<Project/>", "outside itself"),
        ("project.qde", b"<" * 30_000_000, "swells too much"),
    ],
    ids=["upward", "absolute", "bomb"],
)
def test_a_project_that_points_outside_itself_or_swells_is_refused(
    name: str, content: bytes, why: str, dev: Client, neighbourhood: Neighbourhood
) -> None:
    assert why in refused(dev, neighbourhood, "street.qdpx", zipped(name, content))


def test_a_graph_of_50_000_factors_is_refused_in_little_time(dev: Client, neighbourhood: Neighbourhood) -> None:
    nodes = "".join(f'<node id="n{number}"><data key="label">Factor {number}</data></node>' for number in range(50_000))
    edges = "".join(f'<edge source="n{number}" target="n{number + 1}"/>' for number in range(49_999))
    began = time.process_time()
    shown = refused(dev, neighbourhood, "big.graphml", f"<graphml><graph>{nodes}{edges}</graph></graphml>".encode())
    assert "big.graphml: it has more than 2,000 factors." in shown
    assert time.process_time() - began < 5


def test_a_file_beyond_10_mb_is_refused_before_it_is_read(dev: Client, neighbourhood: Neighbourhood) -> None:
    assert "larger than 10 MB" in refused(dev, neighbourhood, "big.csv", b"a" * (10 * 1024 * 1024 + 1))


def test_a_workbook_that_spans_more_cells_than_a_map_needs_is_refused(
    dev: Client, neighbourhood: Neighbourhood, tmp_path: Path
) -> None:
    write_workbook(tmp_path / "map.xlsx", [Sheet("Links", ("From", "To"), [("a", "b")] * 600_000)])
    shown = refused(dev, neighbourhood, "map.xlsx", (tmp_path / "map.xlsx").read_bytes())
    assert "cells" in shown


@HERE
def test_the_corrupt_workbook_of_kumu_is_refused(dev: Client, neighbourhood: Neighbourhood) -> None:
    content = (FIELD / "kumu" / "overview-of-the-euro-crisis.xlsx").read_bytes()
    assert "damaged or not a workbook" in refused(dev, neighbourhood, "euro.xlsx", content)


@HERE
@pytest.mark.parametrize("part", [1 / 3, 0.5, 0.99])
@pytest.mark.parametrize(
    "name", ["clusterexamplemap.prsm", "PathsExample.prsm", "supplychainandlogisticssystem191.prsm"]
)
def test_maps_of_prsm_that_were_cut_short_are_refused(
    name: str, part: float, dev: Client, neighbourhood: Neighbourhood
) -> None:
    whole = (FIELD / "prsm" / name).read_bytes()
    shown = refused(dev, neighbourhood, name, whole[: int(len(whole) * part)])
    assert "cannot be read." in shown


@HERE
@pytest.mark.parametrize(
    "path",
    [
        "prsm/PathsExample.prsm",
        "prsm/clusterexamplemap.prsm",
        "kumu/snap-to-tutorial-project.json",
        "kumu/paypal-mafia.xlsx",
        "graphml/file-upload-queue.graphml",
        "fcm_evolve/sample_map_specs/clot-fcm.csv",
    ],
)
def test_samples_of_other_programs_come_in_whole(path: str, dev: Client, neighbourhood: Neighbourhood) -> None:
    content = (FIELD / path).read_bytes()
    assert send(dev, neighbourhood, Path(path).name, content).status_code == 200
    read, made = read_map(content, name=path).map, SystemMap.objects.get()
    assert sorted(made.factors.values_list("name", flat=True)) == sorted(each.name[:200] for each in read.factors)
    assert made.links.count() == len(read.links)


def test_links_to_missing_factors_are_told_and_the_rest_is_taken(dev: Client, neighbourhood: Neighbourhood) -> None:
    kumu = {"elements": [{"label": "Rain"}, {"label": "Damp"}], "connections": [{"from": "Rain", "to": "Mould"}]}
    kumu["connections"].append({"from": "Rain", "to": "Damp"})
    shown = send(dev, neighbourhood, "map.json", json.dumps(kumu).encode()).content.decode()
    assert "1 row is not on the map" in shown
    assert "connection 1: &quot;Mould&quot; is not a factor of the file" in shown
    assert SystemMap.objects.get().links.count() == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("map.csv", b"cause,effect\nRent,Rent\nRent,Damp\nRent,Damp\n"),
        (
            "map.graphml",
            b"<graphml><graph><node id='Rent'/><node id='Damp'/><edge source='Rent' target='Rent'/>"
            b"<edge source='Rent' target='Damp'/><edge source='Rent' target='Damp'/></graph></graphml>",
        ),
    ],
    ids=["table", "graphml"],
)
def test_links_to_themselves_and_beside_each_other_are_kept_and_shown(
    name: str, content: bytes, dev: Client, neighbourhood: Neighbourhood
) -> None:
    send(dev, neighbourhood, name, content)
    made = SystemMap.objects.get()
    pairs = sorted((each.cause.name, each.effect.name) for each in made.links.select_related("cause", "effect"))
    assert pairs == [("Rent", "Damp"), ("Rent", "Damp"), ("Rent", "Rent")]
    shown = dev.get(f"/step-5/maps/{made.pk}/").content.decode()
    for link in made.links.all():
        assert f"/step-5/maps/{made.pk}/links/{link.key}/" in shown


def test_names_that_differ_by_case_or_space_are_offered_to_be_merged(dev: Client, neighbourhood: Neighbourhood) -> None:
    shown = send(dev, neighbourhood, "map.csv", b"cause,effect\nRain,Damp\ndamp,Asthma\n").content.decode()
    made = SystemMap.objects.get()
    assert "Names that are alike" in shown
    assert f"/step-5/maps/{made.pk}/merge/" in shown
    assert made.factors.count() == 4

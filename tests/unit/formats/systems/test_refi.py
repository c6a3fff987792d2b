"""Graphs of projects for qualitative analysis."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import pytest

from seedbed.analysis.systems.types import CausalLink, Factor, SystemMap
from seedbed.errors import BadInputError
from seedbed.formats.systems.limits import Most
from seedbed.formats.systems.reading import read_map
from seedbed.formats.systems.refi_out import write_refi
from seedbed.thread.payloads.choices import Polarity

FIELD = Path(__file__).parents[5] / "shared" / "data" / "field" / "E" / "refi_qda"


def guid(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, name)).upper()


def vertex(name: str, told: str = "") -> str:
    return f'<Vertex guid="{guid(name)}" firstX="10" firstY="20" {told}/>'


def edge(name: str, cause: str, effect: str, told: str = "") -> str:
    ends = f'sourceVertex="{guid(cause)}" targetVertex="{guid(effect)}"'
    return f'<Edge guid="{guid(name)}" {ends} {told}/>'


def project(*graphs: str, head: str = "") -> bytes:
    codes = (
        f'<CodeBook><Codes><Code guid="{guid("rain code")}" name="Rain" isCodable="true"><Description>Falls'
        f'</Description><Code guid="{guid("damp code")}" name="Damp" isCodable="true"/></Code></Codes></CodeBook>'
    )
    body = "".join(
        f'<Graph guid="{guid(str(place))}" name="Map {place}">{each}</Graph>' for place, each in enumerate(graphs)
    )
    space = 'xmlns="urn:QDA-XML:project:1.0"'
    return f'{head}<Project {space} name="Street" origin="Test">{codes}<Graphs>{body}</Graphs></Project>'.encode()


def zipped(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


WET = (
    vertex("a", f'representedGUID="{{{guid("rain code").lower()}}}" secondX="30" secondY="60"')
    + vertex("b", 'name="Damp homes"')
    + vertex("c")
    + edge("ab", "a", "b", 'direction="OneWay" name="+"')
    + edge("bc", "b", "c", 'direction="Bidirectional"')
    + edge("bb", "b", "b", 'direction="Associative" name="feeds"')
    + edge("gone", "a", "nothing", 'direction="OneWay"')
)


def test_vertices_are_called_as_they_or_what_they_stand_for() -> None:
    found = read_map(zipped({"project.qde": project(WET)}), name="street.qdpx").map
    assert [each.name for each in found.factors] == ["Rain", "Damp homes", "?"]
    assert found.factors[0].note == "Falls"
    assert found.name == "Map 0"


def test_a_vertex_stands_in_the_middle_of_its_box() -> None:
    places = [(each.x, each.y) for each in read_map(project(WET), name="project.qde").map.factors]
    assert places == [(20.0, 40.0), (10.0, 20.0), (10.0, 20.0)]


def test_edges_go_one_way_both_ways_or_without_an_arrow() -> None:
    read = read_map(project(WET), name="project.qde")
    name = {each.identifier: each.name for each in read.map.factors}
    assert [(name[each.cause], name[each.effect], each.polarity) for each in read.map.links] == [
        ("Rain", "Damp homes", Polarity.SAME),
        ("Damp homes", "?", Polarity.UNCERTAIN),
        ("?", "Damp homes", Polarity.UNCERTAIN),
        ("Damp homes", "Damp homes", Polarity.UNCERTAIN),
    ]
    assert read.map.links[3].attributes["label"] == "feeds"
    assert any("1 links have no arrow" in note for note in read.notes)
    assert [each.reason for each in read.refused] == [f'"{guid("nothing").lower()}" is not a factor of the file']


def test_of_several_graphs_the_one_with_the_most_arrows_is_read_and_the_others_told() -> None:
    read = read_map(project(vertex("lone"), WET), name="project.qde")
    assert read.map.name == "Map 1"
    assert any('"Map 1"' in note and 'The others: "Map 0"' in note for note in read.notes)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (project(), "holds no graph"),
        (b"<Codebook/>", "no project of REFI-QDA"),
        (b"PK\3\4 not a zip", "damaged or cut short"),
        (zipped({"other.txt": b"nothing"}), "0 projects"),
        (zipped({"a/project.qde": project(WET), "b.qde": project(WET)}), "2 projects"),
        (zipped({"../project.qde": project(WET)}), "outside itself"),
        (zipped({"project.qde": b" " * 20_000_000}), "swells too much"),
        (project(WET, head='<!DOCTYPE Project [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), "document type"),
    ],
    ids=["no graph", "codebook", "no zip", "no project", "two projects", "path outside", "bomb", "entity"],
)
def test_what_is_no_project_with_a_graph_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(BadInputError) as refused:
        read_map(content, name="street.qdpx")
    assert why in refused.value.why
    assert "street.qdpx" in refused.value.why
    assert "project.qdpx" not in refused.value.why  # Our own copy of it.


def test_a_graph_of_too_many_is_refused_while_it_is_read() -> None:
    with pytest.raises(BadInputError, match="too large"):
        read_map(project("".join(vertex(str(each)) for each in range(20))), name="project.qde", most=Most(5, 5))


@pytest.mark.skipif(not FIELD.is_dir(), reason="the samples of other programs are not beside this checkout")
@pytest.mark.parametrize("name", ["demo.qdpx", "nvivo_project.qdpx"])
def test_projects_of_other_programs_without_a_graph_say_so(name: str) -> None:
    with pytest.raises(BadInputError) as refused:
        read_map(FIELD / name)
    assert "holds no graph" in refused.value.why


DAMP = SystemMap(
    name="Damp homes",
    note="Drawn in the hall.",
    factors=(
        Factor(identifier="a", name="Rain", note="Falls", x=-3.5, y=120.0),
        Factor(identifier="b", name="Damp <&> mould", x=10.0, y=20.0),
        Factor(identifier="c", name="rain"),
    ),
    links=(
        CausalLink(identifier="ab", cause="a", effect="b", weight=0.3, because="Said so"),
        CausalLink(identifier="bb", cause="b", effect="b", polarity=Polarity.OPPOSITE, attributes={"label": "feeds"}),
    ),
)


def qde(of: SystemMap) -> str:
    """Return the project that is in the zip of a map."""
    with zipfile.ZipFile(io.BytesIO(write_refi(of))) as archive:
        assert archive.namelist() == ["project.qde"]
        return archive.read("project.qde").decode()


def test_the_map_says_in_its_project_what_it_is_about() -> None:
    back = read_map(write_refi(DAMP), name="map.qdpx").map
    assert (back.name, back.note) == ("Damp homes", "Drawn in the hall.")


def test_what_was_written_at_an_arrow_stands_there_again() -> None:
    back = read_map(write_refi(DAMP), name="map.qdpx").map
    assert back.links == DAMP.links
    assert [dict(each.attributes) for each in back.links] == [{}, {"label": "feeds"}]


def test_codes_of_one_name_are_told_apart_and_factors_keep_it() -> None:
    codes = re.findall(r'<Code [^>]*name="([^"]*)"', qde(DAMP))
    assert codes == ["Rain", "Damp &lt;&amp;&gt; mould", "rain (2)"]
    assert [each.name for each in read_map(write_refi(DAMP), name="map.qdpx").map.factors] == [
        each.name for each in DAMP.factors
    ]


def test_a_factor_that_another_program_moved_stands_where_it_was_moved_to() -> None:
    moved = re.sub(r'name="Rain" firstX="[^"]*" firstY="[^"]*"', 'name="Rain" firstX="36" firstY="-5"', qde(DAMP))
    rain = read_map(moved.encode(), name="project.qde").map.factors[0]
    assert (rain.x, rain.y) == (56.0, 70.0)


def test_a_factor_without_a_place_is_drawn_on_a_grid() -> None:
    third = read_map(write_refi(DAMP), name="map.qdpx").map.factors[2]
    assert (third.x, third.y) == (400.0, 0.0)


@pytest.mark.parametrize("said", ["", "Ours, once", "[1]", '{"role": 7}', "[" * 50_000])
def test_a_note_that_somebody_wrote_over_says_nothing_of_fields(said: str) -> None:
    over = re.sub(r"<PlainTextContent>[^<]*<", f"<PlainTextContent>{said}<", qde(DAMP))
    back = read_map(over.encode(), name="project.qde").map
    assert [each.name for each in back.factors] == [each.name for each in DAMP.factors]
    assert [each.polarity for each in back.links] == [Polarity.SAME, Polarity.UNCERTAIN]


def test_the_same_map_is_the_same_file() -> None:
    assert write_refi(DAMP) == write_refi(DAMP)


@pytest.mark.skipif(not FIELD.is_dir(), reason="the schema is not beside this checkout")
@pytest.mark.parametrize(
    "written",
    [project(WET, vertex("lone")).decode(), qde(DAMP), qde(SystemMap())],
    ids=["of these tests", "a map", "an empty map"],
)
def test_graphs_are_as_the_published_schema_has_them(written: str) -> None:
    from lxml import etree

    schema = etree.XMLSchema(etree.parse(FIELD / "Project.xsd"))
    schema.assertValid(etree.fromstring(written.encode()))

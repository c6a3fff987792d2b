"""``seedbed systems convert`` from file to file."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import jsonschema
from click.testing import CliRunner, Result

from seedbed.cli.main import app
from seedbed.errors import BadInputError, UsageError
from seedbed.formats.systems.reading import read_map
from seedbed.reports.systems.convert_documents import ConvertDocument

LINKS = "cause,effect,polarity,delay\nRain,Damp,+,years\nDamp,Rain,?,\nDamp,,,\nDamp,damp,-,\n"


def convert(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["systems", "convert", *map(str, arguments)])


def table(folder: Path) -> Path:
    path = folder / "links.csv"
    path.write_text(LINKS, encoding="utf-8")
    return path


def test_a_map_is_written_and_the_document_says_what_was_refused_and_lost(tmp_path: Path) -> None:
    document = json.loads(convert(table(tmp_path), tmp_path / "out.csv", "--to", "matrix", "--json").stdout)
    jsonschema.validate(document, ConvertDocument.model_json_schema(by_alias=True))
    assert (document["factors_on_map"], document["links_on_map"], document["format"]) == (3, 3, "matrix")
    assert [each["where"] for each in document["refused"]] == ["row 4"]
    assert {"what": "links", "many": 1} in document["lost"]
    assert any('"Damp" and "damp"' in note for note in document["notes"])


def test_a_whole_format_loses_nothing(tmp_path: Path) -> None:
    told = convert(table(tmp_path), tmp_path / "out.prsm")
    assert told.exit_code == 0
    assert "does not hold" not in told.stdout
    back = read_map(tmp_path / "out.prsm").map
    assert [(each.polarity.value, each.delay.value) for each in back.links] == [
        ("same", "years"),
        ("uncertain", "none"),
        ("opposite", "none"),
    ]


def test_text_for_graphviz_says_that_it_is_not_read_here(tmp_path: Path) -> None:
    told = convert(table(tmp_path), tmp_path / "out.gv")
    assert "not read here" in told.stdout
    assert (tmp_path / "out.gv").read_text(encoding="utf-8").startswith("digraph")


def test_a_file_is_not_written_over_itself_and_an_unknown_ending_is_refused(tmp_path: Path) -> None:
    path = table(tmp_path)
    assert isinstance(convert(path, path, "--to", "edge-list").exception, UsageError)
    assert isinstance(convert(path, tmp_path / "out.doc").exception, UsageError)
    assert path.read_text(encoding="utf-8") == LINKS


def test_a_graph_of_a_project_becomes_a_map_of_another_program(tmp_path: Path) -> None:
    ends = '<Vertex guid="{}" name="{}" firstX="0" firstY="0"/>'
    told = convert(graph_project(tmp_path / "street.qdpx", ends), tmp_path / "out.json", "--to", "kumu")
    assert told.exit_code == 0
    (link,) = read_map(tmp_path / "out.json").map.links
    assert (link.cause, link.effect, link.polarity.value) == (RAIN, DAMP, "opposite")


def test_a_map_becomes_a_project_for_qualitative_analysis_that_holds_all_of_it(tmp_path: Path) -> None:
    told = convert(table(tmp_path), tmp_path / "street.qdpx")
    assert told.exit_code == 0
    assert "does not hold" not in told.stdout
    assert [each.delay.value for each in read_map(tmp_path / "street.qdpx").map.links] == ["years", "none", "none"]


def test_a_project_whose_zip_points_outside_itself_is_refused_and_nothing_written(tmp_path: Path) -> None:
    path = tmp_path / "street.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../project.qde", "<Project/>")
    told = convert(path, tmp_path / "out.json", "--to", "kumu")
    assert isinstance(told.exception, BadInputError)
    assert [each.name for each in tmp_path.iterdir()] == ["street.qdpx"]


RAIN, DAMP = "6f9619ff-8b86-d011-b42d-00cf4fc964ff", "7f9619ff-8b86-d011-b42d-00cf4fc964ff"


def graph_project(path: Path, vertex: str) -> Path:
    edge = f'<Edge guid="{RAIN[:-1]}0" sourceVertex="{RAIN}" targetVertex="{DAMP}" direction="OneWay" name="-"/>'
    inside = vertex.format(RAIN, "Rain") + vertex.format(DAMP, "Damp") + edge
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", f"<Project><Graphs><Graph name='Wet'>{inside}</Graph></Graphs></Project>")
    return path

"""``seedbed systems measure`` from the file to the answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import networkx as nx
import pytest
from click.testing import CliRunner, Result

from seedbed.cli.main import app
from seedbed.reports.systems.measure_documents import MeasureDocument

KNOTS = """cause,effect,polarity
A,B,+
B,C,-
C,A,+
X,Y,+
Y,Z,?
Z,X,+
C,X,+
D,A,+
"""


@pytest.fixture
def knots(tmp_path: Path) -> Path:
    path = tmp_path / "knots.csv"
    path.write_text(KNOTS, encoding="utf-8")
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["systems", "measure", *arguments], catch_exceptions=False)


def document(path: Path, *arguments: str) -> dict[str, Any]:
    answer = run(str(path), "--json", *arguments)
    assert answer.exit_code == 0
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


def graph() -> nx.DiGraph[str]:
    rows = [row.split(",") for row in KNOTS.splitlines()[1:]]
    return nx.DiGraph([(cause, effect) for cause, effect, _ in rows])


def test_the_document_is_of_its_stated_form(knots: Path) -> None:
    found = document(knots, "--seed", "3")
    jsonschema.validate(found, MeasureDocument.model_json_schema(by_alias=True, mode="serialization"))
    assert (found["schema"], found["seed"]) == ("seedbed/systems-measure/1", 3)


def test_numbers_are_those_of_networkx(knots: Path) -> None:
    found, peer = document(knots), graph()
    passed = nx.betweenness_centrality(peer)
    assert found["density"] == pytest.approx(nx.density(peer))
    assert len(found["factors"]) == 7
    for each in found["factors"]:
        name = each["factor"]
        assert (each["incoming"], each["outgoing"]) == (peer.in_degree(name), peer.out_degree(name))
        assert each["betweenness"] == pytest.approx(passed[name])
        assert each["leverage"] == (each["outgoing"] / each["incoming"] if each["incoming"] else None)
    groups = [set(each["factors"]) for each in found["communities"]]
    assert groups == [{"A", "B", "C", "D"}, {"X", "Y", "Z"}]
    assert found["modularity"] == pytest.approx(nx.community.modularity(peer.to_undirected(), groups))


def test_a_person_reads_what_is_undefined_and_what_each_number_is(knots: Path) -> None:
    said = run(str(knots)).stdout
    assert next(line for line in said.splitlines() if line.startswith("D ")).split()[:4] == ["D", "0", "1", "undefined"]
    assert "Links join 19.0% of the 42 ordered pairs of two factors (density)." in said
    assert "from seed 0; another seed may divide the map otherwise" in said


def test_one_factor_alone_is_measured(tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text("cause,effect\nA,A\n", encoding="utf-8")
    found = document(path)
    assert found["factors"] == [
        {"factor": "A", "incoming": 1, "outgoing": 1, "leverage": 1, "betweenness": 0, "community": 1}
    ]
    assert (found["density"], found["modularity"]) == (0, 0)

"""Tables with one link a row."""

from __future__ import annotations

from pathlib import Path

import pytest

from seedbed.analysis.systems.types import CausalLink, Factor, Source, SystemMap
from seedbed.errors import BadInputError, UsageError
from seedbed.formats.systems.reading import read_map
from seedbed.formats.systems.writing import WRITERS
from seedbed.thread.payloads.choices import Polarity


def read(text: str) -> list[tuple[str, str, str, float]]:
    found = read_map(text.encode(), format="edge-list")
    assert not found.refused
    return [(link.cause, link.effect, str(link.polarity), link.size) for link in found.map.links]


def test_links_and_factors_are_read_by_name() -> None:
    text = "cause,effect,polarity,strength\nFootfall,Shops  open,+,strong\nShops open,Footfall,opposite,\n"
    assert read(text) == [("Footfall", "Shops open", "same", 0.75), ("Shops open", "Footfall", "opposite", 0.5)]


def test_a_number_is_a_weight_and_its_sign_the_polarity() -> None:
    assert read("From;To;Weight\nA;B;-0.4\nB;A;0.25\nA;A;1") == [
        ("A", "B", "opposite", 0.4),
        ("B", "A", "same", 0.25),
        ("A", "A", "same", 1.0),
    ]


@pytest.mark.parametrize("word", ["?", "uncertain", "Unknown"])
def test_an_uncertain_link_carries_no_sign(word: str) -> None:
    found = read_map(f"cause,effect,polarity\nA,B,{word}\n".encode(), format="edge-list")
    assert found.map.links[0].polarity is Polarity.UNCERTAIN


def test_rows_that_are_no_links_are_told_of_and_the_others_read() -> None:
    found = read_map(
        b"cause,effect,polarity,strength\nA,,+,\nA,B,up,\nA,B,+,2\nA,B,+,-0.5\nA,B,+,\n", format="edge-list"
    )
    assert [each.where for each in found.refused] == ["row 2", "row 3", "row 4", "row 5"]
    assert "contradict" in found.refused[3].reason
    assert len(found.map.links) == 1


@pytest.mark.parametrize("content", [b"", b"cause,effect\n", b"a,b\n1,2\n", b"cause,effect,polarity\nA,B,up\n"])
def test_what_is_no_table_of_links_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "links.csv"
    path.write_bytes(content)
    with pytest.raises(BadInputError, match=r"links\.csv"):
        read_map(path)


def test_a_file_that_is_not_there_and_a_format_that_is_none_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="cannot be read"):
        read_map(tmp_path / "none.csv")
    with pytest.raises(UsageError, match="--format says what it is"):
        read_map(tmp_path / "map.odd")


def test_exact_weights_and_who_says_so_come_back_from_a_table() -> None:
    links = (
        CausalLink(identifier="1", cause="A", effect="B", weight=0.123456789, sources=frozenset({Source.DATA})),
        CausalLink(
            identifier="2", cause="B", effect="B", sources=frozenset({Source.RESIDENTS, Source.EXPERT}), because="=2"
        ),
    )
    factors = (Factor(identifier="A", name="A"), Factor(identifier="B", name="B"))
    back = read_map(WRITERS["edge-list"](SystemMap(factors=factors, links=links)), format="edge-list").map.links
    assert [(each.weight, each.sources, each.because) for each in back] == [
        (each.weight, each.sources, each.because) for each in links
    ]


def test_a_column_of_sources_that_is_about_something_else_is_passed_over() -> None:
    (link,) = read_map(b"cause,effect,sources\nA,B,https://example.org\n", format="edge-list").map.links
    assert link.sources == frozenset()


def test_a_square_table_keeps_all_digits_of_a_weight() -> None:
    read = read_map(b",A,B\nA,0,0.123456789\nB,-1,0\n", format="matrix")
    back = read_map(WRITERS["matrix"](read.map), format="matrix").map
    assert [(each.polarity.value, each.weight) for each in back.links] == [("same", 0.123456789), ("opposite", 1.0)]

"""Maps in the files of other programs: what is written is read again, and what is hostile is refused."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from seedbed.analysis.systems.types import CausalLink, Delay, Factor, Source, Strength, SystemMap
from seedbed.errors import BadInputError, UserError
from seedbed.formats.systems.lz_string import compress, decompress
from seedbed.formats.systems.prsm import prsm_object, unpacked
from seedbed.formats.systems.reading import read_map
from seedbed.formats.systems.writing import ENDING, WRITERS, write_map
from seedbed.formats.workbooks import Sheet, write_workbook
from seedbed.thread.payloads.choices import Confidence, FactorRole, Polarity

FIELD = Path(__file__).parents[5] / "shared" / "data" / "field" / "D"
WHOLE = ("prsm", "prsm-xlsx", "kumu", "kumu-xlsx", "graphml", "gexf", "gml", "refi")
"""Formats that hold every field of ours."""
COUNTS = {
    "prsm/PathsExample.prsm": (10, 13),
    "prsm/User manual examples.prsm": (2, 1),
    "prsm/clusterexamplemap.prsm": (6, 7),
    "prsm/clusterexamplemap.decompressed.json": (6, 7),
    "prsm/supplychainandlogisticssystem191.prsm": (16, 26),
    "kumu/kumu-changelabs-template.json": (10, 11),
    "kumu/snap-to-tutorial-project.json": (51, 113),
    "kumu/snap-to-tutorial-data.xlsx": (51, 113),
    "kumu/paypal-mafia.xlsx": (34, 49),
    "graphml/openqda-plugin-arch.graphml": (25, 18),
    "graphml/atrain-plugin.graphml": (10, 8),
    "graphml/file-upload-queue.graphml": (19, 20),
    "fcm_evolve/sample_map_specs/apthd-fcm.csv": (9, 25),
    "fcm_evolve/sample_map_specs/clot-fcm.csv": (12, 18),
    "fcm_evolve/sample_map_specs/psot.txt": (32, 44),
    "fcmpy/data_test.xlsx": (4, 4),
}
NAME = '=cmd|"x"!A1 & <b> ] |'

MAP = SystemMap(
    name="Damp homes",
    note="Drawn in the hall.",
    factors=(
        Factor(
            identifier="f1",
            name=NAME,
            role=FactorRole.INTERVENTION,
            controlled_by="The landlord",
            vulnerable=True,
            subsystem="Homes",
            note="Two\nlines",
            x=-3.5,
            y=120.0,
            sources=frozenset({Source.RESIDENTS, Source.DATA}),
            attributes={"evidence": "SB-12|SB-40", "Rated by hand": "3"},
        ),
        Factor(identifier="f2", name="Asthma", role=FactorRole.OUTCOME, x=0.0, y=7.25),
        Factor(identifier="f3", name="Asthma", x=10.0, y=0.0),
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
            attributes={"evidence": "SB-77"},
        ),
        CausalLink(identifier="l2", cause="f1", effect="f2", weight=0.35, polarity=Polarity.UNCERTAIN),
        CausalLink(identifier="l3", cause="f3", effect="f3", strength=Strength.WEAK, confidence=Confidence.LOW),
    ),
)


@pytest.mark.parametrize("wanted", WHOLE)
def test_every_field_of_ours_comes_back(tmp_path: Path, wanted: str) -> None:
    path = tmp_path / f"map{ENDING[wanted]}"
    write_map(MAP, path, format=wanted)
    back = read_map(path)
    assert not back.refused
    assert back.map.factors == MAP.factors
    assert [dict(each.attributes) for each in back.map.factors] == [dict(each.attributes) for each in MAP.factors]
    assert back.map.links == MAP.links
    assert back.map.links[0].attributes["evidence"] == "SB-77"


@pytest.mark.parametrize("wanted", sorted(set(WRITERS) - set(WHOLE) - {"dot"}))
def test_a_smaller_format_keeps_which_way_things_work(tmp_path: Path, wanted: str) -> None:
    path = tmp_path / f"map{ENDING[wanted]}"
    write_map(MAP, path, format=wanted)
    back = read_map(path).map
    signs = {(back.by_identifier[each.cause].name, each.effect, each.polarity) for each in back.links}
    assert NAME in {name for name, _, polarity in signs if polarity is Polarity.OPPOSITE}
    assert any(each.cause == each.effect and each.polarity is Polarity.SAME for each in back.links)


def test_a_table_starts_no_formula() -> None:
    for wanted in ("edge-list", "matrix"):
        assert "\n=" not in WRITERS[wanted](MAP).decode()
        assert ",=" not in WRITERS[wanted](MAP).decode()


def test_graphviz_text_keeps_hostile_names_inside_quotes() -> None:
    text = WRITERS["dot"](MAP).decode()
    assert '"label"="=cmd|\\"x\\"!A1 & <b> ] |"' in text
    assert '"f1" -> "f2"' in text


def test_packed_text_comes_back() -> None:
    draw = random.Random(7)
    for length in range(200):
        text = "".join(draw.choice("ab ä語😀") for _ in range(length))
        assert decompress(compress(text)) == text


@pytest.mark.parametrize("packed", ["", "ab", "ᯡ⁄¨", "\x00\x01", compress("Damp homes")[:4]])
def test_damaged_packed_text_is_refused(packed: str) -> None:
    with pytest.raises(ValueError, match=r"it|a character"):
        decompress(packed)


def test_packed_text_does_not_swell_without_end() -> None:
    # A number for "what comes next", again and again: each is one character longer than the one before.
    bits, width, left = "00" + f"{97:08b}"[::-1], 3, 4
    for number in range(4, 9_000):
        bits += f"{number:0{width}b}"[::-1]
        left -= 1
        if left == 0:
            left, width = 2**width, width + 1
    bits += "0" * (15 - len(bits) % 15)
    with pytest.raises(ValueError, match="unpacks to more"):
        decompress("".join(chr(int(bits[at : at + 15], 2) + 32) for at in range(0, len(bits), 15)))


def test_plain_and_old_files_of_prsm_are_read() -> None:
    old = {
        "nodes": [{"id": 1, "label": "Rain\n falls", "title": "A note", "a1": "7"}, {"id": 2, "label": "Damp"}],
        "edges": [{"id": "e", "from": 1, "to": 2, "grp": "edge7"}, {"id": "g", "from": 2, "to": 9}],
        "attributeTitles": {"a1": "Score"},
        "styles": {"edges": {"edge7": {"groupLabel": "Negative influence"}}},
    }
    read = read_map(b"\xef\xbb\xbf" + json.dumps(old).encode(), format="prsm")
    rain = read.map.factors[0]
    assert (rain.name, rain.note, dict(rain.attributes)) == ("Rain falls", "A note", {"Score": "7"})
    assert [each.polarity for each in read.map.links] == [Polarity.OPPOSITE]
    assert [(each.where, each.reason) for each in read.refused] == [("link 2", '"9" is not a factor of the file')]


@pytest.mark.parametrize(
    ("style", "direction"),
    [
        ("+ve", Polarity.SAME),
        ("-ve", Polarity.OPPOSITE),
        ("\u2212 ve", Polarity.OPPOSITE),
        ("Positive effect", Polarity.SAME),
        ("two-vehicle homes", Polarity.UNCERTAIN),
        ("+ve or -ve", Polarity.UNCERTAIN),
    ],
)
def test_the_direction_of_a_link_of_prsm_is_in_the_name_of_its_style(style: str, direction: Polarity) -> None:
    held = {
        "nodes": [{"id": 1, "label": "Rain"}, {"id": 2, "label": "Damp"}],
        "edges": [{"id": "e", "from": 1, "to": 2, "grp": "edge7"}],
        "styles": {"edges": {"edge7": {"groupLabel": style}}},
    }
    assert [each.polarity for each in read_map(json.dumps(held).encode(), format="prsm").map.links] == [direction]


def test_prsm_is_written_packed_as_prsm_saves_it() -> None:
    content = WRITERS["prsm"](MAP)
    held = json.loads(unpacked(content, "map.prsm"))
    assert content.decode()[0] != "{"
    assert [each["label"] for each in held["edges"]] == ["-", "?", "+"]
    assert held["nodes"] == prsm_object(MAP)["nodes"]


def test_a_full_export_of_kumu_has_places_and_ways() -> None:
    full = {
        "name": "Money",
        "elements": [{"_id": "a", "attributes": {"label": "Trust"}}, {"_id": "b", "attributes": {"label": "Use"}}],
        "connections": [
            {"_id": "c", "from": "a", "to": "b", "direction": "mutual", "attributes": {"connection type": "-"}},
            {"_id": "d", "from": "Trust", "to": "Use", "delayed": True, "attributes": {}},
        ],
        "loops": [{}],
        "maps": [{"elements": [{"element": "b", "position": {"x": 1, "y": 2.5}}]}],
    }
    read = read_map(json.dumps(full).encode(), format="kumu")
    links = [(each.cause, each.effect, each.polarity.value, each.delay.value) for each in read.map.links]
    assert links == [
        ("a", "b", "opposite", "none"),
        ("b", "a", "opposite", "none"),
        ("a", "b", "uncertain", "months"),
    ]
    assert (read.map.factors[1].x, read.map.factors[1].y) == (1.0, 2.5)
    assert "1 loops" in read.notes[1]


def test_sheets_to_be_ignored_are(tmp_path: Path) -> None:
    links = Sheet("Connections", ("From", "To", "Type", "Tags"), [("Rain", "Damp", "+", "a|b")])
    more = Sheet("Old (ignore)", ("From", "To"), [("Sun", "Dry")])
    write_workbook(tmp_path / "kumu.xlsx", [links, more])
    read = read_map(tmp_path / "kumu.xlsx").map
    assert [each.name for each in read.factors] == ["Rain", "Damp"]
    assert read.links[0].attributes["tags"] == "a|b"


def test_a_square_table_is_read_cell_by_cell() -> None:
    read = read_map(b",Rain,Damp\nRain,0,0.5\nDamp,-1,much\n", name="map.csv")
    assert [(each.cause, each.polarity.value, each.size) for each in read.map.links] == [
        ("Rain", "same", 0.5),
        ("Damp", "opposite", 1.0),
    ]
    assert [each.where for each in read.refused] == ["row 3, column 3"]


def test_names_alike_are_offered_as_one_and_all_links_kept() -> None:
    read = read_map(
        b'graph [ node [ id 1 label "Damp" ] node [ id 2 label "damp " ] edge [ source 1 target 1 ] ]', format="gml"
    )
    assert any('"Damp" and "damp"' in note for note in read.notes)
    assert len(read.map.factors) == 2
    assert [each.cause for each in read.map.links] == ["1"]


@pytest.mark.parametrize("root", ["graphml", "gexf"])
def test_a_document_type_is_refused(root: str) -> None:
    text = f'<!DOCTYPE {root} [<!ENTITY a SYSTEM "file:///etc/passwd">]><{root}><node id="n" label="&a;"/></{root}>'
    with pytest.raises(BadInputError, match="document type"):
        read_map(text.encode(), format=root)


def test_a_graph_of_50_000_factors_is_read() -> None:
    nodes = "".join(f'<node id="n{number}"/>' for number in range(50_000))
    edges = '<edge source="n0" target="n49999"/><edge source="n0" target="gone"/>'
    read = read_map(f"<graphml><graph>{edges}{nodes}</graph></graphml>".encode(), format="graphml")
    assert len(read.map.factors) == 50_000
    assert (len(read.map.links), len(read.refused)) == (1, 1)


@pytest.mark.parametrize("wanted", sorted(set(WRITERS) - {"dot"}))
@pytest.mark.parametrize(
    "content", [b"", b"\0\xff\xfe", b"[" * 5_000, b"{}", b'{"nodes": 3}', b"<a>", b"PK\3\4 not", b"\xd0\x00 graph ["]
)
def test_rubbish_is_refused_with_a_reason(wanted: str, content: bytes) -> None:
    with pytest.raises(UserError) as refused:
        read_map(content, format=wanted)
    assert refused.value.why


@pytest.mark.parametrize("wanted", ["prsm-xlsx", "kumu-xlsx", "refi"])
def test_a_zip_whose_packed_bytes_were_changed_is_refused_as_damaged(wanted: str) -> None:
    content = bytearray(WRITERS[wanted](MAP))
    content[200:260] = b"x" * 60
    with pytest.raises(BadInputError, match="damaged"):
        read_map(bytes(content), name=f"map{ENDING[wanted]}")


def test_what_is_cut_short_says_where_and_names_no_other_file() -> None:
    content = WRITERS["graphml"](MAP)
    with pytest.raises(BadInputError, match="line") as refused:
        read_map(content[: len(content) // 2], name="map.graphml")
    assert "<string>" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "why"),
    [("street.mdl", "stocks and flows"), ("street.gv", "not read"), ("street", "ending"), ("street.md", "ending")],
)
def test_what_is_not_read_says_why_and_which_endings_are(name: str, why: str) -> None:
    with pytest.raises(UserError, match=why) as refused:
        read_map(b"any", name=name)
    assert ".graphml, .json, .loopy" in refused.value.next_step


@pytest.mark.skipif(not FIELD.is_dir(), reason="the samples of other programs are not beside this checkout")
@pytest.mark.parametrize(("path", "counts"), COUNTS.items())
def test_samples_of_other_programs_are_read(path: str, counts: tuple[int, int]) -> None:
    read = read_map(FIELD / path)
    assert (len(read.map.factors), len(read.map.links)) == counts
    assert not read.refused


@pytest.mark.skipif(not FIELD.is_dir(), reason="the samples of other programs are not beside this checkout")
def test_all_other_samples_are_refused_with_a_reason() -> None:
    assert "damaged" in _refusal(FIELD / "kumu" / "overview-of-the-euro-crisis.xlsx")
    for path in sorted((FIELD / "sd_models").rglob("*.*")):
        assert "stocks and flows" in _refusal(path)


def _refusal(path: Path) -> str:
    with pytest.raises(UserError) as refused:
        read_map(path)
    return str(refused.value)

"""Filled forms, real ones and hostile ones: each is taken, or refused with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from seedbed.errors import BadInputError
from seedbed.formats.odk_geometry import geometry_of
from seedbed.formats.odk_submissions import read_submission
from tests.conftest import SHARED

FIELD = SHARED / "data" / "field" / "C"
REAL = sorted((FIELD / "kobo").rglob("*.xml")) + sorted((FIELD / "odk").rglob("*.xml"))
NOT_TAKEN = {
    "blank_registration.xml": "empty template",
    "blank.xml": "empty template",
    "eIMCI-by-D-Tree.xml": "not a filled form",
}


def _xml(inside: str, attributes: str = 'id="walk" version="3"') -> bytes:
    return f"<?xml version='1.0'?><data {attributes}>{inside}</data>".encode()


def test_the_real_submissions_are_all_there(field_data: Path) -> None:
    assert len(list((field_data / "C" / "kobo").rglob("*.xml"))) == 66


@pytest.mark.parametrize("path", REAL, ids=[f"{path.parent.name}/{path.name}" for path in REAL])
def test_real_submissions_are_taken_or_refused_with_a_reason(path: Path) -> None:
    reason = NOT_TAKEN.get(path.name)
    if reason is not None:
        with pytest.raises(BadInputError, match=reason) as refused:
            read_submission(path.read_bytes())
        assert refused.value.next_step
        return
    taken = read_submission(path.read_bytes())
    assert taken.form
    assert taken.instance.startswith(("uuid:", "sha256:"))
    assert taken.answers


def test_answers_keep_groups_and_turns_of_repeats() -> None:
    taken = read_submission(
        _xml("<kids><name>Abe</name></kids><kids><name>Cain</name></kids><home><where>here</where></home>")
    )
    assert [(each.path, each.text, each.turn) for each in taken.answers] == [
        ("kids/name", "Abe", 1),
        ("kids/name", "Cain", 2),
        ("home/where", "here", 0),
    ]


def test_numbers_of_the_filling_and_of_the_one_before_are_read() -> None:
    taken = read_submission(
        _xml("<a>1</a><meta><instanceID>uuid:2</instanceID><deprecatedID>uuid:1</deprecatedID></meta>")
    )
    assert (taken.form, taken.version, taken.instance, taken.deprecates) == ("walk", "3", "uuid:2", "uuid:1")
    assert [each.path for each in taken.answers] == ["a"]


def test_a_namespace_of_the_form_does_not_hide_its_answers() -> None:
    taken = read_submission(
        b'<d xmlns="http://opendatakit.org/submission" id="t"><a>1</a>'
        b'<orx:meta xmlns:orx="http://openrosa.org/xforms"><orx:instanceID>uuid:9</orx:instanceID></orx:meta></d>'
    )
    assert taken.instance == "uuid:9"
    assert taken.text("a") == "1"


def test_without_a_number_the_same_answers_have_the_same_one() -> None:
    first, again, other = (read_submission(_xml(f"<a>{text}</a>")) for text in ("1", " 1 ", "2"))
    assert first.instance == again.instance != other.instance


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"\xff\xd8\xff\xe0 a photo", "no whole XML"),
        (b"<data id='a'><b>", "no whole XML"),
        (b"<data><b>1</b></data>", "has no id"),
        (b"<!DOCTYPE d [<!ENTITY a 'b'>]><d id='x'><b>&a;</b></d>", "document type"),
        (b"<!DOCTYPE d SYSTEM 'file:///etc/passwd'><d id='x'><b>1</b></d>", "document type"),
        (b"<d id='x'>" + b"<a>" * 70 + b"</a>" * 70 + b"</d>", "deep"),
        (b"<d id='x'>" + b"<a/>" * 50_001 + b"</d>", "more than 50,000"),
        (b"<d id='x'>" + b"<a/>" * 5_001 + b"</d>", "5,001 answers"),
        (b"<d id='x'><a>" + b"x" * 100_001 + b"</a></d>", "100,001 characters"),
        (b"<d id='x'>" + b"x" * 2_000_000 + b"</d>", "at most 2,000,000"),
        ("<d id='x'>".encode("utf-16"), "no whole XML"),
    ],
)
def test_hostile_xml_is_refused_with_a_reason(content: bytes, why: str) -> None:
    with pytest.raises(BadInputError, match=why):
        read_submission(content)


def test_entities_that_swell_are_never_unfolded() -> None:
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    bomb = f'<!DOCTYPE d [<!ENTITY a0 "ha">{lines}]><d id="x"><b>&a8;</b></d>'.encode()
    with pytest.raises(BadInputError):
        read_submission(bomb)


@pytest.mark.parametrize(
    ("text", "geometry"),
    [
        ("51.5 -0.1 0 5", {"type": "Point", "coordinates": [-0.1, 51.5]}),
        ("51.5 -0.1;51.6 -0.2 0 0", {"type": "LineString", "coordinates": [[-0.1, 51.5], [-0.2, 51.6]]}),
        (
            "1 1 0 0; 1 2 0 0; 2 2 0 0; 1 1 0 0",
            {"type": "Polygon", "coordinates": [[[1.0, 1.0], [2.0, 1.0], [2.0, 2.0], [1.0, 1.0]]]},
        ),
    ],
)
def test_places_become_geojson(text: str, geometry: dict[str, object]) -> None:
    assert geometry_of(text) == geometry


@pytest.mark.parametrize("text", ["", "51.5", "91 0 0 0", "nan 0", "0 179;0 -179", "here", "1 1;" * 5_001])
def test_places_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(BadInputError, match="place"):
        geometry_of(text)


@pytest.mark.parametrize(
    ("entity", "told"),
    [
        (
            '<entity dataset="assets" id="a-1" update="1" baseVersion="7"><label>Hall</label></entity>',
            (False, "Hall", 7),
        ),
        ('<entity dataset="assets" id="uuid:a-1" update="true" baseVersion="x"/>', (False, "", None)),
        ('<entity dataset="assets" id="a-1" create="1"><label>Hall</label></entity>', (True, "Hall", None)),
    ],
)
def test_what_is_said_of_an_entity_is_read(entity: str, told: tuple[bool, str, int | None]) -> None:
    found = read_submission(_xml(f"<meta><instanceID>uuid:1</instanceID>{entity}</meta>")).entity
    assert found is not None
    assert (found.dataset, found.identifier) == ("assets", "a-1")
    assert (found.new, found.label, found.version) == told


@pytest.mark.parametrize(
    "entity",
    ["", '<entity dataset="assets" id="a-1"/>', '<entity id="a-1" update="1"/>', '<entity dataset="a" update="1"/>'],
)
def test_an_entity_that_is_left_alone_is_none(entity: str) -> None:
    assert read_submission(_xml(f"<said>Hi</said><meta>{entity}</meta>")).entity is None

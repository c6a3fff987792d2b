"""A mapping is written as it is read, and says all that is to be done."""

from __future__ import annotations

import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.errors import BadInputError
from seedbed.formats.assets.mapping import EXTRA_FIELDS, Told, guessed, name_of_column, read_mapping, told_from
from seedbed.formats.assets.mapping_out import as_toml, document_of
from seedbed.formats.assets.reading import Wishes, read_assets
from seedbed.formats.assets.whereabouts import ANYWHERE

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
FIELD = st.sampled_from(("name", "address", "asset_type", *EXTRA_FIELDS))
WORDS = st.dictionaries(TEXT, TEXT, max_size=3)
TOLD = st.builds(
    Told,
    columns=st.dictionaries(FIELD, st.lists(TEXT, min_size=1, max_size=3).map(tuple), max_size=3),
    fixed=st.dictionaries(FIELD, TEXT, max_size=2),
    values=st.dictionaries(FIELD, WORDS.filter(bool), max_size=2),
    keep=st.lists(TEXT, max_size=2).map(tuple),
    name_by_kind=st.booleans(),
    guess=st.booleans(),
)


def refuse(why: str) -> BadInputError:
    return BadInputError("Refused.", why, "None.")


@given(told=TOLD)
@settings(max_examples=60, deadline=None)
def test_a_mapping_reads_back_from_its_file(told: Told) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "mapping.toml"
        path.write_text(as_toml(told), encoding="utf-8")
        assert read_mapping(path) == told


@given(told=TOLD)
@settings(max_examples=60, deadline=None)
def test_a_mapping_is_kept_as_its_document(told: Told) -> None:
    assert told_from(document_of(told), refuse) == told
    assert told_from(tomllib.loads(as_toml(told)), refuse) == told


def test_without_guessing_only_what_is_told_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "libraries.csv"
    path.write_text("site,postcode,town\nOld Hall,ZZ1 1AA,Mill\n")
    (found,) = read_assets(path, Wishes(told=Told(columns={"name": ("town",)}, guess=False), where=ANYWHERE)).listings
    assert (found.name, found.postcode, found.asset_type) == ("Mill", "", "other")
    assert found.extra == {"site": "Old Hall", "postcode": "ZZ1 1AA"}


def test_columns_without_a_heading_of_their_own_are_named_by_their_number() -> None:
    headings = ["Site", "", "Town", "town "]
    assert [name_of_column(headings, place) for place in range(4)] == ["Site", "column 2", "column 3", "column 4"]
    told = Told(columns={"name": ("column 2",), "address": ("column 4",)}, guess=False)
    mapping = guessed(headings, [["a"], ["b"], ["c"], ["d"]], "", told)
    assert (mapping.places("name"), mapping.places("address")) == ((1,), (3,))


def test_the_first_rows_are_read_alone(tmp_path: Path) -> None:
    path = tmp_path / "halls.csv"
    path.write_text("name\n" + "".join(f"Hall {number}\n" for number in range(50)))
    assert len(read_assets(path, Wishes(where=ANYWHERE, most_rows=20)).listings) == 20

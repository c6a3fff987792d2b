"""The file of a pack: written, read, and refused where it is damaged or was changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from seedbed.errors import BadInputError
from seedbed.formats.paper.codes import FAMILIES, code_in, corner_numbers, family_of
from seedbed.formats.paper.pack import PaperPack, read_pack, write_pack


def test_what_is_written_is_read_again(pack: PaperPack, tmp_path: Path) -> None:
    write_pack(pack, tmp_path / "pack.json")
    assert read_pack(tmp_path / "pack.json") == pack


def test_a_changed_frame_is_refused(pack: PaperPack, tmp_path: Path) -> None:
    path = tmp_path / "pack.json"
    write_pack(pack, path)
    document = json.loads(path.read_text(encoding="utf-8"))
    document["sheets"][0]["frame"]["west"] += 0.001
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(BadInputError) as error:
        read_pack(path)
    assert "changed" in error.value.why


@pytest.mark.parametrize("text", ["", "{", "[]", '{"schema": "other"}', '{"schema": "seedbed/paper-pack/1"}'])
def test_what_is_no_pack_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "pack.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInputError):
        read_pack(path)


def test_a_code_reads_as_it_was_written(pack: PaperPack) -> None:
    code = pack.code(pack.sheets[0])
    assert code_in(str(code)) == code
    assert code_in("https://example.org") is None


def test_pages_of_a_pack_have_corners_of_their_own() -> None:
    families = [family_of("ABC123", page) for page in range(1, FAMILIES + 1)]
    assert len(set(families)) == FAMILIES
    assert max(number for family in families for number in corner_numbers(family)) < 587

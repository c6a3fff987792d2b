"""Keys that seal how to reach people: where they come from, and that nobody loses one by chance."""

from __future__ import annotations

import base64
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from seedbed.errors import BadInputError, UsageError
from seedbed.web.people.sealing_keys import (
    NAME,
    SETTING,
    add_key,
    contact_keys,
    forget_keys,
    made_key_file,
    read_key_file,
)

ONE, TWO = (base64.urlsafe_b64encode(bytes([number]) * 32).decode() for number in (1, 2))


def test_keys_of_the_setting_stand_newest_first() -> None:
    assert contact_keys({SETTING: f" {TWO}, {ONE}"}) == (b"\x02" * 32, b"\x01" * 32)
    assert contact_keys({}) == ()


@pytest.mark.parametrize("told", ["short", f"{ONE},{ONE}", f"{ONE},nonsense+/", "é" * 43])
def test_a_key_that_will_not_do_is_told_without_repeating_it(told: str) -> None:
    with pytest.raises(UsageError) as refused:
        contact_keys({SETTING: told})
    assert told not in str(refused.value)
    assert SETTING in str(refused.value)


def test_the_file_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    made = made_key_file(tmp_path / "new")
    assert made_key_file(tmp_path / "new") == made
    assert stat.S_IMODE((tmp_path / "new" / NAME).stat().st_mode) == 0o600
    assert [each.name for each in (tmp_path / "new").iterdir()] == [NAME]


def test_many_who_need_it_first_at_once_get_the_same_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as several:
        found = set(several.map(lambda _: made_key_file(tmp_path), range(40)))
    assert len(found) == 1


def test_a_disk_without_links_keeps_the_key_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr("seedbed.web.people.sealing_keys.os.link", refuse)
    assert made_key_file(tmp_path) == read_key_file(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == [NAME]


def test_a_new_key_stands_before_the_old(tmp_path: Path) -> None:
    (old,) = made_key_file(tmp_path)
    new = add_key(tmp_path)
    assert read_key_file(tmp_path) == (new, old)


def test_only_older_keys_that_nothing_needs_are_forgotten(tmp_path: Path) -> None:
    (first,) = made_key_file(tmp_path)
    second = add_key(tmp_path)
    third = add_key(tmp_path)
    assert forget_keys(tmp_path, {first}) == 1
    assert read_key_file(tmp_path) == (third, first)
    assert second not in read_key_file(tmp_path)
    assert forget_keys(tmp_path, {first}) == 0


@pytest.mark.parametrize("text", ["", "nonsense\n", f"{ONE}\nnonsense\n"])
def test_a_harmed_file_is_never_taken_for_none(tmp_path: Path, text: str) -> None:
    (tmp_path / NAME).write_text(text, encoding="ascii")
    with pytest.raises(BadInputError, match="cannot be read"):
        made_key_file(tmp_path)
    assert (tmp_path / NAME).read_text("ascii") == text

"""What methods warn of becomes notes."""

from __future__ import annotations

import warnings

import pytest

from seedbed.errors import MethodWarning
from seedbed.workflows.method_notes import method_notes


def test_each_warning_of_a_method_is_noted_once() -> None:
    with method_notes() as notes:
        for text in ("few people", "few people", "few clusters"):
            warnings.warn(text, MethodWarning, stacklevel=1)
    assert notes == ["few people", "few clusters"]


def test_other_warnings_pass_through() -> None:
    with pytest.warns(UserWarning, match="something else"), method_notes() as notes:
        warnings.warn("something else", UserWarning, stacklevel=1)
    assert notes == []


def test_notes_do_not_outlive_the_block() -> None:
    with method_notes():
        pass
    with pytest.warns(MethodWarning, match="later"):
        warnings.warn("later", MethodWarning, stacklevel=1)

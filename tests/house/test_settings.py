"""Every setting of the platform is documented, and the docs name no other."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from seedbed.web.config.environment import SETTINGS, Environment
from tests.house.floors import ROOT

NAME = re.compile(r"\b(?:SEEDBED_[A-Z_]*[A-Z]|DATABASE_URL)\b")
DOCUMENTED = {setting.name for setting in SETTINGS}
ELSEWHERE = {"SEEDBED_DATA_DIR", "SEEDBED_SCREENSHOTS"}
"""What the library and the tests read for themselves."""


def _named_in(paths: list[Path]) -> set[str]:
    return {name for path in paths for name in NAME.findall(path.read_text("utf-8"))}


def test_every_setting_that_code_names_is_documented() -> None:
    named = _named_in(list((ROOT / "src").rglob("*.py")))
    assert named >= DOCUMENTED
    assert named - DOCUMENTED - ELSEWHERE == set()


def test_every_setting_that_docs_name_is_there() -> None:
    pages = [*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")]
    assert _named_in(pages) - DOCUMENTED - ELSEWHERE == set()


def test_every_part_of_the_environment_comes_from_one_setting() -> None:
    told = Environment.__doc__ or ""
    assert len(fields(Environment)) == len(DOCUMENTED)
    assert set(NAME.findall(told)) == DOCUMENTED

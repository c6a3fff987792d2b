"""The page on using the methods from Python: every block runs and prints what the page says it prints."""

from __future__ import annotations

import contextlib
import io
import re
import warnings
from pathlib import Path

import pytest

from seedbed.errors import MethodWarning

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "use-from-python.md"
BLOCKS = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.fixture(scope="module")
def printed() -> list[str]:
    """What the blocks print, run one after the other as a reader would."""
    names: dict[str, object] = {}
    said = []
    for code, _ in BLOCKS:
        with contextlib.redirect_stdout(io.StringIO()) as out, warnings.catch_warnings():
            warnings.simplefilter("ignore", MethodWarning)
            exec(compile(code, PAGE.name, "exec"), names)  # noqa: S102 - the page is ours
        said.append(out.getvalue())
    return said


@pytest.mark.parametrize("block", range(len(BLOCKS)))
def test_block_prints_what_the_page_says(block: int, printed: list[str]) -> None:
    assert printed[block] == BLOCKS[block][1]


def test_no_block_is_left_unrun() -> None:
    assert PAGE.read_text(encoding="utf-8").count("```python") == len(BLOCKS)

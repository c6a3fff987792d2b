from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from numba import njit

from seedbed.analysis.kernel import kernel


def test_a_kernel_works_where_nothing_can_be_kept() -> None:
    made: dict[str, object] = {}
    exec("def double(number):\n    return 2 * number", made)  # noqa: S102 - a function of no file has nowhere to be kept
    double = cast("Callable[[int], int]", made["double"])
    with pytest.raises(RuntimeError, match="cannot cache"):
        njit(cache=True)(double)
    assert kernel(double)(21) == 42


CALLER = "from callee import inner\n"
CALLER += "from seedbed.analysis.kernel import kernel\n\n\n@kernel\ndef outer(x):\n    return inner(x)\n"
CALLEE = "from seedbed.analysis.kernel import kernel\n\nSTEP = {step}\n\n\n@kernel\ndef inner(x):\n    return {work}\n"


def test_what_is_kept_of_a_kernel_is_made_anew_when_a_called_one_has_changed(tmp_path: Path) -> None:
    (tmp_path / "caller.py").write_text(CALLER, encoding="utf-8")

    def answer(work: str, step: int = 1) -> str:
        (tmp_path / "callee.py").write_text(CALLEE.format(work=work, step=step), encoding="utf-8")
        code = "import caller; print(caller.outer(10), sum(caller.outer.stats.cache_hits.values()))"
        done = subprocess.run([sys.executable, "-B", "-c", code], cwd=tmp_path, capture_output=True, check=True)
        return done.stdout.decode().strip()

    assert answer("x + STEP") == "11 0"
    assert answer("x + STEP") == "11 1"
    assert answer("x - STEP") == "9 0"
    assert answer("x - STEP", step=2) == "8 0"

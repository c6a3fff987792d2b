from __future__ import annotations

from collections.abc import Callable
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

"""The one place where compiled kernels are declared."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

from numba import njit

P = ParamSpec("P")
R = TypeVar("R")


def kernel(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a numeric function on first use, without the interpreter lock, and keep the result on disk.

    Numba publishes no types, so this wrapper keeps the function's own signature for the type checker.
    """
    try:
        compiled = njit(cache=True, nogil=True)(function)
    except RuntimeError:  # no folder to keep the result in may be written to: compile anew in each process
        compiled = njit(nogil=True)(function)
    return cast("Callable[P, R]", compiled)

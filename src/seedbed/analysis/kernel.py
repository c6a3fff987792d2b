"""The one place where compiled kernels are declared."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from types import CodeType, FunctionType
from typing import Any, ParamSpec, TypeVar, cast

from numba import njit

P = ParamSpec("P")
R = TypeVar("R")


def kernel(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a numeric function on first use, without the interpreter lock, and keep the result on disk.

    The result holds the code of the kernels it calls, so it is kept under what these and the constants used are made
    of: numba itself looks at the function's own file only, and a new release may change a called kernel alone.

    Numba publishes no types, so this wrapper keeps the function's own signature for the type checker.
    """
    try:
        compiled: Any = njit(cache=True, nogil=True)(function)
    except RuntimeError:  # no folder to keep the result in may be written to: compile anew in each process
        return cast("Callable[P, R]", njit(nogil=True)(function))
    kept = compiled._cache._cache_file  # noqa: SLF001 - numba has no public way to say what a result rests on
    kept._source_stamp = (kept._source_stamp, made_of(compiled.py_func))  # noqa: SLF001
    return cast("Callable[P, R]", compiled)


def made_of(function: FunctionType) -> str:
    """Return a digest of a function's code, of the kernels that it calls and of the constants that it reads."""
    return hashlib.sha256("\n".join(_parts(function, set())).encode()).hexdigest()


def _parts(function: FunctionType, seen: set[FunctionType]) -> list[str]:
    if function in seen:
        return []
    seen.add(function)
    parts = _code(function.__code__)
    for name in sorted(function.__code__.co_names):
        value: Any = function.__globals__.get(name)
        called = getattr(value, "py_func", None)
        if called is not None:
            parts += [name, *_parts(called, seen)]
        elif isinstance(value, (int, float, str)):
            parts.append(f"{name} = {value!r}")
        elif isinstance(value, (tuple, list)) and all(isinstance(each, (int, float, str)) for each in value):
            parts.append(f"{name} = {list(value)!r}")
    return parts


def _code(code: CodeType) -> list[str]:
    parts = [code.co_code.hex()]
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            parts += _code(constant)
        elif isinstance(constant, frozenset):
            parts += sorted(map(repr, constant))
        else:
            parts.append(repr(constant))
    return parts

"""One warning a call says for how many groups a method is known to be weak, and what would serve better."""

from __future__ import annotations

import warnings

import numpy as np
from numpy.typing import NDArray

from seedbed.errors import MethodWarning


def warn_of(weak: NDArray[np.bool_], what: str, stacklevel: int = 3) -> None:
    """Warn if anything is weak.

    Parameters
    ----------
    weak
        One truth a group, any shape.
    what
        What is weak and what would serve better; it follows "12 of 150 ".
    stacklevel
        3 names the caller of the function that calls this.
    """
    many = int(weak.sum())
    if many:
        warnings.warn(f"{many:,} of {weak.size:,} {what}", MethodWarning, stacklevel=stacklevel)

"""How often Python looks for circles of garbage: seldom, since a start makes objects by the hundred thousand that stay.

With Python's own 700 new objects between two looks, a quarter of the time until a site answers went into finding that
there was nothing to collect. What is no circle, which is nearly all, goes away at once as ever.
"""

from __future__ import annotations

import gc

NEW_OBJECTS = 50_000
"""Made and not let go of, until the next look; some 10 MB."""


def collect_seldom() -> None:
    """Have this process look that seldom."""
    gc.set_threshold(NEW_OBJECTS, 20, 20)

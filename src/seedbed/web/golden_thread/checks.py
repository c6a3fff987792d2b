"""What the thread checks when the site starts."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register

from seedbed.thread.kinds import BeadKind
from seedbed.web.golden_thread.registry import has_room


@register()
def every_kind_has_a_room(**_: Any) -> list[CheckMessage]:
    """Find kinds of beads that no room shows: a trace could not show them either."""
    return [
        Error(
            f"No room shows beads of the kind '{kind}'.",
            hint="Register a Room for it in the ready() of the app that makes such beads.",
            id="golden_thread.E001",
        )
        for kind in BeadKind
        if not has_room(kind)
    ]

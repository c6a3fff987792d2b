"""What pages of a neighbourhood are given."""

from __future__ import annotations

from typing import Any

from seedbed.web.places.models import Neighbourhood


def about(neighbourhood: Neighbourhood, **more: Any) -> dict[str, Any]:
    """Return a neighbourhood, its programme and its scope as templates name them, with what is the page's own."""
    return {"neighbourhood": neighbourhood, "programme": neighbourhood.programme, "scope": neighbourhood.scope, **more}

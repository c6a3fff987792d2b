"""What tells the subsystems of a drawn map apart: a colour, always with a mark that says the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

MARKS = ("●", "■", "▲", "◆", "★", "✚", "▼", "◐")
"""Of each colour that a subsystem can have, by its number in the shared document."""
NAMES = (_("Blue"), _("Green"), _("Orange"), _("Purple"), _("Pink"), _("Yellow"), _("Turquoise"), _("Grey"))


def colours() -> list[tuple[str, str]]:
    """Return the colours to choose from, each with its mark."""
    return [(str(number), f"{mark} {name}") for number, (mark, name) in enumerate(zip(MARKS, NAMES, strict=True))]


def marked(subsystem: Mapping[str, Any]) -> str:
    """Return a subsystem's name with the mark of its colour."""
    return f"{MARKS[int(subsystem.get('colour', 0))]} {name_of(subsystem)}"


def name_of(subsystem: Mapping[str, Any]) -> str:
    """Return what a subsystem is called."""
    return str(subsystem.get("name", "")).strip() or gettext("A part without a name")

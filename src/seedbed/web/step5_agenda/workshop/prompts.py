"""What phones ask in a workshop: read by anybody in the room, in every language that pages are offered in."""

from __future__ import annotations

from seedbed.web.step5_agenda.workshop_models import Direction
from seedbed.web.ui.marking import marked as _

PROMPTS: dict[str, str] = {
    "hopes": _("What do you hope for here? What do you fear? One thing in each note."),
    "changes": _("What goes up or down here and matters to you? Name one thing, such as rents or trust."),
    "over_time": _("What has changed here over the years? Name one thing, and which way it went."),
    "because": _("Why is that so? Name one thing that makes it go up or down."),
    "ideas": _("What could be done, and by whom? One idea in each note."),
}
"""By the name that steps of scripts use."""
LABELS: dict[str, str] = {
    Direction.UP.value: _("It goes up"),
    Direction.DOWN.value: _("It goes down"),
    Direction.STEADY.value: _("It stays as it is"),
    Direction.HOPE.value: _("I hope for it"),
    Direction.FEAR.value: _("I fear it"),
}

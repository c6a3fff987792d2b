"""What stands on badges, in the language that is on: what somebody does, as those who meet them would say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from seedbed.reports.handouts.badges import BadgeWords


@dataclass(frozen=True, slots=True)
class Worn:
    """A role as a badge names it, and what whoever wears it does."""

    title: str
    does: str


WORN: Mapping[str, Worn] = {
    "facilitator": Worn(_("Facilitator"), _("I lead through this event.")),
    "host": Worn(_("Host"), _("I show you round.")),
    "listener": Worn(_("Listener"), _("I listen, and write down what you want to be heard.")),
    "interpreter": Worn(_("Interpreter"), _("I help us understand each other.")),
    "artist": Worn(_("Artist"), _("I draw and make things with you.")),
    "childcare": Worn(_("Childcare"), _("I look after children while you talk.")),
}
"""The roles that badges are printed for; accounts and their names have no part in it."""


def badge_words() -> BadgeWords:
    """Return what stands on every badge."""
    from seedbed.reports.handouts.badges import BadgeWords

    return BadgeWords(ask=gettext("Ask me!"), name=gettext("My name"), speaks=gettext("I speak"))

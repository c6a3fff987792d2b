"""What devices ask and what stickers stand for, unless a shift has its own.

The questions are those of a listening survey, in our words; the stickers are kinds of places that mapping kiosks have
used. Both are in the catalogues, so that a phone shows them in the resident's language.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

PROMPTS = (
    _("What do you like about living here?"),
    _("What would make it better?"),
    _("What keeps you from using what there is?"),
    _("Where do you go to meet people?"),
    _("Whom should we talk to next?"),
)
"""Questions of the prompt cards."""
CATEGORIES = (
    _("Green place"),
    _("Meeting place"),
    _("Place to find things out"),
    _("Art"),
    _("Favourite shop"),
    _("Place to play"),
    _("Cycling"),
    _("Traffic problem"),
    _("Unused space"),
    _("Needs mending"),
    _("Where I help"),
    _("Idea"),
)
"""What stickers stand for."""

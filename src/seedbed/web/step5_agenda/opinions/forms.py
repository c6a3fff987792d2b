"""Forms by which people of the team say something of a map, and join its factors and links to what they come from."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from seedbed.web.golden_thread.models import Bead
from seedbed.web.listening.shelf import MOST_OFFERED, BeadsField, Shelf
from seedbed.web.step5_agenda.models import MapFactor, MapLink
from seedbed.web.step5_agenda.opinions.origin_actions import kinds_for
from seedbed.web.step5_agenda.opinions.origins import origins_of
from seedbed.web.step5_agenda.shared.document import LONGEST_TEXT

FREE = {"dir": "auto", "rows": 3}


class CommentForm(forms.Form):
    """A comment."""

    words = forms.CharField(
        label=_("Your comment"),
        help_text=_("Everybody who may look at this map reads it with your name. No names of residents."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs=FREE),
    )


class DissentForm(forms.Form):
    """How somebody sees a link who sees it otherwise."""

    why = forms.CharField(
        label=_("How do you see it?"),
        help_text=_("It stands on this page without your name."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs=FREE),
    )


class OriginsForm(forms.Form):
    """What a factor or link comes from."""

    find = forms.CharField(
        required=False,
        max_length=100,
        label=_("Find among what is there"),
        help_text=_("The newest are listed. Type a part of a name or of what was said and press “Find” to see others."),
    )

    def __init__(self, sent: Any, *, row: MapFactor | MapLink, shelf: Shelf, find: str = "") -> None:
        super().__init__(sent, initial={"find": find})
        kinds = kinds_for(row)
        find = str(sent.get("find", "") if sent else find).strip()[:100].replace("\x00", "")
        chosen = sent.getlist("origins") if sent else []
        offered = shelf.offer(kinds, find, chosen, origins_of(row))
        field = BeadsField(
            shelf, kinds, label=_("What does it come from?"), error_messages={"required": _("Tick at least one.")}
        )
        field.choices = list(offered.choices)
        self.fields["origins"] = field
        self.is_empty, self.is_long = not offered.choices, bool(find) or offered.total > MOST_OFFERED

    @property
    def chosen(self) -> list[Bead]:
        """The beads that were chosen, once the form is valid."""
        found: list[Bead] = self.cleaned_data["origins"]
        return found

"""Forms that merge factors, and split one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from seedbed.web.step5_agenda.forms import FREE
from seedbed.web.step5_agenda.models import MapFactor, MapLink
from seedbed.web.step5_agenda.reshaping.planning import BOTH, FIRST, SECOND, Merger
from seedbed.web.step5_agenda.shared.document import LONGEST_NAME, LONGEST_TEXT

LINK = "link_"


class MergeForm(forms.Form):
    """Which factor stays, and what it says of itself afterwards."""

    stays = forms.ChoiceField(
        label=_("Which one stays?"),
        help_text=_("It keeps its place and number. The links, comments and evidence of all are kept."),
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=_("Its name"), max_length=LONGEST_NAME, widget=forms.TextInput(attrs=FREE))
    note = forms.CharField(
        label=_("Its note"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={**FREE, "rows": 3}),
    )
    join = forms.ChoiceField(
        label=_("What becomes of links that then join the same two factors?"),
        choices=[
            ("keep", _("Keep them beside each other")),
            ("join", _("Make them one link. If they say different directions, it is marked as not known")),
        ],
        initial="keep",
        widget=forms.RadioSelect,
    )

    def __init__(self, sent: Any, *, rows: Sequence[MapFactor], parallel: bool) -> None:
        notes = "\n\n".join(dict.fromkeys(each.note for each in rows if each.note))
        named = [each for each in rows if each.name.strip()]
        first = named[0] if named else rows[0]
        super().__init__(sent, initial={"stays": str(first.key), "name": first.name, "note": notes[:LONGEST_TEXT]})
        self.rows = rows
        field = self.fields["stays"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [(str(each.key), each.name or _("A factor without a name")) for each in rows]
        if not parallel:
            del self.fields["join"]

    def merger(self) -> Merger:
        """Return what is to be merged, once the form is valid."""
        told = self.cleaned_data
        fields = {"name": told["name"], "note": told["note"]}
        return Merger([str(each.key) for each in self.rows], told["stays"], fields, told.get("join") == "join")


class SplitForm(forms.Form):
    """The names of two parts, and which of them each link goes to."""

    first = forms.CharField(
        label=_("The first part"),
        help_text=_("It stands where the factor stands now."),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs=FREE),
    )
    second = forms.CharField(label=_("The second part"), max_length=LONGEST_NAME, widget=forms.TextInput(attrs=FREE))

    def __init__(self, sent: Any, *, links: Sequence[MapLink]) -> None:
        super().__init__(sent)
        sides = [(FIRST, _("To the first part")), (SECOND, _("To the second part")), (BOTH, _("To both"))]
        for each in links:
            ends = f"{each.cause.name} → {each.effect.name}"
            self.fields[f"{LINK}{each.key}"] = forms.ChoiceField(label=ends, choices=sides, initial=FIRST)

    @property
    def names(self) -> tuple[str, str]:
        """The names of the parts, once the form is valid."""
        return self.cleaned_data["first"], self.cleaned_data["second"]

    def sides(self) -> dict[str, str]:
        """Return where each link goes, by its key, once the form is valid."""
        return {name.removeprefix(LINK): side for name, side in self.cleaned_data.items() if name.startswith(LINK)}

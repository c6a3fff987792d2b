"""What people send: the question."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from seedbed.analysis.assets.types import AssetType
from seedbed.analysis.assets.walking import WALKERS
from seedbed.web.asset_register.kind_words import kind_plural
from seedbed.web.places.packs import place_of_postcode
from seedbed.web.reach.actions import EVERYBODY, INSIDE
from seedbed.web.reach.queries import groups_offered

if TYPE_CHECKING:
    from seedbed.sources.packs import Pack

WALKER_NAMES = {
    "adult": _("An adult"),
    "sixties": _("Someone in their sixties"),
    "seventies": _("Someone in their seventies"),
    "eighties": _("Someone of eighty or over"),
    "slow": _("Someone who walks slowly"),
    "pram": _("Someone with a pram"),
    "wheelchair": _("Someone who pushes their own wheelchair"),
}


ON_THE_MAP = _("Everybody on the map of the streets")
LETTER = re.compile(r"[A-Za-z]")


class QuestionForm(forms.Form):
    """Who can reach what."""

    kinds = forms.MultipleChoiceField(label=_("Which assets?"), widget=forms.CheckboxSelectMultiple)
    minutes = forms.FloatField(label=_("Within how many minutes?"), initial=10, min_value=1, max_value=60)
    walker = forms.ChoiceField(label=_("Who walks?"), choices=[(code, WALKER_NAMES[code]) for code in WALKERS])
    step_free = forms.BooleanField(label=_("Only ways and assets without steps"), required=False)
    free = forms.BooleanField(label=_("Only what costs nothing"), required=False)
    people = forms.ChoiceField(
        label=_("Whose reach?"),
        widget=forms.RadioSelect,
        help_text=_(
            "Of everybody on the map, those far from here look badly served unless the places near them are listed: "
            "then assets count that the public directories of other neighbourhoods show."
        ),
    )
    origins = forms.ChoiceField(
        label=_("From where?"),
        choices=[("postcodes", _("Each postcode")), ("oa", _("The middle of each small area"))],
        widget=forms.RadioSelect,
    )
    groups = forms.MultipleChoiceField(
        label=_("Which people are compared?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Leave all empty to compare by deprivation, age, ethnicity and disability, as far as counted."),
    )
    new_place = forms.CharField(
        label=_("What if one opened here?"),
        required=False,
        max_length=60,
        help_text=_(
            "A postcode, or latitude and longitude such as 53.4631, -2.2913. It is of the first kind that you chose."
        ),
    )
    best = forms.IntegerField(
        label=_("Or: look for the best places for how many new ones?"), required=False, min_value=0, max_value=5
    )
    aim = forms.ChoiceField(
        label=_("Best for"),
        choices=[
            ("coverage", _("as many people as can be")),
            ("equity", _("those who live in the most deprived areas")),
        ],
        initial="coverage",
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        data: Any,
        counts: Mapping[str, int],
        known: Mapping[str, AssetType],
        pack: Pack | None,
        line: str = "",
    ) -> None:
        """Offer what is there.

        Parameters
        ----------
        counts
            How many assets of each kind the register has.
        known
            Kinds by code.
        pack
            Who lives here; None where it is not known.
        line
            Name of the neighbourhood if a line is drawn around it, "" if not: then everybody on the map counts.
        """
        super().__init__(data)
        named = [
            (code, f"{kind_plural(known[code]) if code in known else code} ({many:,})") for code, many in counts.items()
        ]
        named.sort(key=lambda each: each[1].casefold())
        groups = groups_offered(pack) if pack is not None else []
        postcodes = pack is not None and bool(pack.resources("postcodes"))
        self.pack = pack
        self._offer("kinds", named)
        self._offer("groups", [(each.id, each.name) for each in groups])
        self.fields["origins"].initial = "postcodes" if postcodes else "oa"
        self.fields["people"].initial = INSIDE if line else EVERYBODY
        self.fields["people"].required = bool(line)
        if line:
            told = gettext("The people inside the line of %(place)s") % {"place": line}
            self._offer("people", [(INSIDE, told), (EVERYBODY, ON_THE_MAP)])
        else:
            self._offer("people", [(EVERYBODY, ON_THE_MAP)])

    def _offer(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]

    def clean_people(self) -> str:
        """Return whose reach is asked for; where nothing is said, as the form offers it first."""
        return str(self.cleaned_data["people"] or self.fields["people"].initial)

    def clean_new_place(self) -> list[float] | None:
        """Return longitude and latitude; None for none."""
        text = self.cleaned_data["new_place"].strip()
        if not text:
            return None
        found = place_of_postcode(self.pack, text) if self.pack is not None and LETTER.search(text) else None
        return list(found) if found is not None else _longitude_and_latitude(text)

    def asked(self) -> dict[str, Any]:
        """Return what a question keeps of a form that is valid."""
        return {**self.cleaned_data, "best": self.cleaned_data["best"] or 0}


def _longitude_and_latitude(text: str) -> list[float]:
    """Read latitude and longitude, in the order in which people say them."""
    try:
        latitude, longitude = (float(part) for part in text.replace(";", ",").split(","))
    except ValueError:
        raise forms.ValidationError(
            _("Write a postcode of this area, or two numbers with a comma between them: latitude, longitude.")
        ) from None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise forms.ValidationError(_("Latitude lies between -90 and 90, longitude between -180 and 180."))
    return [longitude, latitude]

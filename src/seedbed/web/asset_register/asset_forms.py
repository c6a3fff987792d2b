"""What people send of one asset."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from seedbed.analysis.assets.listing import Listing, ListingStatus, Price, StepFree
from seedbed.analysis.assets.types import AssetType, Family
from seedbed.formats.assets.opening_words import opening_from_words, opening_in_words
from seedbed.web.asset_register.forms import FEW_LINES, kind_choices
from seedbed.web.asset_register.spots import Spots
from seedbed.web.asset_register.wording import STATES, STEP_FREE

NUMBER = {"class": "nhsuk-input--width-10", "inputmode": "text", "autocomplete": "off", "dir": "ltr"}


class AssetForm(forms.Form):
    """What is known of an asset."""

    name = forms.CharField(label=_("Name"), max_length=500, help_text=_("What people here call it."))
    asset_type = forms.ChoiceField(label=_("Kind"))
    address = forms.CharField(label=_("Address"), max_length=500, required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=12, required=False)
    where = forms.ChoiceField(label=_("Where is it on the map?"), required=False)
    latitude = forms.FloatField(
        label=_("Latitude"), required=False, min_value=-90, max_value=90, widget=forms.TextInput(attrs=NUMBER)
    )
    longitude = forms.FloatField(
        label=_("Longitude"), required=False, min_value=-180, max_value=180, widget=forms.TextInput(attrs=NUMBER)
    )
    description = forms.CharField(label=_("What is it, or what happens there?"), required=False, widget=FEW_LINES)
    used_for = forms.CharField(label=_("What do people use it for?"), required=False, widget=FEW_LINES)
    organisation = forms.CharField(label=_("Who runs it?"), max_length=500, required=False)
    opening = forms.CharField(
        label=_("When is it open?"),
        required=False,
        max_length=2000,
        widget=FEW_LINES,
        help_text=_("One line for each, such as: Monday and Thursday 10:00-12:00."),
    )
    cost = forms.ChoiceField(
        label=_("What does it cost?"),
        choices=[("", _("Not known")), ("free", _("Nothing")), ("costs", _("It costs something"))],
        required=False,
        widget=forms.RadioSelect,
    )
    cost_words = forms.CharField(label=_("The cost in words"), max_length=500, required=False)
    languages = forms.CharField(
        label=_("Languages spoken there"), max_length=500, required=False, help_text=_("With commas between them.")
    )
    step_free = forms.ChoiceField(
        label=_("Can someone with wheels get in?"),
        choices=[(each.value, STEP_FREE[each]) for each in StepFree],
        required=False,
        widget=forms.RadioSelect,
    )
    accessibility = forms.CharField(label=_("More about getting in"), required=False, widget=FEW_LINES)
    eligibility = forms.CharField(label=_("Whom is it for?"), required=False, widget=FEW_LINES)
    minimum_age = forms.FloatField(label=_("From which age?"), required=False, min_value=0, max_value=130)
    maximum_age = forms.FloatField(label=_("Up to which age?"), required=False, min_value=0, max_value=130)
    telephone = forms.CharField(label=_("Telephone"), max_length=100, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    owner = forms.CharField(label=_("Who owns it?"), max_length=200, required=False)
    controller = forms.CharField(label=_("Who decides what happens there?"), max_length=200, required=False)
    condition = forms.CharField(label=_("In what condition is it?"), required=False, widget=FEW_LINES)
    capacity = forms.FloatField(label=_("How many people fit in?"), required=False, min_value=0)
    potential_use = forms.CharField(label=_("What could it be used for?"), required=False, widget=FEW_LINES)
    status = forms.ChoiceField(
        label=_("Is it open?"),
        choices=[(each.value, STATES[each]) for each in ListingStatus if each is not ListingStatus.DEFUNCT],
        initial=ListingStatus.ACTIVE.value,
    )
    named_by_residents = forms.BooleanField(label=_("Residents named it"), required=False)
    public = forms.BooleanField(label=_("Show it in the public directory"), required=False)

    def __init__(self, data: Any, known: Mapping[str, AssetType], spots: Spots, listing: Listing | None = None) -> None:
        super().__init__(data, initial=initial_of(listing) if listing else None)
        self.listing, self.known, self.spots = listing, known, spots
        self.fields["asset_type"].choices = kind_choices(known)  # type: ignore[attr-defined]
        self.fields["where"].choices = spots.choices()  # type: ignore[attr-defined]
        if listing is not None:
            # These are changed elsewhere: on the list, and by joining voices.
            del self.fields["named_by_residents"], self.fields["public"]

    @property
    def before(self) -> list[forms.BoundField]:
        """What is asked before its place."""
        names = list(self.fields)
        return [self[name] for name in names[: names.index("where")]]

    @property
    def after(self) -> list[forms.BoundField]:
        """What is asked after its place."""
        names = list(self.fields)
        return [self[name] for name in names[names.index("longitude") + 1 :]]

    def clean(self) -> dict[str, Any]:
        """Need one place or none, and ages in order."""
        given = super().clean() or {}
        if not self.errors:
            self._place(given)
        low, high = given.get("minimum_age"), given.get("maximum_age")
        if low is not None and high is not None and low > high:
            self.add_error("maximum_age", _("Give an age that is not below the lowest."))
        return given

    def _place(self, given: dict[str, Any]) -> None:
        """Put what was chosen in the list in the place of the two numbers."""
        try:
            spot = self.spots.chosen(given.pop("where"), given["postcode"])
        except LookupError:
            self.add_error("postcode", _("It is not known where this postcode is. Put a pin, or choose a street."))
            return
        if spot is not None:
            given["longitude"], given["latitude"] = spot
        if (given["longitude"] is None) != (given["latitude"] is None):
            self.add_error("latitude", _("Give both longitude and latitude, or neither."))
        elif given["longitude"] is not None and self._is_a_persons(given["asset_type"]):
            told = _(
                "A person’s skill or time has no place on the map: it could show where they live. Choose: Nowhere."
            )
            self.add_error("where", told)

    def _is_a_persons(self, code: str) -> bool:
        return code in self.known and self.known[code].family is Family.PERSON

    def told(self) -> Listing:
        """Return what was sent as a listing; what the form does not ask for stays as it was."""
        sent = dict(self.cleaned_data)
        before = self.listing or Listing(identifier="", name="")
        words, cost = sent.pop("cost_words"), sent.pop("cost")
        for name in ("named_by_residents", "public"):
            sent.pop(name, None)
        values = {name: getattr(before, name) for name in before.__dataclass_fields__}
        opening = opening_from_words(sent.pop("opening"))
        return Listing(
            **{
                **values,
                **sent,
                "status": ListingStatus(sent["status"]),
                "step_free": StepFree(sent["step_free"]),
                "languages": tuple(each.strip() for each in sent["languages"].split(",") if each.strip()),
                "opening": opening,
                "prices": _prices(before, cost, words),
            }
        )


def _prices(before: Listing, cost: str, words: str) -> tuple[Price, ...]:
    """Return prices; amounts that a source gave stay where nobody says otherwise."""
    if before.prices and (cost, words) == _cost_of(before):
        return before.prices
    if cost == "free":
        return (Price(amount=0, words=words),)
    amounts = tuple(each for each in before.prices if each.amount) if cost == "costs" else ()
    return amounts or ((Price(words=words or str(_("It costs something."))),) if cost or words else ())


def _cost_of(listing: Listing) -> tuple[str, str]:
    amounts = [each.amount for each in listing.prices if each.amount is not None]
    words = "; ".join(each.words for each in listing.prices if each.words)
    if amounts:
        return ("free" if not any(amounts) else "costs"), words
    return ("costs" if listing.prices else ""), words


def initial_of(listing: Listing) -> dict[str, Any]:
    """Return a listing as the form shows it."""
    plain = {name: getattr(listing, name) for name in AssetForm.base_fields if name in listing.__dataclass_fields__}
    cost, words = _cost_of(listing)
    return {
        **plain,
        "status": listing.status.value,
        "step_free": listing.step_free.value,
        "languages": ", ".join(listing.languages),
        "opening": "\n".join(opening_in_words((each,)) for each in listing.opening),
        "cost": cost,
        "cost_words": words,
    }

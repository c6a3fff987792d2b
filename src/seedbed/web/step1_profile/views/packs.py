"""Where a programme's figures come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_programme
from seedbed.web.places.models import Programme
from seedbed.web.step1_profile import actions
from seedbed.web.step1_profile.queries.packs import packs_for, rests_on_pack
from seedbed.web.ui.refusals import refusals_on, status_of

if TYPE_CHECKING:
    from seedbed.sources.packs import Pack


class PackForm(forms.Form):
    """Which data pack."""

    pack = forms.ChoiceField(label="Data pack", widget=forms.RadioSelect)

    def __init__(self, packs: list[Pack], *args: object, **known: object) -> None:
        super().__init__(*args, **known)  # type: ignore[arg-type]
        choices = [(each.name, _told(each)) for each in packs]
        field = self.fields["pack"]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


def _told(pack: Pack) -> str:
    about = pack.package
    built = f" Built on {about.created}." if about.created else ""
    return f"{about.title or pack.name}{' (invented)' if about.invented else ''}.{built}"


@allowed(Permission.EDIT_PLACE, by_programme)
def pack(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Say where the figures come from; name it while nothing rests on them."""
    programme = get_object_or_404(Programme, slug=slug)
    packs = packs_for(programme)
    first = programme.pack or (packs[0].name if packs else "")
    form = PackForm(packs, request.POST or None, initial={"pack": first})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.name_pack(by=request.user, programme=programme, pack=form.cleaned_data["pack"])
            messages.success(request, "The figures come from this pack now.")
            return redirect("step1_profile:candidates", slug)
    about = {"programme": programme, "form": form, "packs": packs, "fixed": rests_on_pack(programme)}
    response: HttpResponse = render(request, "step1_profile/pack.html", about, status=status_of(form))
    return response

"""Assets on paper: a map of any size from A4 to A0, and the list in large print."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from seedbed.reports.asset_map.files import large_print_page, large_print_pdf, paper_named, sheet_pdf, sheet_svg
from seedbed.reports.asset_map.papers import PAPERS
from seedbed.reports.asset_map.sheet import Sheet, by_kind
from seedbed.web.asset_register.queries.lists import Wanted, assets_of
from seedbed.web.asset_register.queries.streets import streets_of
from seedbed.web.asset_register.types_here import types_of
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.places.models import Neighbourhood
from seedbed.web.places.queries import boundary_of
from seedbed.web.ui.refusals import status_of

MOST = 1_000
"""Assets on one sheet; beyond that numbers hide the map, and the list fills a book."""


class PrintForm(forms.Form):
    """Which sheet, and what is on it."""

    paper = forms.ChoiceField(
        label=gettext_lazy("Paper"), choices=[(name, name) for name in PAPERS], initial="A4", required=False
    )
    landscape = forms.BooleanField(label=gettext_lazy("Turned on its side"), required=False)
    public = forms.BooleanField(label=gettext_lazy("Only what is in the public directory"), required=False)


@allowed(Permission.SEE_PLACE, by_neighbourhood)
@require_safe
def choose(request: SignedInRequest, slug: str) -> HttpResponse:
    """Ask which sheet to print."""
    neighbourhood = neighbourhood_at(slug)
    form = PrintForm(request.GET or None)
    query = request.GET.urlencode()
    context = {
        "neighbourhood": neighbourhood,
        "form": form,
        "query": f"?{query}" if query else "",
        "many": assets_of(neighbourhood).count(),
        "most": MOST,
        "chosen": bool(request.GET) and form.is_valid(),
    }
    return render(request, "asset_register/print_choose.html", context, status=status_of(form))


@allowed(Permission.SEE_PLACE, by_neighbourhood)
@require_safe
def document(request: SignedInRequest, slug: str, document: str) -> HttpResponse:
    """Return one document: the map as SVG or PDF, the list in large print as PDF or HTML."""
    form = PrintForm(request.GET)
    if document not in _KINDS or not form.is_valid():
        raise Http404
    neighbourhood = neighbourhood_at(slug)
    sheet = _sheet(neighbourhood, only_public=form.cleaned_data["public"])
    paper, landscape = paper_named(form.cleaned_data["paper"] or "A4"), form.cleaned_data["landscape"]
    made: str | bytes
    match document:
        case "map.svg":
            made = sheet_svg(sheet, paper, landscape=landscape)
        case "map.pdf":
            made = sheet_pdf(sheet, paper, landscape=landscape)
        case "large-print.pdf":
            made = large_print_pdf(sheet)
        case _:
            made = large_print_page(sheet)
    answer = HttpResponse(made, content_type=_KINDS[document])
    answer["Content-Disposition"] = f'attachment; filename="{slug}-{document}"'
    return answer


_KINDS = {
    "map.svg": "image/svg+xml",
    "map.pdf": "application/pdf",
    "large-print.pdf": "application/pdf",
    "large-print.html": "text/html; charset=utf-8",
}
"""Documents by name, and what each is."""


def _sheet(neighbourhood: Neighbourhood, *, only_public: bool) -> Sheet:
    found = list(assets_of(neighbourhood, Wanted(public=only_public))[: MOST + 1])
    line, streets = boundary_of(neighbourhood), streets_of(neighbourhood)
    known = types_of(neighbourhood.programme.partnership)
    said = [_("%(count)s assets, %(day)s.") % {"count": min(len(found), MOST), "day": _today()}]
    if len(found) > MOST:
        said.append(_("There are more: only the first %(most)s by name are here.") % {"most": MOST})
    if streets is not None:
        said.append(streets.credit)
    return Sheet(
        title=neighbourhood.name,
        kinds=by_kind([each.listing() for each in found[:MOST]], list(known.values())),
        outline=line.outline if line else None,
        streets=streets.network if streets else None,
        note=" ".join(said),
        invented=neighbourhood.programme.invented,
    )


def _today() -> str:
    return date_format(timezone.localdate(), "j F Y")

"""Assets on paper: a map of any size from A4 to A0, and the list in large print."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from seedbed.reports.asset_map.papers import PAPERS
from seedbed.web.asset_register.access import by_print, print_at
from seedbed.web.asset_register.actions.printing import KEPT_FOR, ask_for_print
from seedbed.web.asset_register.kind_words import kind_plural
from seedbed.web.asset_register.print_models import AssetPrint
from seedbed.web.asset_register.printing import DOCUMENTS, MOST, Printed, is_long, made
from seedbed.web.asset_register.queries.lists import assets_of
from seedbed.web.asset_register.types_here import types_of
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.places.models import Neighbourhood
from seedbed.web.ui.refusals import status_of


class PrintForm(forms.Form):
    """Which sheet, and what is on it."""

    paper = forms.ChoiceField(
        label=gettext_lazy("Paper"), choices=[(name, name) for name in PAPERS], initial="A4", required=False
    )
    landscape = forms.BooleanField(label=gettext_lazy("Turned on its side"), required=False)
    public = forms.BooleanField(label=gettext_lazy("Only what is in the public directory"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)

    def __init__(self, data: Any, neighbourhood: Neighbourhood) -> None:
        """Offer the kinds that the partnership knows."""
        super().__init__(data)
        known = types_of(neighbourhood.programme.partnership)
        named = sorted(
            ((code, kind_plural(kind)) for code, kind in known.items()), key=lambda each: str(each[1]).casefold()
        )
        self.fields["kind"].choices = [("", _("All kinds")), *named]  # type: ignore[attr-defined]

    def printed(self) -> Printed:
        """Return what was chosen."""
        return Printed(**{**self.cleaned_data, "paper": self.cleaned_data["paper"] or "A4"})


@allowed(Permission.SEE_PLACE, by_neighbourhood)
@require_safe
def choose(request: SignedInRequest, slug: str) -> HttpResponse:
    """Ask which sheet to print."""
    neighbourhood = neighbourhood_at(slug)
    form = PrintForm(request.GET or None, neighbourhood)
    query = request.GET.urlencode()
    chosen = bool(request.GET) and form.is_valid()
    printed = form.printed() if chosen else Printed()
    context = {
        "neighbourhood": neighbourhood,
        "form": form,
        "query": f"?{query}" if query else "",
        "many": assets_of(neighbourhood, printed.wanted).count(),
        "most": MOST,
        "chosen": chosen,
        "is_long": chosen and is_long(neighbourhood, printed),
    }
    return render(request, "asset_register/print_choose.html", context, status=status_of(form))


@allowed(Permission.SEE_PLACE, by_neighbourhood)
@require_safe
def document(request: SignedInRequest, slug: str, document: str) -> HttpResponse:
    """Return one document: the map as SVG or PDF, the list in large print as PDF or HTML.

    A PDF of many assets is long work: whoever asks for it here is shown where to have it made.
    """
    neighbourhood, printed = neighbourhood_at(slug), _asked(request, slug, document)
    if document.endswith(".pdf") and is_long(neighbourhood, printed):
        return redirect(f"{reverse('asset_print:choose', args=[slug])}?{request.GET.urlencode() or 'paper=A4'}")
    answer = HttpResponse(made(neighbourhood, document, printed), content_type=DOCUMENTS[document])
    # A page too is a file to keep: it holds its own style, which no page of the site may.
    answer["Content-Disposition"] = f'attachment; filename="{slug}-{document}"'
    return answer


@allowed(Permission.SEE_PLACE, by_neighbourhood)
@require_POST
def make(request: SignedInRequest, slug: str, document: str) -> HttpResponse:
    """Put making a PDF into the queue."""
    printed = _asked(request, slug, document)
    if not document.endswith(".pdf"):
        raise Http404
    _, job = ask_for_print(by=request.user, neighbourhood=neighbourhood_at(slug), document=document, printed=printed)
    return redirect("jobs:job", job.pk)


def _asked(request: SignedInRequest, slug: str, document: str) -> Printed:
    form = PrintForm(request.GET, neighbourhood_at(slug))
    if document not in DOCUMENTS or not form.is_valid():
        raise Http404
    return form.printed()


@require_safe
@allowed(Permission.SEE_PLACE, by_print)
def printed(request: HttpRequest, asset_print: UUID) -> HttpResponse:
    """Show what was printed, to be fetched."""
    found = print_at(asset_print)
    ready = AssetPrint.objects.filter(pk=found.pk, pdf__isnull=False).exists()
    context = {
        "neighbourhood": found.neighbourhood,
        "printed": found,
        "ready": ready,
        "until": found.made_at + KEPT_FOR,
    }
    return render(request, "asset_register/printed.html", context)


@require_safe
@allowed(Permission.SEE_PLACE, by_print)
def printed_pdf(_request: HttpRequest, asset_print: UUID) -> HttpResponse:
    """Give what was printed."""
    found = AssetPrint.objects.select_related("neighbourhood").get(pk=asset_print)
    if found.pdf is None:
        raise Http404
    name = {"Content-Disposition": f'attachment; filename="{found.neighbourhood.slug}-{found.document}"'}
    return HttpResponse(bytes(found.pdf), content_type="application/pdf", headers=name)

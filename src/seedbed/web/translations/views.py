"""Pages on which speakers read the translation of the pages, and sign it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_programme, programme_at
from seedbed.web.translations.actions import check_may_sign, sign_translation
from seedbed.web.translations.forms import SignForm
from seedbed.web.translations.queries import may_sign, translation_into, translations
from seedbed.web.ui.languages import direction_of
from seedbed.web.ui.refusals import refusals_on, status_of


@allowed(Permission.KEEP_CONSENT, by_programme)
@require_safe
def overview(request: SignedInRequest, slug: str) -> HttpResponse:
    """List the languages of the pages: who signed each, and which are drafts."""
    programme = programme_at(slug)
    trail = [(programme.name, reverse("places:programme", args=[slug]))]
    context = {"programme": programme, "trail": trail, "translations": translations()}
    return render(request, "translations/overview.html", context)


@allowed(Permission.KEEP_CONSENT, by_programme)
@require_http_methods(["GET", "HEAD", "POST"])
def language(request: SignedInRequest, slug: str, language: str) -> HttpResponse:
    """Show every text of one language beside the English, and record that a named speaker signs them."""
    programme = programme_at(slug)
    shown = translation_into(language)
    if shown is None:
        raise Http404
    if request.method == "POST":
        check_may_sign(request.user)
    form = SignForm(request.POST or None, initial={"version": shown.version})
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            sign_translation(by=request.user, language=language, **form.cleaned_data)
            messages.success(request, _("It is signed. The pages no longer say that it is a draft."))
            return redirect("translations:language", slug, language)
    trail = [
        (programme.name, reverse("places:programme", args=[slug])),
        (_("Translations of the pages"), reverse("translations:overview", args=[slug])),
    ]
    context = {"programme": programme, "trail": trail, "form": form, "shown": shown, "way": direction_of(language)}
    context["may_sign"] = may_sign(request.user)
    return render(request, "translations/language.html", context, status=status_of(form))

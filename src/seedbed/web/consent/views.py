"""Pages for the steward and the owner: the lawful basis of a programme, and the words in which consent is asked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from seedbed.web.consent import signing
from seedbed.web.consent.forms import LawfulBasisForm, SignForm, WordingForm
from seedbed.web.consent.queries import ShownWording, lawful_basis_of, sentences_for, wordings_of
from seedbed.web.consent.sentences import NAMES
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, by_programme, neighbourhood_at, programme_at
from seedbed.web.places.models import Programme
from seedbed.web.ui.refusals import refusals_on, status_of


@allowed(Permission.KEEP_CONSENT, by_programme)
@require_http_methods(["GET", "HEAD", "POST"])
def lawful_basis(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show on what ground a programme uses personal data, and record a decision."""
    programme = programme_at(slug)
    form = LawfulBasisForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            signing.record_lawful_basis(by=request.user, programme=programme, decided=form.decided)
            messages.success(request, _("The lawful basis is recorded. What was recorded before stays."))
            return redirect("consent:lawful_basis", slug)
    context = {
        "programme": programme,
        "trail": _above(programme),
        "form": form,
        "now": lawful_basis_of(programme),
        "before": list(programme.lawful_bases.order_by("-pk")[1:20]),
    }
    return render(request, "consent/lawful_basis.html", context, status=status_of(form))


@allowed(Permission.KEEP_CONSENT, by_programme)
@require_safe
def wordings(request: SignedInRequest, slug: str) -> HttpResponse:
    """List the words in which consent is asked: which are signed, by whom, and which are drafts."""
    programme = programme_at(slug)
    context = {"programme": programme, "trail": _above(programme), "wordings": wordings_of(programme)}
    return render(request, "consent/wordings.html", context)


@allowed(Permission.KEEP_CONSENT, by_programme)
@require_http_methods(["GET", "HEAD", "POST"])
def wording(request: SignedInRequest, slug: str, language: str, version: str) -> HttpResponse:
    """Show one wording; record that a named speaker signs a draft."""
    programme = programme_at(slug)
    shown = _wording_at(programme, language, version)
    form = SignForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            _sign(request, programme, shown, form.cleaned_data["speaker"])
            messages.success(request, _("It is signed. From now on people may be asked in these words."))
            return redirect("consent:wording", slug, language, version)
    context = {"programme": programme, "trail": _above(programme), "wording": shown, "form": form}
    return render(request, "consent/wording.html", context, status=status_of(form))


@allowed(Permission.KEEP_CONSENT, by_programme)
@require_http_methods(["GET", "HEAD", "POST"])
def new_wording(request: SignedInRequest, slug: str, language: str) -> HttpResponse:
    """Write another version of the words in one language, as a draft."""
    programme = programme_at(slug)
    begin = next((each for each in reversed(wordings_of(programme)) if each.language == language), None)
    if begin is None:
        raise Http404
    told: dict[str, Any] = {"language": language, "initial": dict(begin.sentences)}
    form = WordingForm(request.POST or None, **told)
    if form.is_bound and form.is_valid():
        sentences = {name: form.cleaned_data[name] for name in NAMES}
        with refusals_on(form):
            kept = signing.draft_wording(
                by=request.user,
                programme=programme,
                language=language,
                version=form.cleaned_data["version"],
                sentences=sentences,
            )
            return redirect("consent:wording", slug, language, kept.version)
    context = {"programme": programme, "trail": _above(programme), "language": language, "form": form}
    return render(request, "consent/new_wording.html", context, status=status_of(form))


@allowed(Permission.SEE_PLACE, by_neighbourhood)
@require_safe
def read_out(request: SignedInRequest, slug: str, language: str) -> HttpResponse:
    """Show the signed words of a language, to be read out or printed; English where none are signed."""
    neighbourhood = neighbourhood_at(slug)
    spoken, sentences = sentences_for(neighbourhood.programme, language)
    context = {
        "neighbourhood": neighbourhood,
        "programme": neighbourhood.programme,
        "asked": language,
        "language": spoken,
        "sentences": [sentences[name] for name in NAMES if name in sentences],
    }
    return render(request, "consent/read_out.html", context)


def _above(programme: Programme) -> list[tuple[str, str]]:
    """Return the way from the top down to a programme's pages."""
    return [(programme.name, reverse("places:programme", args=[programme.slug]))]


def _wording_at(programme: Programme, language: str, version: str) -> ShownWording:
    found = (each for each in wordings_of(programme) if (each.language, each.version) == (language, version))
    shown = next(found, None)
    if shown is None:
        raise Http404
    return shown


def _sign(request: SignedInRequest, programme: Programme, shown: ShownWording, speaker: str) -> None:
    """Sign a draft; one that came with the platform is kept first, word for word, as it is signed."""
    kept = programme.consent_wordings.filter(pk=shown.number or 0).first() or signing.draft_wording(
        by=request.user,
        programme=programme,
        language=shown.language,
        version=shown.version,
        sentences=dict(shown.sentences),
    )
    signing.sign_wording(by=request.user, wording=kept, speaker=speaker)

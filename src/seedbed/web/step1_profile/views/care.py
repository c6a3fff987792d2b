"""Who does what in the care system: drawn, listed, changed, downloaded."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.forms import ModelForm
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from seedbed.formats.tables import write_csv
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.permissions import can
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_programme, programme_at
from seedbed.web.places.models import Programme
from seedbed.web.step1_profile import actions
from seedbed.web.step1_profile.forms import DecisionForm, OrganisationForm
from seedbed.web.step1_profile.models import CareDecision, CareOrganisation
from seedbed.web.step1_profile.queries.care import (
    COLUMNS,
    calendar_of,
    care_document,
    care_table,
    drawing_of,
    organisations_of,
    powers_of,
)
from seedbed.web.ui.refusals import refusals_on, status_of


@require_safe
@allowed(Permission.SEE_PLACE, by_programme)
def care_system(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show the map, the table and the calendar of decisions."""
    programme = programme_at(slug)
    organisations = organisations_of(programme)
    about = {
        "programme": programme,
        "may_edit": can(request.user, Permission.EDIT_PLACE, programme.scope),
        "drawing": drawing_of(programme, organisations),
        "organisations": [(each, powers_of(each)) for each in organisations],
        "calendar": calendar_of(programme),
    }
    return render(request, "step1_profile/care_system.html", about)


@require_POST
@allowed(Permission.EDIT_PLACE, by_programme)
def fill(request: SignedInRequest, slug: str) -> HttpResponse:
    """Put on the map what the pack knows."""
    programme = programme_at(slug)
    made = actions.fill_care_system_from_pack(by=request.user, programme=programme)
    messages.success(request, f"{len(made)} organisations were added from the data pack. Check them: you know better.")
    return redirect("step1_profile:care_system", slug)


@require_safe
@allowed(Permission.SEE_PLACE, by_programme)
def download(request: SignedInRequest, slug: str, form: str) -> HttpResponse:
    """Send the care system as a table or a document."""
    programme = programme_at(slug)
    if form == "json":
        response: HttpResponse = JsonResponse(care_document(programme), json_dumps_params={"indent": 2})
    elif form == "csv":
        response = HttpResponse(_csv(programme), content_type="text/csv; charset=utf-8")
    else:
        raise Http404
    actions.note_download(by=request.user, scope=programme.scope, file=f"care-system.{form}")
    response["Content-Disposition"] = f'attachment; filename="{slug}-care-system.{form}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _csv(programme: Programme) -> bytes:
    rows = care_table(programme)
    with tempfile.TemporaryDirectory(prefix="seedbed-") as folder:
        path = Path(folder) / "care-system.csv"
        write_csv(path, COLUMNS, [[row[column] for column in COLUMNS] for row in rows])
        return path.read_bytes()


@allowed(Permission.EDIT_PLACE, by_programme)
def add_organisation(request: SignedInRequest, slug: str) -> HttpResponse:
    """Add an organisation."""
    programme = programme_at(slug)
    form = OrganisationForm(programme, request.POST or None, instance=CareOrganisation(programme=programme))
    if form.is_valid() and _kept(form, lambda: _add(request, programme, form)):
        return redirect("step1_profile:care_system", slug)
    return _form(request, programme, form, "Add an organisation")


def _add(request: SignedInRequest, programme: Programme, form: OrganisationForm) -> None:
    actions.add_organisation(by=request.user, programme=programme, fields=form.cleaned_data)


def _kept(form: Any, act: Any) -> bool:
    """Do it; say on the form what was wrong if it cannot be done."""
    with refusals_on(form):
        act()
    return bool(form.is_valid())


def _form(
    request: SignedInRequest,
    programme: Programme,
    form: ModelForm[Any],
    heading: str,
    changed: CareOrganisation | CareDecision | None = None,
) -> HttpResponse:
    about = {
        "programme": programme,
        "form": form,
        "heading": heading,
        "organisation": changed if isinstance(changed, CareOrganisation) else None,
        "decision": changed if isinstance(changed, CareDecision) else None,
    }
    return render(request, "step1_profile/care_form.html", about, status=status_of(form))


def _organisation(slug: str, number: int) -> CareOrganisation:
    return get_object_or_404(
        CareOrganisation.objects.select_related("programme__scope"), programme__slug=slug, pk=number
    )


@allowed(Permission.EDIT_PLACE, by_programme)
def change_organisation(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Change what is known of an organisation."""
    # The form writes into its instance while it checks; the action compares with one of its own.
    form = OrganisationForm(
        _organisation(slug, number).programme, request.POST or None, instance=_organisation(slug, number)
    )
    found = _organisation(slug, number)
    if form.is_valid() and _kept(
        form,
        lambda: actions.change_organisation(by=request.user, organisation=found, fields=form.cleaned_data),
    ):
        return redirect("step1_profile:care_system", slug)
    return _form(request, found.programme, form, f"Change {_organisation(slug, number).name}", found)


@require_POST
@allowed(Permission.EDIT_PLACE, by_programme)
def remove_organisation(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Take an organisation off the map."""
    actions.remove_organisation(by=request.user, organisation=_organisation(slug, number))
    return redirect("step1_profile:care_system", slug)


@allowed(Permission.EDIT_PLACE, by_programme)
def add_decision(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Add an entry to the calendar of decisions."""
    found = _organisation(slug, number)
    form = DecisionForm(request.POST or None)
    if form.is_valid() and _kept(
        form, lambda: actions.set_decision(by=request.user, organisation=found, fields=form.cleaned_data)
    ):
        return redirect("step1_profile:care_system", slug)
    return _form(request, found.programme, form, f"Add a decision of {found.name}")


def _decision(slug: str, number: int) -> CareDecision:
    return get_object_or_404(
        CareDecision.objects.select_related("organisation__programme__scope"),
        organisation__programme__slug=slug,
        pk=number,
    )


@allowed(Permission.EDIT_PLACE, by_programme)
def change_decision(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Change an entry of the calendar."""
    found = _decision(slug, number)
    form = DecisionForm(request.POST or None, instance=_decision(slug, number))
    if form.is_valid() and _kept(
        form,
        lambda: actions.set_decision(
            by=request.user, organisation=found.organisation, fields=form.cleaned_data, decision=found
        ),
    ):
        return redirect("step1_profile:care_system", slug)
    heading = f"Change a decision of {found.organisation.name}"
    return _form(request, found.organisation.programme, form, heading, found)


@require_POST
@allowed(Permission.EDIT_PLACE, by_programme)
def remove_decision(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Take an entry out of the calendar."""
    actions.remove_decision(by=request.user, decision=_decision(slug, number))
    return redirect("step1_profile:care_system", slug)

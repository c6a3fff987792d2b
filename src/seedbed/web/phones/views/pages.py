"""Pages of the team: which phones send, which forms they get, what their questions mean, what came."""

from __future__ import annotations

import tempfile
from pathlib import Path
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from seedbed.formats.openrosa import settings_code
from seedbed.formats.xlsform import as_phone_form, read_xlsform, write_xlsform
from seedbed.web.capture.actions import add_device, end_device
from seedbed.web.capture.models import Device
from seedbed.web.invitations.codes import address_here, code_of, reaches_no_phone
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.permissions import can
from seedbed.web.people.roles import Permission
from seedbed.web.phones import actions
from seedbed.web.phones.access import by_form, form_at, name_of
from seedbed.web.phones.asset_list import has_list
from seedbed.web.phones.check_form import ROLES, check_form
from seedbed.web.phones.forms import FormFileForm, PhoneNameForm, RolesForm
from seedbed.web.phones.our_form import our_form
from seedbed.web.phones.queries import earlier_words, filled_lately, forms_of, phones_of, waiting_forms
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.places.models import Neighbourhood
from seedbed.web.places.pages import about
from seedbed.web.ui.refusals import refusals_on, status_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def server_address(request: HttpRequest, slug: str) -> str:
    """Return the address that is written into Collect: what it asks for stands below it."""
    return address_here(request, reverse("phones:forms", args=[slug])).removesuffix("/formList")


@allowed(Permission.EDIT_PLACE, by_neighbourhood)
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show phones, forms and what came; let a phone in and show its token, once."""
    neighbourhood = neighbourhood_at(slug)
    form = PhoneNameForm(request.POST or None)
    address = server_address(request, slug)
    if form.is_valid():
        with refusals_on(form, "name"):
            device, token = add_device(by=request.user, neighbourhood=neighbourhood, name=form.cleaned_data["name"])
            return _let_in(request, neighbourhood, device, token)
    reads = can(request.user, Permission.SEE_WORDS, neighbourhood.scope)
    context = about(
        neighbourhood,
        form=form,
        address=address,
        out_of_reach=reaches_no_phone(address),
        phones=[(each, name_of(each)) for each in phones_of(neighbourhood)],
        forms=forms_of(neighbourhood),
        filled=filled_lately(neighbourhood),
        waits=waiting_forms(neighbourhood),
        listed=has_list(neighbourhood),
        earlier=earlier_words(neighbourhood) if reads else [],
    )
    return render(request, "phones/overview.html", context, status=status_of(form))


def _let_in(request: HttpRequest, neighbourhood: Neighbourhood, device: Device, token: str) -> HttpResponse:
    address, name = server_address(request, neighbourhood.slug), name_of(device)
    code = settings_code(url=address, username=name, password=token, name=neighbourhood.name)
    told = gettext("Code that sets ODK Collect or KoboCollect up on the phone")
    context = about(
        neighbourhood, device=device, name=name, token=token, address=address, code=code_of(code, told),
        out_of_reach=reaches_no_phone(address),
    )  # fmt: skip
    return render(request, "phones/let_in.html", context)


@allowed(Permission.EDIT_PLACE, by_neighbourhood)
@require_POST
def end(request: SignedInRequest, slug: str, device: UUID) -> HttpResponse:
    """Let a phone send no more, such as one that was lost."""
    found = phones_of(neighbourhood_at(slug)).filter(pk=device).first()
    if found is not None:
        end_device(by=request.user, device=found)
    return redirect("phones:overview", slug)


@allowed(Permission.EDIT_PLACE, by_neighbourhood)
@require_POST
def offer_ours(request: SignedInRequest, slug: str) -> HttpResponse:
    """Offer the form of a street shift, as it is now."""
    neighbourhood = neighbourhood_at(slug)
    made = our_form(neighbourhood)
    actions.offer_form(
        by=request.user,
        neighbourhood=neighbourhood,
        form=as_phone_form(made.written),
        roles=made.roles,
        wordings=made.wordings,
    )
    return redirect("phones:overview", slug)


@allowed(Permission.EDIT_PLACE, by_neighbourhood)
@require_POST
def offer_checks(request: SignedInRequest, slug: str) -> HttpResponse:
    """Offer the form by which phones check the list of assets."""
    neighbourhood = neighbourhood_at(slug)
    form = as_phone_form(check_form(neighbourhood))
    actions.offer_form(by=request.user, neighbourhood=neighbourhood, form=form, roles=ROLES)
    return redirect("phones:overview", slug)


@require_safe
@allowed(Permission.EDIT_PLACE, by_neighbourhood)
def ours_as_workbook(request: SignedInRequest, slug: str) -> HttpResponse:  # noqa: ARG001 - as views are called
    """Send the form of a street shift as an XLSForm."""
    neighbourhood = neighbourhood_at(slug)
    with tempfile.TemporaryDirectory(prefix="seedbed-") as folder:
        path = Path(folder) / "form.xlsx"
        write_xlsform(path, our_form(neighbourhood).written)
        answer = HttpResponse(path.read_bytes(), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="seedbed-{neighbourhood.slug}.xlsx"'
    return answer


@allowed(Permission.EDIT_PLACE, by_neighbourhood)
@require_http_methods(["GET", "HEAD", "POST"])
def add_form(request: SignedInRequest, slug: str) -> HttpResponse:
    """Take a form of one's own."""
    neighbourhood = neighbourhood_at(slug)
    form = FormFileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals_on(form, "file"):
            file = form.cleaned_data["file"]
            read = read_xlsform(file.read(), str(file.name))
            made = actions.offer_form(by=request.user, neighbourhood=neighbourhood, form=read)
            return redirect("phones:form", made.pk)
    return render(request, "phones/add_form.html", about(neighbourhood, form=form), status=status_of(form))


@allowed(Permission.EDIT_PLACE, by_form)
@require_http_methods(["GET", "HEAD", "POST"])
def one_form(request: SignedInRequest, phone_form: UUID) -> HttpResponse:
    """Say what the questions of a form mean; offer it, or no more."""
    found = form_at(phone_form)
    if request.method == "POST" and "offered" in request.POST:
        actions.offer(by=request.user, form=found, offered=request.POST["offered"] == "yes")
        return redirect("phones:form", found.pk)
    asked = RolesForm(found, request.POST or None)
    if not found.wordings and asked.is_valid():
        with refusals_on(asked):
            actions.say_what_is_asked(by=request.user, form=found, roles=asked.roles())
            return redirect("phones:overview", found.neighbourhood.slug)
    return render(
        request, "phones/form.html", about(found.neighbourhood, form=asked, found=found), status=status_of(asked)
    )

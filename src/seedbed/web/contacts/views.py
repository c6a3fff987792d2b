"""Pages of contacts for the data steward: add, find, look at one, hand out everything; and what is kept until when."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from seedbed.errors import UserError
from seedbed.web.consent.held import Who, all_kept, who_took
from seedbed.web.consent.limits import TooManyTriesError, trying
from seedbed.web.consent.receipts import opened
from seedbed.web.contacts import actions
from seedbed.web.contacts.everything import export_everything
from seedbed.web.contacts.forms import ContactForm, EverythingForm, FindForm, RetentionForm
from seedbed.web.contacts.models import Contact
from seedbed.web.contacts.queries import contacts_in, months_of, out_of_reach
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, by_programme, neighbourhood_at, programme_at
from seedbed.web.places.models import Neighbourhood, Programme
from seedbed.web.ui.refusals import in_one_line, refusals_on, status_of

FEWEST = 10
"""Fewer are not counted out: a small number and what everybody knows may tell who."""
READS = ["GET", "HEAD", "POST"]


@allowed(Permission.SEE_CONTACTS, by_neighbourhood)
@require_http_methods(READS)
def contacts(request: SignedInRequest, slug: str) -> HttpResponse:
    """List the contacts of a neighbourhood by their days, sealed; find one by all of a number or address."""
    neighbourhood = neighbourhood_at(slug)
    form = FindForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with refusals_on(form, "typed"):
            found = actions.find_contact(by=request.user, neighbourhood=neighbourhood, typed=form.cleaned_data["typed"])
            if found is not None:
                return redirect("contacts:contact", slug, found.pk)
            form.add_error("typed", _("Nobody who is kept here is reached by this."))
    context = {
        **_about(neighbourhood),
        "form": form,
        "contacts": contacts_in(neighbourhood),
        "lost": out_of_reach(neighbourhood),
        "months": months_of(neighbourhood.programme),
    }
    return render(request, "contacts/contacts.html", context, status=status_of(form))


@allowed(Permission.SEE_CONTACTS, by_neighbourhood)
@require_http_methods(READS)
def new_contact(request: SignedInRequest, slug: str) -> HttpResponse:
    """Keep how to reach someone who agreed to it."""
    neighbourhood = neighbourhood_at(slug)
    form = ContactForm(request.POST or None, neighbourhood=neighbourhood)
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            actions.keep_contact(by=request.user, participant=form.cleaned_data["number"], reach=form.reach)
            messages.success(request, _("It is kept, sealed."))
            return redirect("contacts:contacts", slug)
    context = {**_about(neighbourhood), "form": form}
    return render(request, "contacts/new_contact.html", context, status=status_of(form))


@allowed(Permission.SEE_CONTACTS, by_neighbourhood)
@require_http_methods(READS)
def contact(request: SignedInRequest, slug: str, number: UUID) -> HttpResponse:
    """Show the days of one contact; open it, note a reply or erase it, each by a button."""
    neighbourhood = neighbourhood_at(slug)
    kept = get_object_or_404(contacts_in(neighbourhood).select_related("neighbourhood__programme"), pk=number)
    context = {**_about(neighbourhood), "contact": kept}
    asked = request.POST.get("do", "")
    if asked == "erase":
        actions.erase_contact(by=request.user, contact=kept)
        messages.success(request, _("How to reach them is erased."))
        return redirect("contacts:contacts", slug)
    if asked == "reply":
        actions.note_reply(by=request.user, contact=kept)
        messages.success(request, _("The reply is noted."))
        return redirect("contacts:contact", slug, number)
    if asked == "see":
        context |= _seen(request, kept)
    return render(request, "contacts/contact.html", context)


def _seen(request: SignedInRequest, kept: Contact) -> dict[str, object]:
    try:
        token, reach = actions.see_contact(by=request.user, contact=kept)
    except UserError as error:
        return {"refused": in_one_line(error)}
    return {"reach": reach, "token": token}


@allowed(Permission.SEE_CONTACTS, by_neighbourhood)
@require_http_methods(READS)
def everything(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Hand out all that is held of one person who asks for it."""
    neighbourhood = neighbourhood_at(slug)
    form = EverythingForm(request.POST or None, neighbourhood=neighbourhood)
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            who = _who_asks(request, neighbourhood, form)
            if who is not None:
                file = export_everything(by=request.user, scope=neighbourhood.scope, who=who)
                name = f"all-that-is-held-{timezone.localdate()}.zip"
                return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
    context = {**_about(neighbourhood), "form": form}
    return render(request, "contacts/everything_form.html", context, status=status_of(form))


def _who_asks(request: SignedInRequest, neighbourhood: Neighbourhood, form: EverythingForm) -> Who | None:
    """Return who is meant; None, with an error on the form, if the receipt does not open."""
    told = form.cleaned_data
    if told["number"] is not None:
        return Who(participant=told["number"])
    try:
        with trying(request) as this:
            kept = opened(told["receipt"], told["second_half"])
            this.found = kept is not None and kept.neighbourhood_id == neighbourhood.pk
    except TooManyTriesError:
        form.add_error(None, _("Too many receipts were tried that do not open. Wait a quarter of an hour."))
        return None
    if kept is None or not this.found:
        form.add_error("receipt", _("This receipt does not open. Look at both halves again."))
        return None
    return who_took(kept)


@allowed(Permission.KEEP_CONSENT, by_programme)
@require_http_methods(READS)
def kept(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show what is kept of people, until when, and about how many; set how long contacts are kept."""
    programme = programme_at(slug)
    form = RetentionForm(request.POST or None, initial={"months": months_of(programme)})
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            actions.set_retention(by=request.user, programme=programme, months=form.cleaned_data["months"])
            messages.success(request, _("It holds from now on, for all that is kept."))
            return redirect("contacts:kept", slug)
    context = {
        "programme": programme,
        "trail": [(programme.name, reverse("places:programme", args=[slug]))],
        "form": form,
        "rows": _rows(programme),
        "fewest": FEWEST,
    }
    return render(request, "contacts/kept.html", context, status=status_of(form))


def _rows(programme: Programme) -> list[tuple[str, str, str]]:
    return [(str(each.title), each.until(programme), _many(each.how_many, programme)) for each in all_kept()]


def _many(how_many: object, programme: Programme) -> str:
    if not callable(how_many):
        return _("not counted")
    many = int(how_many(programme))
    return _("fewer than %(fewest)s") % {"fewest": FEWEST} if many < FEWEST else f"{many:,}"


def _about(neighbourhood: Neighbourhood) -> dict[str, object]:
    return {
        "neighbourhood": neighbourhood,
        "programme": neighbourhood.programme,
        "trail": [(neighbourhood.name, reverse("places:neighbourhood", args=[neighbourhood.slug]))],
    }

"""Pages of receipts, for whoever holds one; and the page on which a steward undoes a withdrawal."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from seedbed.errors import UserError
from seedbed.web.consent.limits import TooManyTriesError, trying
from seedbed.web.consent.numbers import grouped, read_number
from seedbed.web.consent.queries import sentences_for
from seedbed.web.consent.receipts import opened
from seedbed.web.listening.actions import choose_scope, note_opening, undo_withdrawal, withdraw_contribution
from seedbed.web.listening.became import shown_where, what_became
from seedbed.web.listening.beside import given_with
from seedbed.web.listening.forms import NumberForm, SecondHalfForm
from seedbed.web.listening.mapped import KINDS, marks_with
from seedbed.web.listening.models import Contribution, Withdrawal
from seedbed.web.listening.paper import paper_of
from seedbed.web.listening.queries import choices_of, contribution_behind, standing_withdrawal, withdrawals_to_undo
from seedbed.web.listening.withdrawing import BY_HOLDER
from seedbed.web.media.models import MediaState
from seedbed.web.media.rules import still_agreed
from seedbed.web.media.serving import picture_of
from seedbed.web.people.access import SignedInRequest, View, allowed, public
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.ui.languages import translated
from seedbed.web.ui.refusals import in_one_line, status_of


def _for_its_holder(view: View) -> View:
    """Let nobody keep the page or list it, and answer who tried too often."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **address: Any) -> Any:
        try:
            answer: Any = view(request, *args, **address)
        except TooManyTriesError:
            answer = render(request, "listening/too_many_tries.html", status=429)
            answer["Retry-After"] = "900"
        answer["Cache-Control"] = "private, no-store"
        answer["X-Robots-Tag"] = "noindex, nofollow"
        return answer

    return guarded


@public
@translated
@require_safe
@_for_its_holder
def find_receipt(request: HttpRequest) -> HttpResponse:
    """Ask for the number of a receipt, and go to its page."""
    form = NumberForm(request.GET if "number" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("listening:receipt", form.cleaned_data["number"])
    return render(request, "listening/find_receipt.html", {"form": form}, status=status_of(form))


@public
@translated
@require_safe
@_for_its_holder
def receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """Say what became of what someone said: to anybody with its number, without words and without saying who."""
    number = _plain(receipt)
    if number is None:
        return _nothing_found(request)
    with trying(request) as this:
        found = contribution_behind(number)
        this.found = found is not None
    if found is None:
        return _nothing_found(request)
    context = {
        "stages": what_became(found),
        "neighbourhood_name": found.bead.neighbourhood,
        "programme": found.bead.programme,
        "withdrawal": standing_withdrawal(found),
        **paper_of(request, number),
    }
    return render(request, "listening/receipt.html", context)


@public
@translated
@require_http_methods(["GET", "HEAD", "POST"])
@_for_its_holder
def my_words(request: HttpRequest, receipt: str) -> HttpResponse:
    """Show whoever has both halves their words, and let them take these out, undo that, or choose what they agree to.

    The second half travels in the body of what is sent, never in an address.
    """
    number = _plain(receipt)
    if number is None:
        return _nothing_found(request)
    form = SecondHalfForm(request.POST or None)
    if not form.is_bound or not form.is_valid():
        context = {"form": form, "receipt_number": grouped(number)}
        return render(request, "listening/second_half.html", context, status=status_of(form))
    second_half = form.cleaned_data["second_half"]
    # Both are asked whatever the first answers, so that the time taken tells nothing. Whoever has both halves is let in
    # however many others try: nobody guesses 80 bits, and nobody may keep people from taking their words out.
    kept = opened(number, second_half)
    found = contribution_behind(kept.pk) if kept is not None else None
    if found is None:
        with trying(request):
            return _nothing_found(request)
    return _opened(request, found, second_half)


def _opened(request: HttpRequest, found: Contribution, second_half: str) -> HttpResponse:
    number = str(found.receipt_id)
    done = refused = ""
    try:
        done = _do(request, found)
    except UserError as error:
        refused = in_one_line(error)
    now = contribution_behind(number)
    context = {
        "contribution": now,
        "language": found.bead.payload["language"],
        "withdrawal": standing_withdrawal(found),
        "choices": choices_of(now, _language()) if now else [],
        **(_beside(now) if now else {}),
        "asked_in": sentences_for(found.bead.programme, _language())[0],
        "done": done,
        "refused": refused,
        "second_half": second_half,
        "receipt_plain": number,
        "receipt_number": grouped(number),
        "programme": found.bead.programme,
    }
    return render(request, "listening/my_words.html", context, status=400 if refused else 200)


def _beside(found: Contribution) -> dict[str, Any]:
    """Return what came with the words, and where everybody sees them: for whoever has both halves."""
    shown = [each for each in given_with(found) if each.state == MediaState.READY and still_agreed(each)]
    files = [each for each in shown if each.hidden_at is None]
    return {
        "files": [(each, picture_of(each)) for each in files],
        "marks": [(each, _(KINDS[each.kind][0])) for each in marks_with(found)],
        "shown_where": shown_where(found),
    }


def _do(request: HttpRequest, found: Contribution) -> str:
    """Do what a button of the page asks for, and say so."""
    asked = request.POST.get("do", "")
    if asked == "take_out":
        withdraw_contribution(by=None, contribution=found, why=BY_HOLDER, by_holder=True)
        return _("Your words are taken out. They are shown and counted nowhere now.")
    if asked == "undo":
        undo_withdrawal(by=None, contribution=found, by_holder=True)
        return _("Your words are back.")
    if asked == "choose":
        wanted = set(request.POST.getlist("scope"))
        for choice in choices_of(found, _language()):
            if choice.yes != (choice.scope in wanted):
                choose_scope(contribution=found, scope=choice.scope, yes=not choice.yes)
        return _("What you chose holds from now on.")
    note_opening(contribution=found)
    return ""


def _language() -> str:
    """Return the language of this page, without its region."""
    return (get_language() or "en").split("-", maxsplit=1)[0]


def _plain(typed: str) -> str | None:
    try:
        return read_number(typed)
    except UserError:
        return None


def _nothing_found(request: HttpRequest) -> HttpResponse:
    """Give the one answer to a number that is not there, to one with a slip, and to a wrong second half."""
    return render(request, "listening/no_receipt.html", status=404)


@allowed(Permission.KEEP_CONSENT, by_neighbourhood)
@require_http_methods(["GET", "HEAD", "POST"])
def withdrawals(request: SignedInRequest, slug: str) -> HttpResponse:
    """List what was taken back and can still be undone, without words; undo one for whoever asks for it."""
    neighbourhood = neighbourhood_at(slug)
    if request.method == "POST":
        chosen = request.POST.get("withdrawal", "")
        number = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 18 else 0
        found = get_object_or_404(
            Withdrawal.objects.select_related("contribution__bead__neighbourhood__scope"),
            pk=number,
            contribution__bead__neighbourhood=neighbourhood,
        )
        undo_withdrawal(by=request.user, contribution=found.contribution)
        messages.success(request, _("It is undone: the words are back with every link they had."))
        return redirect("listening:withdrawals", slug)
    context = {
        "neighbourhood": neighbourhood,
        "programme": neighbourhood.programme,
        "withdrawals": withdrawals_to_undo(neighbourhood),
    }
    return render(request, "listening/withdrawals.html", context)

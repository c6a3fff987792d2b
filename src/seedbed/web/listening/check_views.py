"""The page on which somebody reads words before everyone may see them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from seedbed.web.listening.checking import check_words, waiting_for_a_check
from seedbed.web.listening.mark_models import Reason
from seedbed.web.listening.queries import words_of
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at

AT_ONCE = 20


@allowed(Permission.WITHDRAW, by_neighbourhood)
@require_http_methods(["GET", "HEAD", "POST"])
def checks(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show what waits for a check, oldest first; keep what was found of one."""
    place = neighbourhood_at(slug)
    waiting = waiting_for_a_check(place)
    if request.method == "POST":
        chosen = request.POST.get("contribution", "")
        number = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 18 else 0
        found = get_object_or_404(waiting, pk=number)
        check_words(by=request.user, contribution=found, reasons=request.POST.getlist("reason"))
        messages.success(request, _("It is noted."))
        return redirect("listening:checks", slug)
    some = list(waiting[:AT_ONCE])
    readable = words_of([each.bead for each in some], request.user)
    context = {
        "neighbourhood": place,
        "programme": place.programme,
        "rows": [(each.pk, readable[each.pk]) for each in some if each.pk in readable],
        "reasons": Reason.choices,
    }
    return render(request, "listening/checks.html", context)

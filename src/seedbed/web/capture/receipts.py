"""The page that hands over a receipt of what was just taken in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from seedbed.web.listening.models import Contribution
from seedbed.web.listening.paper import paper_of


def receipt_page(request: HttpRequest, kept: Contribution, back: str) -> HttpResponse:
    """Show the receipt of what was just taken in, with its second half: this once."""
    told = {"neighbourhood": kept.bead.neighbourhood, "second_half": kept.second_half, "back": back}
    answer = render(request, "capture/taken_in.html", told | paper_of(request, str(kept.receipt_id)))
    answer["Cache-Control"] = "private, no-store"
    return answer

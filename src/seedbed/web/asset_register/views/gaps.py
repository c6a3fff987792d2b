"""What is not here, and how much there is for the people who live here."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from seedbed.reports.words import number
from seedbed.web.asset_register.kind_words import kind_plural
from seedbed.web.asset_register.queries.coverage import Coverage, Covered, coverage_of, kinds_missing
from seedbed.web.asset_register.queries.gaps import gaps_of
from seedbed.web.asset_register.queries.opportunities import opportunities_of
from seedbed.web.asset_register.views.common import about
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.ui.tables import Column, Table


@require_safe
@allowed(Permission.SEE_PLACE, by_neighbourhood)
def gaps(request: SignedInRequest, slug: str) -> HttpResponse:
    """List what people asked for that is not here, as far as the reader may see it."""
    neighbourhood = neighbourhood_at(slug)
    found = gaps_of(neighbourhood, request.user)
    chances = [each for each in opportunities_of(neighbourhood) if each.opportunity.taken_up_on is None]
    context = about(
        request,
        neighbourhood,
        gaps=found,
        opportunities=chances,
        missing=[kind_plural(each) for each in kinds_missing(neighbourhood)],
    )
    return render(request, "asset_register/gaps.html", context)


@require_safe
@allowed(Permission.SEE_PLACE, by_neighbourhood)
def coverage(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show how many assets of each kind there are per 1,000 residents, and how far the listings can be trusted."""
    neighbourhood = neighbourhood_at(slug)
    found = coverage_of(neighbourhood)
    context = about(request, neighbourhood, coverage=found, table=_table(found))
    return render(request, "asset_register/coverage.html", context)


def _table(found: Coverage) -> Table:
    columns = [
        Column(_("Kind")),
        Column(_("Listed"), numeric=True),
        Column(_("Inside the line"), numeric=True),
        Column(_("Per 1,000 residents (95% limits)"), numeric=True),
        Column(_("Checked and not due"), numeric=True),
        Column(_("Last checked")),
    ]
    return Table(_("Assets per 1,000 residents"), columns, [_row(each) for each in found.kinds], narrow=True)


def _row(each: Covered) -> list[str | int]:
    return [
        kind_plural(each.asset_type),
        each.many,
        each.inside,
        _rate(each),
        _("%(fresh)s of %(many)s") % {"fresh": each.fresh, "many": each.many},
        _days(each),
    ]


def _rate(each: Covered) -> str:
    if each.rate is None or each.low is None or each.high is None:
        return _("residents not known")
    return f"{number(each.rate, 2)} ({number(each.low, 2)} – {number(each.high, 2)})"


def _days(each: Covered) -> str:
    if each.oldest is None or each.newest is None:
        return _("never")
    first, last = date_format(each.oldest, "j F Y"), date_format(each.newest, "j F Y")
    return last if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}

"""Comments and votes: what people of the team say of a map, its factors and its links."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.step5_agenda.access import by_map, comment_at, map_at, part_at
from seedbed.web.step5_agenda.models import MapComment, MapFactor, MapLink, SystemMap
from seedbed.web.step5_agenda.opinions import actions as opinions
from seedbed.web.step5_agenda.opinions.forms import CommentForm, DissentForm
from seedbed.web.step5_agenda.opinions.panel import listed, page_of, subjects_of
from seedbed.web.step5_agenda.opinions.queries import comments_on
from seedbed.web.step5_agenda.pages import about
from seedbed.web.ui.refusals import refusals_on, status_of

SEE, WORK = Permission.SEE_THREAD, Permission.WORK_ON_THREAD


@allowed(SEE, by_map)
@require_safe
def comments(request: SignedInRequest, system_map: int) -> HttpResponse:
    """Show all comments on a map, those that are open first."""
    return _comments_page(request, map_at(system_map), CommentForm())


@allowed(WORK, by_map)
@require_POST
def comment(request: SignedInRequest, system_map: int, part: UUID | None = None) -> HttpResponse:
    """Comment on a factor or a link, or on the whole map."""
    found = map_at(system_map)
    row = part_at(found, part) if part else None
    form = CommentForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            opinions.comment(by=request.user, of=found, on=row, words=form.cleaned_data["words"])
            return _back_to(row) if row else redirect("step5_agenda:comments", found.pk)
    return _once_more(request, row, form, _("Comment")) if row else _comments_page(request, found, form)


def _comments_page(request: SignedInRequest, found: SystemMap, form: CommentForm) -> HttpResponse:
    said = comments_on(found)
    told = [(*each, about) for each, about in zip(listed(request, said), subjects_of(found, said), strict=True)]
    context = about(request, found, comment_form=form, comments=told)
    return render(request, "step5_agenda/comments.html", context, status=status_of(form))


@allowed(WORK, by_map)
@require_POST
def settle(request: SignedInRequest, system_map: int, comment: int) -> HttpResponse:
    """Settle a comment."""
    found = comment_at(map_at(system_map), comment)
    opinions.settle(by=request.user, comment=found)
    return _back_from(found)


@allowed(SEE, by_map)
@require_POST
def take_back(request: SignedInRequest, system_map: int, comment: int) -> HttpResponse:
    """Take a comment back."""
    found = comment_at(map_at(system_map), comment)
    back = _back_from(found)
    opinions.take_back_comment(by=request.user, comment=found)
    messages.success(request, _("The comment is taken back: its words are erased."))
    return back


@allowed(WORK, by_map)
@require_POST
def agree(request: SignedInRequest, system_map: int, part: UUID) -> HttpResponse:
    """Say that a factor matters, or that one agrees with a link."""
    row = part_at(map_at(system_map), part)
    opinions.vote(by=request.user, on=row)
    return _back_to(row)


@allowed(WORK, by_map)
@require_POST
def see_otherwise(request: SignedInRequest, system_map: int, part: UUID) -> HttpResponse:
    """Say that one sees a link otherwise, and how."""
    row = part_at(map_at(system_map), part)
    form = DissentForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            opinions.vote(by=request.user, on=row, agrees=False, why=form.cleaned_data["why"])
            return _back_to(row)
    return _once_more(request, row, form, _("I see it otherwise"))


@allowed(WORK, by_map)
@require_POST
def take_vote_back(request: SignedInRequest, system_map: int, part: UUID) -> HttpResponse:
    """Take one's own vote back."""
    row = part_at(map_at(system_map), part)
    opinions.take_back_vote(by=request.user, on=row)
    return _back_to(row)


def _back_to(row: MapFactor | MapLink) -> HttpResponseRedirect:
    return HttpResponseRedirect(page_of(row))


def _back_from(comment: MapComment) -> HttpResponseRedirect:
    """Lead to where a comment stands: on the page of a factor or link, or of all comments."""
    (stands,) = subjects_of(comment.map, [comment])
    return HttpResponseRedirect(stands[0][0]) if stands else redirect("step5_agenda:comments", comment.map_id)


def _once_more(
    request: SignedInRequest, row: MapFactor | MapLink, form: CommentForm | DissentForm, title: str
) -> HttpResponse:
    """Show a form alone whose words could not be kept."""
    context = about(request, map_at(row.map_id), form=form, title=title, back=page_of(row))
    return render(request, "step5_agenda/say_again.html", context, status=status_of(form))

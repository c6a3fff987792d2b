"""The assurance pack on pages, and as files."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from seedbed.web.assurance.actions import take_document, take_pack
from seedbed.web.assurance.documents import Document, named, write, write_all
from seedbed.web.assurance.papers import WORD
from seedbed.web.assurance.queries import facts
from seedbed.web.people.access import SignedInRequest, allowed, of_site
from seedbed.web.people.roles import Permission


def _named(slug: str) -> Document:
    found = named(slug)
    if found is None:
        raise Http404
    return found


@allowed(Permission.RUN_SITE, of_site)
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """List the documents, with what is open in each."""
    known = facts()
    return render(request, "assurance/index.html", {"facts": known, "pack": write_all(known)})


@allowed(Permission.RUN_SITE, of_site)
@require_safe
def show(request: SignedInRequest, document: str) -> HttpResponse:
    """Show one document as it is today."""
    return render(request, "assurance/document.html", {"written": write(_named(document), facts())})


@allowed(Permission.RUN_SITE, of_site)
@require_POST
def take(request: SignedInRequest, document: str) -> HttpResponse:
    """Hand out one document as a Word file."""
    chosen = _named(document)
    return _file(take_document(by=request.user, document=chosen), f"{chosen.slug}-{timezone.localdate()}.docx", WORD)


@allowed(Permission.RUN_SITE, of_site)
@require_POST
def take_all(request: SignedInRequest) -> HttpResponse:
    """Hand out the whole pack as one zip file."""
    return _file(take_pack(by=request.user), f"assurance-pack-{timezone.localdate()}.zip", "application/zip")


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)

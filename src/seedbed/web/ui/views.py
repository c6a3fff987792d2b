"""Pages that belong to no room: the stylesheet of the brand and the style guide."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from seedbed.web.ui import brand
from seedbed.web.ui.style_guide import guide


@require_safe
@cache_control(public=True, max_age=86400)
def brand_stylesheet(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django calls it with the request
    """Serve the brand's colour; anyone may have it."""
    return HttpResponse(brand.stylesheet(), content_type="text/css; charset=utf-8")


@require_safe
def style_guide(request: HttpRequest) -> HttpResponse:
    """Show everything a page can be made of."""
    return render(request, "ui/style_guide.html", guide(request.GET.dict()))

"""The stylesheet of the brand."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from seedbed.web.ui import brand


@require_safe
@cache_control(public=True, max_age=86400)
def brand_stylesheet(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django calls it with the request
    """Serve the brand's colour; anyone may have it."""
    return HttpResponse(brand.stylesheet(), content_type="text/css; charset=utf-8")

"""What every page is given."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def every_page(request: HttpRequest) -> dict[str, Any]:  # noqa: ARG001 - Django calls it with the request
    """Return the brand and whether this is the demonstration."""
    return {"brand_colour": settings.ENVIRONMENT.brand_colour, "demonstration": settings.ENVIRONMENT.demonstration}

"""What every page is given."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from seedbed.web.ui.languages import interface_language, is_draft


def every_page(request: HttpRequest) -> dict[str, Any]:
    """Return the brand, whether this is the demonstration, and the language of menu, banner and footer."""
    chosen = interface_language(request)
    return {
        "brand_colour": settings.ENVIRONMENT.brand_colour,
        "demonstration": settings.ENVIRONMENT.demonstration,
        "interface_language": chosen,
        "draft_translation": is_draft(chosen),
    }

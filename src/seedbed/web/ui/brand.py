"""The brand's colour: checked when the site starts, served as a stylesheet, since the pages allow no styles inline."""

from __future__ import annotations

import re

from seedbed.errors import UsageError

LEAST_CONTRAST = 4.5
"""Of white letters on the colour (WCAG 2.2, success criterion 1.4.3)."""


def checked_colour(text: str) -> str:
    """Return a colour as ``#rrggbb``.

    Raises
    ------
    UsageError
        If it is not one, or white letters on it could not be read.
    """
    found = text.strip().lower()
    if not re.fullmatch(r"#([0-9a-f]{3}|[0-9a-f]{6})", found):
        raise UsageError(
            "The setting SEEDBED_BRAND_COLOUR will not do.",
            f"It is '{text:.40}'.",
            "Write a colour as #005eb8.",
        )
    full = found if len(found) == 7 else "#" + "".join(2 * character for character in found[1:])
    contrast = contrast_with_white(full)
    if contrast < LEAST_CONTRAST:
        raise UsageError(
            "The setting SEEDBED_BRAND_COLOUR is too light.",
            f"White letters on {full} have a contrast of {contrast:.1f}; people need {LEAST_CONTRAST}.",
            "Take a darker shade.",
        )
    return full


def contrast_with_white(colour: str) -> float:
    """Return the contrast of white letters on a colour, from 1 to 21 (WCAG 2.2, relative luminance)."""
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def colour() -> str:
    """Return this site's colour."""
    from django.conf import settings

    return checked_colour(settings.ENVIRONMENT.brand_colour)


def stylesheet() -> str:
    """Return the stylesheet that carries the colour."""
    return f":root {{ --sb-brand: {colour()}; }}\n"


def address() -> str:
    """Return the address of the brand's stylesheet; it changes with the colour, so that browsers may keep it."""
    from django.urls import reverse

    return f"{reverse('ui:brand')}?colour={colour().removeprefix('#')}"

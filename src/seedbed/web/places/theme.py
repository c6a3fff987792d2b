"""How the maps of this site look on screens: in the site's own theme, else in that which comes with the platform."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from seedbed.errors import BadInputError

if TYPE_CHECKING:
    from seedbed.reports.poster.theme import Theme

THEME = "market"
OWN_THEME = "poster-theme.toml"
"""Name of the site's own theme, in its data folder."""


def theme_here() -> tuple[Theme, BadInputError | None]:
    """Return the theme of this site's maps, and what is wrong with the site's own one where it cannot be read."""
    from seedbed.reports.poster.theme import own_theme, read_theme

    path = _theme_path()
    if path is None or not path.exists():
        return own_theme(THEME), None
    try:
        return read_theme(path), None
    except BadInputError as error:
        return own_theme(THEME), error


def _theme_path() -> Path | None:
    return Path(settings.PACKS_FOLDER).parent / OWN_THEME if settings.PACKS_FOLDER else None


def theme_changed() -> int:
    """Return when the site's own theme changed, so that maps are drawn anew then; 0 where there is none."""
    path = _theme_path()
    return path.stat().st_mtime_ns if path is not None and path.exists() else 0

"""What recurring work is called, for people; each room says it where it has the work done."""

from __future__ import annotations

from django.utils.translation import gettext

_TITLES: dict[str, str] = {}


def keep_title(name: str, title: str) -> None:
    """Keep what a piece of recurring work is called, marked for translation."""
    _TITLES[name] = title


def title_of(name: str) -> str:
    """Return it in the reader's language; of work that only an older or newer release knows, its name."""
    known = _TITLES.get(name)
    return gettext(known) if known else name.replace(".", ": ", 1).replace("_", " ")

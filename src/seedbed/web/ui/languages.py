"""Which language a page speaks: the interface in the chosen one, the words of a page in the one they are written in.

Menu, banner and footer are translated and always in the language that the reader chose. A page is written in English,
and shown and marked as English, until its view says that all of its words are translated::

    @public
    @translated
    def receipt(request: HttpRequest) -> HttpResponse: ...

Then it is shown in the chosen language and reading direction. Nothing else has to be done in its template.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from django.utils.translation import activate, get_language, get_language_info

Respond = Callable[[HttpRequest], HttpResponse]
View = TypeVar("View", bound=Callable[..., Any])


def translated(view: View) -> View:
    """State that every word of a page is in the catalogues of ``locale``: it follows the reader's language."""
    cast("Any", view).translated = True
    return view


def is_translated(view: object) -> bool:
    """Say whether a view has stated that its page is translated."""
    return bool(getattr(view, "translated", False))


def interface_language(request: HttpRequest | None) -> str:
    """Return the language that the reader chose; it may not be the one that the page is written in."""
    return getattr(request, "interface_language", None) or get_language() or settings.LANGUAGE_CODE


def is_draft(language: str) -> bool:
    """Say whether no named speaker has signed the translation of the pages; the English was written, not translated."""
    if language == settings.LANGUAGE_CODE:
        return False
    signed: Callable[[str], bool] = import_string(settings.IS_SIGNED)
    return not signed(language)


def direction_of(language: str) -> str:
    """Return the reading direction of a language that is offered: ``rtl`` or ``ltr``."""
    return "rtl" if get_language_info(language)["bidi"] else "ltr"


@dataclass(frozen=True, slots=True)
class PageLanguages:
    """The two languages of one page: of what surrounds it, and of its own words."""

    interface: str
    words: str

    @property
    def interface_direction(self) -> str:
        """Reading direction of menu, banner and footer."""
        return direction_of(self.interface)

    @property
    def direction(self) -> str:
        """Reading direction of the page's own words."""
        return direction_of(self.words)

    @property
    def differ(self) -> bool:
        """Whether the words need a mark of their own."""
        return self.interface != self.words


class PageLanguage:
    """Turns to English for every view that does not say it is translated, and keeps what the reader chose.

    The whole view runs in the language of its words: forms, their errors, tables, days and numbers are of one piece.
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Note the choice before anything else turns to another language."""
        cast("Any", request).interface_language = get_language()
        return self.respond(request)

    def process_view(self, request: HttpRequest, view: object, args: object, address: object) -> None:  # noqa: ARG002
        """Turn to the language of the page's words."""
        if not is_translated(view):
            activate(settings.LANGUAGE_CODE)

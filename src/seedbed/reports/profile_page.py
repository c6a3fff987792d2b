"""The profile as one page that needs nothing else: no script, no request, no font from outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from seedbed.reports.pages import render
from seedbed.reports.profile_documents import ProfileDocument
from seedbed.reports.profile_view import ProfileView, redacted


def profile_page(
    document: ProfileDocument, *, paper: bool = False, short: bool = False, tables: Mapping[str, Sequence[str]] = {}
) -> str:
    """Return the profile as one self-contained HTML page.

    Parameters
    ----------
    document
        The profile. Numbers marked as suppressed are left out, whatever they were filled with.
    paper
        True for print: what a reader would unfold stands in the complete tables only.
    short
        True for the form of two pages.
    tables
        Files of the pack that hold the figures of a source, by the source's id.

    Raises
    ------
    BadInputError
        If an outline of the map cannot be drawn.
    """
    view = ProfileView(redacted(document), tables)
    shown = {figure.figure.indicator for topic in view.topics for figure in topic.key}
    template = "profile_short.html" if short else "profile.html"
    return render(template, document=view.document, view=view, shown=shown, paper=paper)

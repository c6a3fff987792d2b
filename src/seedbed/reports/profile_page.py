"""The profile as one page that needs nothing else: no script, no request, no font from outside."""

from __future__ import annotations

from seedbed.reports.documents import ProfileDocument
from seedbed.reports.pages import render
from seedbed.reports.profile_view import ProfileView, redacted


def profile_page(document: ProfileDocument, *, paper: bool = False) -> str:
    """Return the profile as one self-contained HTML page.

    Parameters
    ----------
    document
        The profile. Numbers marked as suppressed are left out, whatever they were filled with.

    paper
        True for print: what a reader would unfold stands in the complete tables only.

    Raises
    ------
    BadInputError
        If an outline of the map cannot be drawn.
    """
    view = ProfileView(redacted(document))
    shown = {figure.figure.indicator for topic in view.topics for figure in topic.key}
    return render("profile.html", document=view.document, view=view, shown=shown, paper=paper)

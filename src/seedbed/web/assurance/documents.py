"""The documents of the pack, and writing them: one text in a template, with a mark where people must fill in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from seedbed.web.assurance.queries import Facts
from seedbed.web.ui.marking import marked as _


@dataclass(frozen=True, slots=True)
class Document:
    """One document; its text is the template of its name."""

    slug: str
    name: str
    does: str

    @property
    def title(self) -> str:
        """What pages call it."""
        return gettext(self.name)

    @property
    def what(self) -> str:
        """What it is for."""
        return gettext(self.does)


DOCUMENTS: tuple[Document, ...] = (
    Document(
        "impact-assessment",
        _("Data protection impact assessment"),
        _("what could go wrong for people whose data are used, and what is done about it (UK GDPR, Article 35)"),
    ),
    Document(
        "record-of-processing",
        _("Record of processing"),
        _("what personal data are used, why, for how long and who sees them (UK GDPR, Article 30)"),
    ),
    Document(
        "joint-controllers",
        _("Joint controller arrangement"),
        _("which partner answers for what, where several decide together (UK GDPR, Article 26)"),
    ),
    Document(
        "data-sharing",
        _("Data sharing agreement"),
        _("what partners hand to each other, why, and under which rules"),
    ),
    Document(
        "dtac",
        _("Answers for the DTAC"),
        _("clinical safety, data protection, technical security, interoperability and usability, as NHS buyers ask"),
    ),
    Document("hosting", _("Hosting statement"), _("where the site runs, what protects it, and how it is backed up")),
    Document(
        "accessibility",
        _("Accessibility statement"),
        _("how accessible the pages are, how that was tested, and whom to tell of a barrier"),
    ),
)
"""The pack, in the order in which it is read."""


def named(slug: str) -> Document | None:
    """Return the document of a name, or None."""
    return next((each for each in DOCUMENTS if each.slug == slug), None)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is open: the software cannot know it, or nobody has recorded it yet."""

    who: str
    what: str

    def __str__(self) -> str:
        return gettext("[to be filled in by %(who)s: %(what)s]") % {"who": self.who, "what": self.what}


@dataclass(frozen=True, slots=True)
class Written:
    """A document as it is today: its HTML, and what is open in it."""

    document: Document
    html: SafeString
    gaps: Sequence[Gap]


def write(document: Document, known: Facts) -> Written:
    """Write a document from what is known.

    Parameters
    ----------
    document
        Which.
    known
        What is configured; see `seedbed.web.assurance.queries.facts`.
    """
    gaps: list[Gap] = []
    told = {"facts": known, "document": document, "gaps": gaps}
    body = render_to_string(f"assurance/documents/{document.slug}.html", told)
    open_points = list(dict.fromkeys(gaps))
    html = render_to_string("assurance/paper.html", told | {"body": body, "open_points": open_points})
    return Written(document, html, open_points)


def write_all(known: Facts) -> list[Written]:
    """Write the whole pack."""
    return [write(document, known) for document in DOCUMENTS]

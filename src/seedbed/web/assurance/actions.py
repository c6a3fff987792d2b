"""Taking documents out of the site; that somebody took them is recorded."""

from __future__ import annotations

from django.db import transaction

from seedbed.web.assurance.documents import Document, write, write_all
from seedbed.web.assurance.papers import as_word, as_zip
from seedbed.web.assurance.queries import facts
from seedbed.web.people.audit import record
from seedbed.web.people.models import User
from seedbed.web.people.queries import site


@transaction.atomic
def take_document(*, by: User, document: Document) -> bytes:
    """Return one document as a Word file, and record that it was taken.

    Parameters
    ----------
    by
        Who takes it.
    document
        Which.
    """
    written = write(document, facts())
    record(by=by, action="assurance.download", scope=site(), document=document.slug, open=len(written.gaps))
    return as_word(written)


@transaction.atomic
def take_pack(*, by: User) -> bytes:
    """Return all documents as Word files in one zip file, and record that they were taken.

    Parameters
    ----------
    by
        Who takes them.
    """
    pack = write_all(facts())
    record(by=by, action="assurance.download", scope=site(), document="all", open=sum(len(each.gaps) for each in pack))
    return as_zip(pack)

"""Signing the translation of the pages into a language."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from seedbed.errors import NotAllowedError, UsageError
from seedbed.web.people.audit import record
from seedbed.web.people.models import User
from seedbed.web.people.queries import site
from seedbed.web.people.wording import clean_name
from seedbed.web.translations.catalogues import offered, version_of
from seedbed.web.translations.models import TranslationSigning
from seedbed.web.translations.queries import may_sign


def check_may_sign(by: User) -> None:
    """Refuse someone who may not record a signature.

    Raises
    ------
    NotAllowedError
        If they do not keep consent everywhere: see `may_sign`.
    """
    if not may_sign(by):
        raise NotAllowedError(
            "You cannot sign this.",
            "The words of the pages are those of every programme, and you keep consent in some.",
            "Ask the data steward of the whole site, or the owner.",
        )


@transaction.atomic
def sign_translation(
    *, by: User | None, language: str, version: str, speaker: str, at: datetime | None = None
) -> TranslationSigning:
    """Record that a named speaker has read the translation into a language and signs it.

    Parameters
    ----------
    by
        Who records it; None for the site itself.
    version
        What the speaker has read, as `catalogues.version_of` gave it then.

    Raises
    ------
    NotAllowedError
        If ``by`` does not keep consent everywhere: see `may_sign`.
    UsageError
        If pages are not offered in this language, its words have changed since, they are signed already, or the
        speaker has no name.
    """
    if by is not None:
        check_may_sign(by)
    name = clean_name(speaker, "name of the speaker")
    if language not in dict(offered()):
        raise UsageError("There is no translation to sign.", "Pages are not offered in this language.", "Choose one.")
    if version != version_of(language):
        raise UsageError(
            "These words have changed since they were read.",
            "A signature holds for the words that were read, and for no others.",
            "Read them once more, then sign.",
        )
    if TranslationSigning.objects.filter(language=language, version=version).exists():
        raise UsageError("This translation is signed already.", "Its words have not changed.", "Nothing more to do.")
    kept = TranslationSigning.objects.create(
        language=language, version=version, signed_by=name, signed_at=at or timezone.now(), recorded_by=by
    )
    # Who signed stands in the record itself; the trail names no one.
    record(by=by, action="translations.sign", scope=site(), subject=f"translation:{kept.pk}", in_=language)
    return kept

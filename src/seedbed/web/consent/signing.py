"""Words in which consent is asked, written and signed for a programme; on what ground it uses personal data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from seedbed.errors import BadInputError, UsageError
from seedbed.web.consent.models import Basis, ConsentWording, LawfulBasis, SpecialCondition, WordingStatus
from seedbed.web.consent.sentences import NAMES
from seedbed.web.people.audit import record
from seedbed.web.people.models import User
from seedbed.web.people.wording import clean_name
from seedbed.web.places.models import Programme

LONGEST_SENTENCE = 1_000
LONGEST_BECAUSE = 4_000


@transaction.atomic
def draft_wording(
    *,
    by: User | None,
    programme: Programme,
    language: str,
    version: str,
    sentences: Mapping[str, str],
    at: datetime | None = None,
) -> ConsentWording:
    """Keep a draft of the words in which consent is asked; an earlier draft of the version is written over.

    Raises
    ------
    UsageError
        If that version is signed in this language.
    BadInputError
        If a sentence is missing, too long or of no known name.
    """
    told = _checked_sentences(sentences)
    name = _checked_version(version)
    kept = programme.consent_wordings.select_for_update().filter(language=language, version=name).first()
    if kept is not None and kept.status == WordingStatus.SIGNED:
        raise UsageError(
            "Signed words are not changed.", f"{kept.signed_by} signed version {name}.", "Write another version."
        )
    if kept is None:
        kept = ConsentWording(programme=programme, language=language, version=name)
    kept.sentences, kept.drafted_by, kept.drafted_at = told, by, at or timezone.now()
    kept.save()
    record(
        by=by, action="consent.draft_wording", scope=programme.scope, subject=f"consent_wording:{kept.pk}", in_=language
    )
    return kept


@transaction.atomic
def sign_wording(
    *, by: User | None, wording: ConsentWording, speaker: str, at: datetime | None = None
) -> ConsentWording:
    """Record that a named speaker of the language has read a draft and signs it: from now on residents may be asked.

    Raises
    ------
    UsageError
        If it was signed before, or the speaker has no name.
    """
    name = clean_name(speaker, "name of the speaker")
    found = ConsentWording.objects.select_for_update().select_related("programme__scope").get(pk=wording.pk)
    if found.status == WordingStatus.SIGNED:
        raise UsageError(
            "These words are signed already.",
            f"{found.signed_by} signed them.",
            "Write another version to change them.",
        )
    found.status, found.signed_by, found.signed_at = WordingStatus.SIGNED, name, at or timezone.now()
    found.recorded_by = by
    found.save()
    # Who signed stands in the record itself; the trail names no one.
    record(by=by, action="consent.sign_wording", scope=found.programme.scope, subject=f"consent_wording:{found.pk}")
    return found


def _checked_version(version: str) -> str:
    if not re.fullmatch(r"[0-9][0-9A-Za-z.\-]{0,39}", version.strip()):
        raise BadInputError(
            "This version will not do.", f"It is '{version.strip()[:40]}'.", "Write a number, such as 2 or 2.1."
        )
    return version.strip()


def _checked_sentences(sentences: Mapping[str, str]) -> dict[str, str]:
    unknown = sorted(set(sentences) - set(NAMES))
    missing = [name for name in NAMES if not sentences.get(name, "").strip()]
    long = [name for name in NAMES if len(sentences.get(name, "")) > LONGEST_SENTENCE]
    if unknown or missing or long:
        name = (unknown or missing or long)[0]
        why = "is not asked anywhere" if unknown else "is missing" if missing else "is too long"
        raise BadInputError(
            "These words cannot be kept.",
            f"The sentence '{name[:40]}' {why}.",
            f"Give one sentence for each, at most {LONGEST_SENTENCE:,} characters.",
        )
    return {name: sentences[name].strip() for name in NAMES}


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided on the ground of using personal data: Article 6, Article 9, why, by whom and when."""

    basis: Basis
    condition: SpecialCondition
    because: str
    decided_by: str
    decided_on: date


@transaction.atomic
def record_lawful_basis(*, by: User | None, programme: Programme, decided: Decided) -> LawfulBasis:
    """Record on what ground a programme uses personal data; what was recorded before stays.

    Raises
    ------
    BadInputError
        If there is no reason, it is too long, or the day is still to come.
    UsageError
        If nobody is named who decided.
    """
    because = decided.because.strip()
    if not because or len(because) > LONGEST_BECAUSE:
        raise BadInputError(
            "The lawful basis cannot be kept.",
            "There is no reason." if not because else f"The reason is longer than {LONGEST_BECAUSE:,} characters.",
            "Say in a few sentences why this basis fits.",
        )
    if decided.decided_on > timezone.localdate():
        raise BadInputError(
            "The lawful basis cannot be kept.", "The day is still to come.", "Give the day on which it was decided."
        )
    made = LawfulBasis.objects.create(
        programme=programme,
        basis=decided.basis,
        condition=decided.condition,
        because=because,
        decided_by=clean_name(decided.decided_by, "name of whoever decided"),
        decided_on=decided.decided_on,
        recorded_by=by,
    )
    record(
        by=by,
        action="consent.record_lawful_basis",
        scope=programme.scope,
        subject=f"lawful_basis:{made.pk}",
        basis=made.basis,
        condition=made.condition,
    )
    return made

"""A filled form in the terms of the rooms below: a document as devices send it, or what goes to the inbox."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from seedbed.errors import BadInputError
from seedbed.formats.odk_geometry import geometry_of
from seedbed.formats.odk_submissions import Submission
from seedbed.web.capture.reading import SCHEMA, put_right
from seedbed.web.consent.models import AgeBand
from seedbed.web.listening.words import LONGEST_WORDS
from seedbed.web.phones import roles as meaning
from seedbed.web.phones.models import Form

_SPACE = uuid.UUID("5b0d0b0e-3c64-5a1e-9a70-6d5f0e3f7a11")
"""Under which numbers of items and files are worked out (RFC 9562, version 5): the same filling, the same numbers."""
_FIRST_YEAR, _LAST_YEAR = 1971, 2200
_NO_JOINING = datetime(1970, 1, 1, tzinfo=UTC)
"""Forms may have been filled in before a phone was let in here."""


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file that an answer names."""

    name: str
    kind: str
    number: uuid.UUID


class Reading:
    """One filled form, with what its form's questions mean."""

    def __init__(
        self, form: Form | None, filled: Submission, neighbourhood: int, clock: datetime | None = None
    ) -> None:
        self.form, self.filled, self.neighbourhood = form, filled, neighbourhood
        self.clock = clock
        """What the phone's clock showed when it sent the form, if it said so."""
        self.named: list[dict[str, Any]] = []
        """Marks at the assets of the list that it names."""
        self.roles: Mapping[str, str] = form.roles if form else {}
        self.questions = {str(each["path"]): each for each in (form.questions if form else ())}
        self.notes: list[str] = []

    def number(self, *of: str) -> uuid.UUID:
        """Return the number of the item, or of something in it."""
        return uuid.uuid5(_SPACE, "\x1f".join([str(self.neighbourhood), self.filled.instance, *of]))

    def texts(self, role: str) -> list[str]:
        """Return what was answered to the questions that mean something; of a choice, its words."""
        return [
            self._in_words(each.path, each.text)
            for each in self.filled.answers
            if each.text and self.roles.get(each.path) == role
        ]

    def codes(self, role: str) -> list[str]:
        """Return the same as the phone sent it: of a choice, its name."""
        return [each.text for each in self.filled.answers if each.text and self.roles.get(each.path) == role]

    def says_yes(self, role: str) -> bool:
        """Say whether a question was answered with a plain yes."""
        return any(text.casefold() in meaning.YES for text in self.codes(role))

    def _in_words(self, path: str, text: str) -> str:
        question = self.questions.get(path)
        choices = dict(question.get("choices", ())) if question else {}
        return ", ".join(choices.get(each, each) for each in text.split()) if choices else text

    def takes_part(self) -> bool:
        """Say whether they agreed to take part."""
        return self.says_yes(meaning.TAKE_PART)

    def age_band(self) -> str:
        """Return how old they are, as consent needs it; nothing where that is not known."""
        return next((each for each in self.codes(meaning.AGE) if each in AgeBand.values), "")

    def words(self) -> str:
        """Return what was said; of a form whose questions mean nothing here, every answer with its question."""
        said = self.texts(meaning.WORDS)
        return "\n\n".join(said) if said else "" if meaning.WORDS in self.roles.values() else "\n".join(self._all())

    def _all(self) -> Iterator[str]:
        files = {each.name for each in self.files()}
        for each in self.filled.answers:
            question = self.questions.get(each.path, {})
            elsewhere = question.get("kind") in {"note", *meaning.PLACES} or self.roles.get(each.path) == meaning.ASSET
            if each.text and each.text not in files and not elsewhere:
                label = str(question.get("label") or each.path.replace("_", " "))
                yield f"{label}: {self._in_words(each.path, each.text)}"

    def marks(self) -> list[dict[str, Any]]:
        """Return the places; one that cannot be read is left out and told of."""
        found = []
        for text in self.codes(meaning.PLACE) if self.form else ():
            try:
                found.append({"geometry": geometry_of(text)})
            except BadInputError:
                self.notes.append(_("A place in it could not be read."))
        return found + self.named

    def saved(self) -> dict[str, str]:
        """Return the answers that are kept as properties of an entity, by property."""
        saves = {path: str(each["saves_to"]) for path, each in self.questions.items() if each.get("saves_to")}
        return {saves[each.path]: each.text for each in self.filled.answers if each.text and each.path in saves}

    def says_more(self) -> bool:
        """Say whether it holds words, places or files beside what it says of an asset."""
        return bool(self.texts(meaning.WORDS) or self.codes(meaning.PLACE) or self.files())

    def files(self) -> list[AttachedFile]:
        """Return the files that answers name."""
        kinds = {
            path: meaning.MEDIA[str(each["kind"])]
            for path, each in self.questions.items()
            if each["kind"] in meaning.MEDIA
        }
        return [
            AttachedFile(each.text, kinds[each.path], self.number("file", each.text))
            for each in self.filled.answers
            if each.text and each.path in kinds
        ]

    def item(self, now: datetime) -> dict[str, Any]:
        """Return the document of a contribution, as devices send it."""
        language = next(iter(self.codes(meaning.LANGUAGE)), "en")[:35]
        told: dict[str, Any] = {
            "id": str(self.number()),
            "schema": SCHEMA,
            "kind": "contribution",
            "made_at": self._made_at(now).isoformat(),
            "language": language,
            "words": self.words()[:LONGEST_WORDS],
            "prompt": next(iter(self.texts(meaning.PROMPT)), "")[:300],
            "mode": "spoken",
            "origin": "resident",
            "consent": self._consent(language),
            "cards": self._cards(),
            "marks": self.marks(),
            "media": [{"id": str(each.number), "kind": each.kind} for each in self.files()],
            "sticker": next(iter(self.texts(meaning.STICKER)), "")[:60],
            "blur_faces": self.says_yes(meaning.BLUR),
        }
        number, digest = self.codes(meaning.RECEIPT_NUMBER), self.codes(meaning.RECEIPT_DIGEST)
        if number and digest:
            told["receipt"] = {"number": number[0], "digest": digest[0]}
        return told

    def _made_at(self, now: datetime) -> datetime:
        """Return when it was made; a phone that tells no moment with its offset made it when it sent it."""
        told = self.filled.submitted_at
        return told if told is not None and told.utcoffset() is not None else now

    def said_on(self, now: datetime) -> date:
        """Return the day: not after today, and put right where the phone's clock is wrong."""
        told = self.filled.submitted_at
        if told is None or not _FIRST_YEAR <= told.year <= _LAST_YEAR:
            return timezone.localdate(now)
        aware = told if told.utcoffset() is not None else timezone.make_aware(told.replace(tzinfo=None))
        moment, wrong = put_right(aware, now, _NO_JOINING, self.clock)
        if wrong:
            self.notes.append(_("The clock of the phone was wrong; its day was put right."))
        return timezone.localdate(moment)

    def _cards(self) -> dict[str, str]:
        """Return the groups of the card: names of our bands, or the words of another form's choices."""
        asked = sorted({role for role in self.roles.values() if role.startswith(meaning.CARD)})
        told = self.codes if self.form and self.form.wordings else self.texts
        return {role[len(meaning.CARD) :]: group for role in asked for group in told(role)[:1]}

    def _consent(self, language: str) -> dict[str, Any]:
        wordings: Mapping[str, str] = self.form.wordings if self.form else {}
        asked_in = language if language in wordings else "en"
        agreed = sorted(
            {role for role in self.roles.values() if role.startswith(meaning.AGREE) and self.says_yes(role)}
        )
        age = {"age_band": self.age_band()} if self.age_band() else {}
        return age | {
            "scopes": [role[len(meaning.AGREE) :] for role in agreed],
            "wording": wordings.get(asked_in, ""),
            "language": asked_in,
            "how": "on_a_device",
            "guardian_agreed": self.says_yes(meaning.GUARDIAN),
            "assented": self.says_yes(meaning.ASSENT),
        }

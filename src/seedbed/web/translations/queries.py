"""Which translations a named speaker has signed."""

from __future__ import annotations

from dataclasses import dataclass

from seedbed.web.translations.catalogues import Text, offered, texts, version_of
from seedbed.web.translations.models import TranslationSigning


@dataclass(frozen=True, slots=True)
class Translation:
    """The words of one language as they are now; ``signing`` is None while they are a draft."""

    language: str
    name: str
    version: str
    signing: TranslationSigning | None
    before: TranslationSigning | None

    @property
    def texts(self) -> tuple[Text, ...]:
        """Every text that is translated."""
        return texts(self.language)


def is_signed(language: str) -> bool:
    """Say whether a named speaker has signed the words of a language as they are now."""
    return TranslationSigning.objects.filter(language=language, version=version_of(language)).exists()


def translations() -> list[Translation]:
    """Return every language that pages are offered in, with who signed its words."""
    newest = {(each.language, each.version): each for each in TranslationSigning.objects.all()}
    last = {each.language: each for each in newest.values()}
    return [
        Translation(code, name, version, newest.get((code, version)), last.get(code))
        for code, name in offered()
        for version in [version_of(code)]
    ]


def translation_into(language: str) -> Translation | None:
    """Return one language, or None if pages are not offered in it."""
    return next((each for each in translations() if each.language == language), None)

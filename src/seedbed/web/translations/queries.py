"""Which translations a named speaker has signed."""

from __future__ import annotations

from dataclasses import dataclass

from seedbed.web.people.models import Scope, ScopeKind
from seedbed.web.people.permissions import Visitor, can
from seedbed.web.people.queries import scopes_where, site
from seedbed.web.people.roles import Permission
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


def may_sign(user: Visitor) -> bool:
    """Say whether someone may record a signature: who keeps consent in the whole site, or in each of its programmes.

    So the only steward of a small team may, and the steward of one programme among several may not.
    """
    kept = scopes_where(user, Permission.KEEP_CONSENT).values("pk")
    programmes = Scope.objects.filter(kind=ScopeKind.PROGRAMME)
    in_each = programmes.exists() and not programmes.exclude(pk__in=kept).exists()
    return in_each or can(user, Permission.KEEP_CONSENT, site())


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

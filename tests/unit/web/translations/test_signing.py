"""A named speaker signs the translation of the pages; until then, and after any change of words, it is a draft."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from seedbed.errors import UsageError
from seedbed.web.people.actions import create_account, grant
from seedbed.web.people.models import AuditEvent, Scope, User
from seedbed.web.people.roles import Role
from seedbed.web.places.models import Neighbourhood, Programme
from seedbed.web.translations import catalogues
from seedbed.web.translations.actions import sign_translation
from seedbed.web.translations.models import TranslationSigning
from seedbed.web.translations.queries import is_signed, may_sign, translation_into
from seedbed.web.ui.languages import is_draft
from tests.unit.web.conftest import Cast

DRAFT = "Robocze tłumaczenie"
SPEAKER = "Zofia Nowak"


def sign(cast: Cast, programme: Programme, *, language: str = "pl", speaker: str = SPEAKER) -> TranslationSigning:
    """Sign the words of a language as they are now."""
    version = catalogues.version_of(language)
    return sign_translation(by=cast.olu, language=language, version=version, speaker=speaker)


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Change one word of Polish."""

    def change() -> None:
        words = (catalogues.Text(("Home",), ("Dom",)),)
        monkeypatch.setattr(catalogues, "texts", lambda _language: words)

    return change


def test_english_was_written_and_is_no_draft(db: None) -> None:
    assert not is_draft("en-gb")
    assert is_draft("pl")


def test_pages_say_that_they_are_a_draft_until_they_are_signed(
    client: Client, cast: Cast, programme: Programme
) -> None:
    client.post("/language/", {"language": "pl"})
    assert DRAFT in client.get("/receipt/").content.decode()
    sign(cast, programme)
    assert DRAFT not in client.get("/receipt/").content.decode()


def test_who_signed_which_words_is_kept_and_the_trail_names_no_one(cast: Cast, programme: Programme) -> None:
    kept = sign(cast, programme)
    assert (kept.signed_by, kept.recorded_by, len(kept.version)) == (SPEAKER, cast.olu, 64)
    event = AuditEvent.objects.get(action="translations.sign")
    assert SPEAKER not in str(event.detail) + event.subject


def test_a_changed_word_makes_it_a_draft_again(cast: Cast, programme: Programme, changed: Callable[[], None]) -> None:
    sign(cast, programme)
    changed()
    assert not is_signed("pl")
    shown = translation_into("pl")
    assert shown is not None
    assert (shown.signing, shown.before and shown.before.signed_by) == (None, SPEAKER)


def test_words_that_changed_since_they_were_read_are_not_signed(
    cast: Cast, programme: Programme, changed: Callable[[], None]
) -> None:
    read = catalogues.version_of("pl")
    changed()
    with pytest.raises(UsageError, match="changed since"):
        sign_translation(by=cast.olu, language="pl", version=read, speaker=SPEAKER)


@pytest.mark.parametrize(("language", "speaker"), [("pl", " "), ("en-gb", SPEAKER), ("xx", SPEAKER)])
def test_nobody_and_no_language_is_refused(cast: Cast, programme: Programme, language: str, speaker: str) -> None:
    with pytest.raises(UsageError):
        sign(cast, programme, language=language, speaker=speaker)
    assert not TranslationSigning.objects.exists()


def test_the_same_words_are_signed_once(cast: Cast, programme: Programme) -> None:
    sign(cast, programme)
    with pytest.raises(UsageError, match="signed already"):
        sign(cast, programme)


def test_the_page_shows_every_text_and_takes_the_name(
    as_: Callable[[User], Client], cast: Cast, programme: Programme
) -> None:
    steward = as_(cast.olu)
    address = reverse("translations:language", args=[programme.slug, "ar"])
    page = steward.get(address).content.decode()
    assert "كلامك" in page
    assert 'lang="ar" dir="rtl"' in page
    answer = steward.post(address, {"version": catalogues.version_of("ar"), "speaker": "Salma"}, follow=True)
    assert "Salma signed version" in answer.content.decode()
    assert "signed by Salma" in steward.get(reverse("translations:overview", args=[programme.slug])).content.decode()


def test_an_unknown_language_has_no_page(as_: Callable[[User], Client], cast: Cast, programme: Programme) -> None:
    assert as_(cast.olu).get(reverse("translations:language", args=[programme.slug, "xx"])).status_code == 404


def test_a_facilitator_may_not_sign(as_: Callable[[User], Client], cast: Cast, programme: Programme) -> None:
    assert as_(cast.dev).get(reverse("translations:overview", args=[programme.slug])).status_code == 403


def test_the_steward_of_one_programme_reads_and_does_not_sign_for_all(
    as_: Callable[[User], Client], cast: Cast, programme: Programme
) -> None:
    address = reverse("translations:language", args=[programme.slug, "ar"])
    page = as_(cast.ama).get(address).content.decode()
    assert "كلامك" in page
    assert "Record that it is signed" not in page
    answer = as_(cast.ama).post(address, {"version": catalogues.version_of("ar"), "speaker": "Salma"})
    assert answer.status_code == 403
    assert not TranslationSigning.objects.exists()


def test_the_steward_of_every_programme_signs(
    cast: Cast, programme: Programme, other_neighbourhood: Neighbourhood
) -> None:
    grant(by=None, user=cast.ama, scope=other_neighbourhood.programme.scope, role=Role.STEWARD)
    made = sign_translation(by=cast.ama, language="pl", version=catalogues.version_of("pl"), speaker=SPEAKER)
    assert made.recorded_by == cast.ama


def test_the_steward_of_the_only_programme_signs(programme: Programme) -> None:
    ama = create_account(by=None, name="Ama", email="ama@example.org")
    grant(by=None, user=ama, scope=programme.scope, role=Role.STEWARD)
    assert may_sign(ama)


def test_a_site_without_programmes_is_signed_by_who_keeps_consent_in_it(site: Scope) -> None:
    one, other = (create_account(by=None, name=name, email=f"{name}@example.org") for name in ("one", "other"))
    grant(by=None, user=one, scope=site, role=Role.STEWARD)
    assert (may_sign(one), may_sign(other)) == (True, False)

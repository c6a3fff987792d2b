"""What every page shares, and all that residents read, is there in every language that is offered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, cast

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation
from django.utils.formats import date_format, number_format
from django.utils.translation.trans_real import translation as translation_of
from tools.translations import ROOT, gathered

from seedbed.analysis.assets.types import ASSET_TYPES, AssetType, Family
from seedbed.web.asset_register.forms import ANY
from seedbed.web.asset_register.kind_words import NAMES, kind_name, kind_plural
from seedbed.web.asset_register.public_forms import PublicFilterForm
from seedbed.web.asset_register.wording import DAY_NAMES, STATES, STEP_FREE
from seedbed.web.people.roles import HELPERS, ROLE_NAMES

OTHERS = [code for code, _ in settings.LANGUAGES if not code.startswith("en")]
WEB = "src/seedbed/web/"
RESIDENTS = (
    "ui/templates/",
    "ui/errors.py",
    "ui/widgets.py",
    "asset_register/facts.py",
    "asset_register/kind_words.py",
    "asset_register/map_data.py",
    "asset_register/public_forms.py",
    "asset_register/public_limits.py",
    "asset_register/public_views.py",
    "asset_register/public_words.py",
    "asset_register/templates/asset_register/public_asset.html",
    "asset_register/templates/asset_register/public_directory.html",
    "asset_register/templates/asset_register/public_embed.html",
    "asset_register/templates/asset_register/public_filters.html",
    "asset_register/templates/asset_register/public_index.html",
    "asset_register/templates/asset_register/public_large_print.html",
    "asset_register/templates/asset_register/public_line.html",
    "asset_register/templates/asset_register/public_map.html",
    "asset_register/templates/asset_register/public_wrong.html",
    "config/phone_check.py",
    "config/templates/config/this_phone.html",
    "capture/asked.py",
    "capture/templates/capture/join.html",
    "consent/numbers.py",
    "kiosk/templates/kiosk/kiosk.html",
    "kiosk/team_words.py",
    "kiosk/words.py",
    "listening/became.py",
    "listening/forms.py",
    "listening/promise_words.py",
    "listening/views.py",
    "listening/templates/listening/find_receipt.html",
    "listening/templates/listening/my_words.html",
    "listening/templates/listening/no_receipt.html",
    "listening/templates/listening/paper.html",
    "listening/templates/listening/promises.html",
    "listening/templates/listening/receipt.html",
    "listening/templates/listening/second_half.html",
    "listening/templates/listening/too_many_tries.html",
    "listening/templates/listening/translated_by.html",
    "invitations/templates/invitations/join.html",
    "media/templates/media/shown.html",
    "outreach/answer_forms.py",
    "outreach/answer_words.py",
    "outreach/badge_words.py",
    "outreach/flyer_words.py",
    "outreach/templates/outreach/event.html",
    "outreach/templates/outreach/invited.html",
    "outreach/templates/outreach/no_invitation.html",
    "paper_maps/sheet_words.py",
    "step2_listen/phone_words.py",
    "step2_listen/templates/step2_listen/phone.html",
    "step5_agenda/templates/step5_agenda/workshop/find.html",
    "step5_agenda/templates/step5_agenda/workshop/no_room.html",
    "step5_agenda/templates/step5_agenda/workshop/phone.html",
    "step5_agenda/workshop/phone_forms.py",
    "step5_agenda/workshop/phone_views.py",
    "step5_agenda/workshop/prompts.py",
    "step5_agenda/workshop/sending.py",
    "walks/answer_forms.py",
    "walks/film.py",
    "walks/show_views.py",
    "walks/templates/walks/film.html",
    "walks/templates/walks/hang.html",
    "walks/templates/walks/show.html",
    "walks/templates/walks/shown_stop.html",
    "walks/templates/walks/sounds.html",
)
"""Where the words of pages for residents and helpers stand, and what all pages share."""
OF_STAFF = {"ui/templates/ui/style_guide.html"}
SAID_TO_STAFF = {"It is undone: the words are back with every link they had."}
"""Stands among the words of residents' pages."""


def words_of_residents() -> set[str]:
    """Every text that residents may read, in English; of a number, its first form."""
    found = {message.id: {where.removeprefix(WEB) for where, _ in message.locations} for message in gathered()}
    theirs = [text for text, files in found.items() if any(each.startswith(RESIDENTS) for each in files - OF_STAFF)]
    return {text if isinstance(text, str) else text[0] for text in theirs if text} | shared_with_the_directory()


def shared_with_the_directory() -> set[str]:
    """What the directory shows of words that stand among those of staff: states, days, what it filters by."""
    with translation.override("en-gb"):
        tables: list[Mapping[Any, Any]] = [DAY_NAMES, STATES, STEP_FREE]
        labels = [str(field.label) for field in PublicFilterForm({}, {}, ["Any"]).fields.values() if field.label]
        return {str(ANY[0][1]), *labels, *(str(name) for table in tables for name in table.values())}


def test_the_places_of_residents_words_are_there() -> None:
    assert [each for each in (*RESIDENTS, *OF_STAFF) if not (ROOT / WEB / each).exists()] == []
    assert len(words_of_residents()) > 120


@pytest.mark.parametrize("code", OTHERS)
def test_every_text_for_residents_is_translated(code: str) -> None:
    known = cast("Any", translation_of(code))._catalog
    wanted = words_of_residents() | {"Home", "Your receipt"}  # what anybody's menu holds
    assert {text for text in wanted if known.get(text) is None and known.get((text, 0)) is None} == SAID_TO_STAFF


def test_every_kind_of_asset_is_marked_for_translation() -> None:
    assert set(NAMES) == {name for kind in ASSET_TYPES.values() for name in (kind.name, kind.plural)}


def test_kinds_of_assets_are_named_in_the_language_of_the_page() -> None:
    with translation.override("pl"):
        assert (kind_name(ASSET_TYPES["library"]), kind_plural(ASSET_TYPES["library"])) == ("Biblioteka", "Biblioteki")


def test_kinds_that_a_partnership_added_stay_as_it_wrote_them() -> None:
    own = AssetType("library", "Library", "Book shelves", Family.ECONOMIC)
    with translation.override("pl"):
        assert (kind_name(own), kind_plural(own)) == ("Library", "Book shelves")


@pytest.mark.parametrize("code", OTHERS)
def test_what_helpers_are_called_is_translated(code: str) -> None:
    names = [ROLE_NAMES[role] for role in HELPERS]
    with translation.override(code):
        told = [translation.gettext(text) for name in names for text in (name.title, name.does)]
    assert set(told) & {text for name in names for text in (name.title, name.does)} <= {"Artist"}


@pytest.mark.django_db
def test_a_page_in_arabic_speaks_arabic_to_everyone(client: Client) -> None:
    client.post("/language/", {"language": "ar"})
    assert "انتقل إلى المحتوى الرئيسي" in client.get("/there-is-no-such-page/").content.decode()


@pytest.mark.parametrize(
    ("code", "day", "number"),
    [
        ("en-gb", "3 November 2026", "12,345.6"),
        ("cy", "3 Tachwedd 2026", "12,345.6"),
        ("bn", "3 নভেম্বর 2026", "12,345.6"),
        ("ar", "3 نوفمبر 2026", "12,345.6"),
        ("so", "3 Nofembar 2026", "12,345.6"),
        ("pl", "3 listopada 2026", "12\xa0345,6"),
        ("ro", "3 noiembrie 2026", "12.345,6"),
    ],
)
def test_days_and_numbers_are_written_as_the_language_writes_them(code: str, day: str, number: str) -> None:
    with translation.override(code):
        assert date_format(date(2026, 11, 3)) == day
        assert number_format(12345.6, 1, force_grouping=True) == number


@pytest.mark.parametrize("code", [code for code, _ in settings.LANGUAGES])
def test_times_are_in_24_hours_and_digits_from_0_to_9(code: str) -> None:
    with translation.override(code):
        assert date_format(datetime(2026, 11, 3, 14, 5), "TIME_FORMAT") == "14:05"  # noqa: DTZ001 - a clock's face


@pytest.mark.parametrize(
    ("code", "number", "said"),
    [
        ("pl", 1, "Zaznaczono w tym 1 rzecz."),
        ("pl", 3, "Zaznaczono w tym 3 rzeczy."),
        ("ro", 20, "S-au marcat 20 de lucruri în ele."),
        ("ro", 2, "S-au marcat 2 lucruri în ele."),
        ("ar", 3, "عُلِّمت فيه 3 أشياء."),
        ("ar", 11, "عُلِّم فيه 11 شيئًا."),
        ("cy", 2, "Marciwyd 2 beth ynddo."),
        ("cy", 6, "Marciwyd 6 pheth ynddo."),
    ],
)
def test_a_number_takes_the_form_that_its_language_gives_it(code: str, number: int, said: str) -> None:
    with translation.override(code):
        one, many = "%(many)s thing in it was marked.", "%(many)s things in it were marked."
        assert translation.ngettext(one, many, number) % {"many": number} == said

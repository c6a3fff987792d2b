"""What a question of a form can mean here; one word for each, kept with the form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS, PROMPT, PLACE, LANGUAGE, STICKER, AGE = "words", "prompt", "place", "language", "sticker", "age_band"
GUARDIAN, ASSENT, BLUR = "guardian", "assent", "blur"
AGREE, CARD = "agree:", "card:"
ASSET, FOUND, ASSET_NOTE = "asset", "asset:found", "asset:note"
RECEIPT_NUMBER, RECEIPT_DIGEST = "receipt:number", "receipt:digest"
TAKE_PART = f"{AGREE}take_part"
YES = frozenset({"yes", "y", "1", "true", "ok"})
"""What counts as a yes; nothing else does."""

OFFERED: dict[str, str | Promise] = {
    WORDS: _("what they said"),
    PROMPT: _("the question they were asked"),
    PLACE: _("a place, a way or an area"),
    LANGUAGE: _("the language they spoke, as a code"),
    TAKE_PART: _("consent: what I say may be used in this neighbourhood's work"),
    f"{AGREE}quote": _("consent: my words may be quoted without my name"),
    f"{AGREE}audio": _("consent: my voice may be recorded"),
    f"{AGREE}photo": _("consent: photos in which nobody can recognise me"),
    f"{AGREE}public_display": _("consent: my words may be shown in public"),
    f"{AGREE}card": _("consent: what I told about myself may be counted"),
    AGE: _("how old they are: under_13, 13_15, 16_17 or 18_plus"),
    GUARDIAN: _("a guardian agrees"),
    ASSENT: _("the child agrees"),
    ASSET: _("one of the list of assets"),
    FOUND: _("whether what is listed of the asset is right: right, changed, gone or not_known"),
    ASSET_NOTE: _("what is different from what is listed of the asset"),
    f"{CARD}age": _("card: age"),
    f"{CARD}ethnicity": _("card: ethnic group"),
    f"{CARD}disability": _("card: disability"),
}
"""What people choose from for a form of their own."""

PLACES = frozenset({"geopoint", "geotrace", "geoshape"})
MEDIA = {"image": "photo", "audio": "audio", "video": "video"}
SAID = frozenset({"text", "string"})


def guessed(questions: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Guess what questions mean: places by kind, assets by their list, words where one question alone asks for them."""
    found = {str(each["path"]): PLACE for each in questions if each["kind"] in PLACES}
    found |= {str(each["path"]): ASSET for each in questions if each.get("list") == "assets"}
    said = [str(each["path"]) for each in questions if each["kind"] in SAID]
    return found | ({said[0]: WORDS} if len(said) == 1 else {})


def asks_consent(roles: Mapping[str, str]) -> bool:
    """Say whether a form asks for consent so that what it brings need not wait: taking part, and age."""
    return {TAKE_PART, AGE} <= set(roles.values())

"""What kiosks and the phones of a shift both say, in every language that pages are offered in.

A device keeps all languages, so that people can go from one to another without a network.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_noop as _

from seedbed.web.capture.asked import CATEGORIES
from seedbed.web.ui.languages import direction_of, is_draft

SHARED_WORDS: dict[str, str] = {
    "language": _("Language"),
    "unsigned": _("These sentences are in English: nobody has checked and signed them in your language yet."),
    "read_aloud": _("Read aloud"),
    "age": _("How old are you?"),
    "under_13": _("Under 13"),
    "13_15": _("13 to 15"),
    "16_17": _("16 or 17"),
    "18_plus": _("18 or over"),
    "need_guardian": _("A child under 16 takes part only if whoever looks after them agrees and the child wants to."),
    "go_on": _("Go on"),
    "back": _("Back"),
    "stop": _("Stop and keep nothing"),
    "words_full": _("No more words fit here. Keep these, then begin again with the rest."),
    "stop_recording": _("Stop recording"),
    "recording": _("Recording: {seconds} seconds"),
    "recording_number": _("Recording {number}"),
    "take_photo": _("Take or choose a photo"),
    "photo_number": _("Photo {number}"),
    "blur": _("Blur faces"),
    "too_big": _("This photo is too large. At most {size} MB."),
    "remove": _("Remove: {name}"),
    "none": _("None"),
    "read_back": _("Is this right?"),
    "keep": _("Keep it"),
    "not_kept": _("It was not kept. Press again."),
    "receipt_title": _("Your receipt"),
    "receipt_hint": _("Take a photo of it or write it down. The number shows what became of your words."),
    "receipt_code": _("Code that opens the page of this receipt"),
    "receipt_number": _("Number"),
    "receipt_half": _("Second half, for you alone: it shows your words and lets you take them out"),
    "wipe": _("Done: wipe the screen"),
}
"""By the names that the scripts of both use."""
DRAFT = _("Draft translation, not yet checked by a speaker.")


def speeches(words: Mapping[str, str], prompts: Sequence[str] = ()) -> dict[str, Any]:
    """Return all that a device says, by language, and the language to begin with.

    Parameters
    ----------
    words
        By the names that its script uses, as they stand in the catalogues.
    prompts
        What it asks, as they stand there too.
    """
    return {
        "languages": {code: _speech(code, name, words, prompts) for code, name in settings.LANGUAGES},
        "first": get_language() or settings.LANGUAGE_CODE,
        "prompts": list(prompts),
        "categories": list(CATEGORIES),
    }


def _speech(code: str, name: str, words: Mapping[str, str], prompts: Sequence[str]) -> dict[str, Any]:
    with override(code):
        return {
            "name": name,
            "direction": direction_of(code),
            "draft": gettext(DRAFT) if is_draft(code) else "",
            "words": {key: gettext(text) for key, text in words.items()},
            "prompts": [gettext(text) for text in prompts],
            "categories": [gettext(text) for text in CATEGORIES],
        }

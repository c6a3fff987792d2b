"""What the kiosk says to residents: every word of it, in every language that pages are offered in.

A kiosk keeps all of them, so that people can go from one language to another without a network.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_noop as _

from seedbed.web.capture.asked import CATEGORIES
from seedbed.web.kiosk.team_words import TEAM_WORDS
from seedbed.web.ui.languages import direction_of, is_draft

WORDS: dict[str, str] = {
    "title": _("Mapping kiosk"),
    "welcome": _("What matters to you here?"),
    "welcome_hint": _("Say it your way. It takes about three minutes. Nobody asks your name."),
    "language": _("Language"),
    "ways": _("How do you want to tell us?"),
    "speak": _("Speak"),
    "write": _("Write"),
    "show_map": _("Show on the map"),
    "photo": _("Photo"),
    "say_no": _("No, thank you: only count me"),
    "counted": _("You are counted. Nothing else about you is kept."),
    "read_aloud": _("Read aloud"),
    "go_on": _("Go on"),
    "back": _("Back"),
    "stop": _("Stop and keep nothing"),
    # Consent
    "agree_title": _("What may we do?"),
    "unsigned": _("These sentences are in English: nobody has checked and signed them in your language yet."),
    "agree_words": _("You may use my words"),
    "agree_media": _("You may use my voice or photo"),
    "agree_where": _("You may show roughly where I mean"),
    "age": _("How old are you?"),
    "under_13": _("Under 13"),
    "13_15": _("13 to 15"),
    "16_17": _("16 or 17"),
    "18_plus": _("18 or over"),
    "need_words": _("Without the first switch nothing can be kept. Switch it on, or say no."),
    "need_media": _("For this, switch on: You may use my voice or photo."),
    "need_where": _("For this, switch on: You may show roughly where I mean."),
    "need_guardian": _("A child under 16 takes part only if whoever looks after them agrees and the child wants to."),
    # Speaking, writing, photos
    "words": _("Your words"),
    "words_full": _("No more words fit here. Keep these, then begin again with the rest."),
    "record": _("Record my voice"),
    "stop_recording": _("Stop recording"),
    "recording": _("Recording: {seconds} seconds"),
    "recording_number": _("Recording {number}"),
    "no_microphone": _("The microphone does not work here. Please write instead."),
    "take_photo": _("Take or choose a photo"),
    "photo_number": _("Photo {number}"),
    "blur": _("Blur faces"),
    "too_big": _("This photo is too large. At most {size} MB."),
    "remove": _("Remove: {name}"),
    # The map and the list that does the same
    "map_title": _("Show where"),
    "map_label": _("Map of {place}. The list of places below does the same."),
    "map_hint": _("Touch the map to put a mark. Drag to move the map."),
    "tools": _("What do you want to draw?"),
    "pin": _("A point"),
    "line": _("A line"),
    "area": _("An area"),
    "free": _("Draw freely"),
    "closer": _("Closer"),
    "farther": _("Farther away"),
    "up": _("Move up"),
    "down": _("Move down"),
    "left": _("Move left"),
    "right": _("Move right"),
    "put_here": _("Put it in the middle"),
    "finish": _("Finish the shape"),
    "marked": _("Marks: {count}"),
    "mark_label": _("What is here? Mark {number}"),
    "mark_kind": _("Which sticker? Mark {number}"),
    "none": _("None"),
    "place_list": _("Choose from a list of places"),
    "find_place": _("Type part of a name"),
    "no_place": _("No place has that name."),
    "mark_number": _("Mark {number}"),
    # Reading back, keeping
    "read_back": _("Is this right?"),
    "nothing_yet": _("There is nothing here yet. Choose a way to tell us."),
    "add_more": _("Add something"),
    "change_words": _("Change my words"),
    "keep": _("Keep it"),
    "full": _("It was not kept: there is no room. Please tell a volunteer."),
    "not_kept": _("It was not kept. Press again."),
    "receipt_title": _("Your receipt"),
    "receipt_hint": _("Take a photo of it or write it down. The number shows what became of your words."),
    "receipt_code": _("Code that opens the page of this receipt"),
    "receipt_number": _("Number"),
    "receipt_half": _("Second half, for you alone: it shows your words and lets you take them out"),
    "print": _("Print the receipt"),
    "wipe": _("Done: wipe the screen"),
    # When nobody touches it
    "still_there": _("Are you still there?"),
    "idle_words": _("What you began will be wiped in {seconds} seconds."),
    "need_time": _("I need more time"),
    # What stands below the first screen
    "ready_offline": _("Ready: it works without a network."),
    "volunteers": _("For volunteers"),
    "full_screen": _("Full screen"),
}
"""By the names that the kiosk's script uses."""
DRAFT = _("Draft translation, not yet checked by a speaker.")


def speeches() -> dict[str, Any]:
    """Return all that the kiosk says, by language, and the language to begin with."""
    return {
        "languages": {code: _speech(code, name) for code, name in settings.LANGUAGES},
        "first": get_language() or settings.LANGUAGE_CODE,
        "prompts": [],
        "categories": list(CATEGORIES),
    }


def _speech(code: str, name: str) -> dict[str, Any]:
    with override(code):
        return {
            "name": name,
            "direction": direction_of(code),
            "draft": gettext(DRAFT) if is_draft(code) else "",
            "words": {key: gettext(text) for key, text in (WORDS | TEAM_WORDS).items()},
            "prompts": [],
            "categories": [gettext(text) for text in CATEGORIES],
        }

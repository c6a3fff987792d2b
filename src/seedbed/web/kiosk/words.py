"""What the kiosk says to residents: every word of it, in every language that pages are offered in.

A kiosk keeps all of them, so that people can go from one language to another without a network.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_noop as _

from seedbed.web.capture import device_words
from seedbed.web.kiosk.team_words import TEAM_WORDS

WORDS: dict[str, str] = {
    **device_words.SHARED_WORDS,
    **TEAM_WORDS,
    "title": _("Mapping kiosk"),
    "welcome": _("What matters to you here?"),
    "welcome_hint": _("Say it your way. It takes about three minutes. Nobody asks your name."),
    "ways": _("How do you want to tell us?"),
    "speak": _("Speak"),
    "write": _("Write"),
    "show_map": _("Show on the map"),
    "photo": _("Photo"),
    "say_no": _("No, thank you: only count me"),
    "counted": _("You are counted. Nothing else about you is kept."),
    # Consent
    "agree_title": _("What may we do?"),
    "agree_words": _("You may use my words"),
    "agree_media": _("You may use my voice or photo"),
    "agree_where": _("You may show roughly where I mean"),
    "need_words": _("Without the first switch nothing can be kept. Switch it on, or say no."),
    "need_media": _("For this, switch on: You may use my voice or photo."),
    "need_where": _("For this, switch on: You may show roughly where I mean."),
    # Speaking, writing, photos
    "words": _("Your words"),
    "record": _("Record my voice"),
    "no_microphone": _("The microphone does not work here. Please write instead."),
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
    "marks_full": _("It was not kept: {count} marks are the most. Remove one to put another, or go on."),
    "mark_label": _("What is here? Mark {number}"),
    "mark_kind": _("Which sticker? Mark {number}"),
    "place_list": _("Choose from a list of places"),
    "find_place": _("Type part of a name"),
    "no_place": _("No place has that name."),
    "mark_number": _("Mark {number}"),
    # Reading back, keeping
    "nothing_yet": _("There is nothing here yet. Choose a way to tell us."),
    "add_more": _("Add something"),
    "change_words": _("Change my words"),
    "full": _("It was not kept: there is no room. Please tell a volunteer."),
    "print": _("Print the receipt"),
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


def speeches() -> dict[str, Any]:
    """Return all that the kiosk says, by language, and the language to begin with."""
    return device_words.speeches(WORDS)

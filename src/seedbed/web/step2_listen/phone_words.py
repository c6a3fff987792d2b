"""What the form of a shift says: every word of it, in every language that pages are offered in.

A phone keeps all of them, so that two people can go from one language to another without a network.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_noop as _

from seedbed.web.capture import device_words
from seedbed.web.capture.asked import PROMPTS

WORDS: dict[str, str] = {
    **device_words.SHARED_WORDS,
    "title": _("Listening in the street"),
    # Joining
    "join": _("Join a shift"),
    "code": _("Code of the shift"),
    "code_hint": _("Scan the code of the shift with your camera, or type it here."),
    "your_names": _("First names of your pair"),
    "your_names_hint": _("So that whoever leads the shift knows that you are safe. Residents do not see them."),
    "join_button": _("Join"),
    "no_code": _("Type the code of the shift."),
    "no_shift": _("This code opens no shift. Ask for a new one."),
    "no_network": _("There is no network, or the site does not answer. Try again later."),
    "install": _("Put this page on your home screen first"),
    "install_why": _("This phone deletes what a page keeps if nobody opens it for a week; not on the home screen."),
    "install_how": _("Press Share, then Add to Home Screen. Open it from there and type the code."),
    "ready_offline": _("Ready: this phone works without a network."),
    "not_ready_offline": _("Keep this page open until it says that it is ready."),
    # The first screen
    "talk": _("Talk to someone"),
    "count": _("Count stickers"),
    "refused": _("They said no"),
    "nobody": _("Nobody at home"),
    "counted": _("Counted."),
    "undo": _("Undo"),
    "undone": _("Not counted."),
    "safe": _("We are both safe"),
    "help": _("We need help"),
    "help_now": _("If somebody is in danger, call 999. Then call whoever leads your shift."),
    "help_call": _("Call whoever leads your shift:"),
    "help_no_number": _("This shift has no number to call: find whoever leads it."),
    "help_sending": _("Your call for help is being sent to the site."),
    "help_sent": _("The site has your call for help. Call all the same: perhaps nobody is looking."),
    "help_waits": _("Your call for help has not reached the site. It is sent as soon as there is a network."),
    "help_called": _("You called for help at {time}. Press “{button}” once you are."),
    "checked_in": _("Whoever leads the shift will see that you are safe."),
    "last_check": _("You last said that you are safe at {time}."),
    "first_check": _("You joined at {time}. Say when you are both safe."),
    "first_check_due": _("Say now whether you are safe. You joined at {time} and have not said so yet."),
    "check_due": _("Say now whether you are safe. The last time was {time}."),
    # What waits
    "waiting": _("Waiting to send: {count}."),
    "all_sent": _("All is sent."),
    "sending": _("Sending."),
    "waiting_long": _("Something has waited here for more than a day. Find a network today, or save a rescue file."),
    "refused_by_site": _("Not taken by the site: {count}. It stays on this phone."),
    "unknown_device": _("The site does not know this phone any more. All that waits is kept. Join again to send it."),
    "enough_today": _("The site takes no more from here today. All that waits is kept and sent tomorrow."),
    "number_changed": _("A receipt got another number. Tell whoever leads the shift."),
    "nearly_full": _("This phone is nearly full. What is here is kept. Send it, or make room, before you record more."),
    "on_this_phone": _("What is on this phone"),
    "kind_contribution": _("Conversation"),
    "kind_tally": _("Count"),
    "kind_check_in": _("Safety"),
    "not_taken": _("The site did not take it."),
    "try_now": _("Send now"),
    "save_rescue": _("Save a rescue file"),
    "rescue_hint": _("The rescue file holds all that waits here. Give it to whoever leads the shift, to nobody else."),
    "not_saved": _("The file was not saved. Make room on this phone and try again."),
    "clear_saved": _("Clear what is in the rescue file"),
    "clear_sure": _("Clear it only when the team has said that the file arrived."),
    "clear_yes": _("Clear it"),
    "set_aside": _("Set it aside"),
    "set_aside_sure": _("It is deleted here, and nobody waits for it. Save a rescue file first if it is needed."),
    "set_aside_yes": _("Delete it here"),
    "join_again": _("Join another shift"),
    # A conversation
    "language_question": _("Which language shall we speak?"),
    "agree_title": _("What do you agree to?"),
    "need_take_part": _("Nothing is kept without the first agreement. If they say no, press: They said no."),
    "what_they_say": _("What they say"),
    "question": _("Question"),
    "other_question": _("Ask another question"),
    "words": _("Word for word"),
    "record": _("Record the voice"),
    "no_microphone": _("The microphone is not allowed. Allow it in the phone's settings, or write."),
    "photos_kept": _("Photos: {count}"),
    "sticker": _("Sticker"),
    "need_something": _("Write something, record it or take a photo first."),
    "card_title": _("About you, if you like"),
    "card_hint": _("Nobody has to tell. Each answer is your choice."),
    "prefer_not": _("Prefer not to say"),
    "not_asked": _("Not asked"),
    "change": _("Change it"),
    "full": _("It was not kept: this phone is full. Make room, then press again."),
    # Counting stickers
    "one_more": _("One more: {name}"),
    "one_less": _("One less: {name}"),
    "keep_count": _("Keep the count"),
}
"""By the names that the form's script uses."""


def speeches() -> dict[str, Any]:
    """Return all that the form says, by language, and the language to begin with."""
    return device_words.speeches(WORDS, PROMPTS)

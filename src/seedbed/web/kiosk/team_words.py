"""What the kiosk says to the team that sets it up and looks after it."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

TEAM_WORDS: dict[str, str] = {
    # Joining
    "join": _("Make this a kiosk"),
    "code": _("Code of the kiosk"),
    "code_hint": _("It is on the page of the kiosks. Scan it with the camera, or type it here."),
    "your_names": _("What is this kiosk called?"),
    "your_names_hint": _("Such as: library, blue tablet."),
    "join_button": _("Join"),
    "no_code": _("Type the code of the kiosk."),
    "no_shift": _("This code lets no kiosk in. Ask for a new one."),
    "no_network": _("There is no network, or the site does not answer. Try again later."),
    "install": _("Put this page on your home screen first"),
    "install_why": _("This device deletes what a page keeps if nobody opens it for a week; not on the home screen."),
    "install_how": _("Press Share, then Add to Home Screen. Open it from there and type the code."),
    "not_ready_offline": _("Keep this page open until it says that it is ready."),
    # The menu behind the code
    "volunteer_code": _("Code of the volunteers"),
    "wrong_code": _("This is not the code."),
    "too_many_tries": _("Too many tries. Wait half a minute."),
    "leave": _("Leave the full screen"),
    "locked": _("The full screen was left"),
    "locked_hint": _("Go back to the full screen, or type the code of the volunteers."),
    "fetch_map": _("Fetch the map again"),
    "map_there": _("The map is here."),
    "map_missing": _("There is no map: only the list of places is shown."),
    # What waits
    "waiting": _("Waiting to send: {count}."),
    "all_sent": _("All is sent."),
    "sending": _("Sending."),
    "waiting_long": _("Something has waited here for more than a day. Find a network today, or save a rescue file."),
    "refused_by_site": _("Not taken by the site: {count}. It stays on this device."),
    "unknown_device": _("The site does not know this device any more. All that waits is kept. Join again to send it."),
    "enough_today": _("The site takes no more from here today. All that waits is kept and sent tomorrow."),
    "number_changed": _("A receipt got another number. Tell whoever leads."),
    "nearly_full": _("This device is nearly full. What is here is kept. Send it before more is recorded."),
    "on_this_phone": _("What is on this kiosk"),
    "kind_contribution": _("Contribution"),
    "kind_tally": _("Count"),
    "kind_check_in": _("Safety"),
    "not_taken": _("The site did not take it."),
    "try_now": _("Send now"),
    "save_rescue": _("Save a rescue file"),
    "rescue_hint": _("The rescue file holds all that waits here. Give it to whoever leads, to nobody else."),
    "not_saved": _("The file was not saved. Make room on this device and try again."),
    "clear_saved": _("Clear what is in the rescue file"),
    "clear_sure": _("Clear it only when the team has said that the file arrived."),
    "clear_yes": _("Clear it"),
    "set_aside": _("Set it aside"),
    "set_aside_sure": _("It is deleted here, and nobody waits for it. Save a rescue file first if it is needed."),
    "set_aside_yes": _("Delete it here"),
    "join_again": _("Join with another code"),
}
"""By the names that the kiosk's script uses."""

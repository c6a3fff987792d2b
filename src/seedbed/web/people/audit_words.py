"""What the audit trail calls each action, for people. One table, so that none is forgotten: a house test sees to it.

A room that records something new adds its words here.
"""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

WORDS: dict[str, str] = {
    "accounts.add_second_factor": _("Set up a second way to sign in"),
    "accounts.change_address": _("Changed the e-mail address of an account"),
    "accounts.end_all_sessions": _("Signed an account out everywhere"),
    "accounts.end_session": _("Signed an account out on one device"),
    "accounts.forget_second_factor": _("Let someone set up their second way to sign in anew"),
    "accounts.make_recovery_codes": _("Made codes for a lost phone"),
    "accounts.remove_second_factor": _("Took a second way to sign in away"),
    "accounts.sign_out": _("Signed out"),
    "consent.agree": _("Changed what a resident agrees to"),
    "consent.draft_wording": _("Drafted words in which consent is asked"),
    "consent.lift_withdrawal": _("Took back a withdrawal of consent"),
    "consent.record_lawful_basis": _("Recorded the lawful basis"),
    "consent.sign_wording": _("Signed words in which consent is asked"),
    "consent.welcome": _("Welcomed a resident"),
    "consent.withdraw_scope": _("Withdrew a consent"),
    "contacts.see": _("Saw how to reach someone"),
    "demonstration.look_as": _("Went on as somebody else"),
    "invitations.accept": _("Accepted an invitation"),
    "invitations.close_shift": _("Closed a shift"),
    "invitations.invite": _("Invited someone"),
    "invitations.join_shift": _("Joined a shift"),
    "invitations.new_code": _("Made a new code of a shift"),
    "invitations.open_shift": _("Opened a shift"),
    "invitations.renew": _("Sent an invitation anew"),
    "invitations.take_back": _("Took an invitation back"),
    "job.start": _("Started long work"),
    "job.stop": _("Stopped long work"),
    "listening.erase": _("Erased words for good"),
    "listening.excerpt": _("Marked a voice in what somebody said"),
    "listening.open_receipt": _("Opened a receipt with its private half"),
    "listening.record": _("Wrote down what somebody said"),
    "listening.translate": _("Translated what somebody said"),
    "listening.undo_withdrawal": _("Undid a withdrawal"),
    "listening.withdraw": _("Took back what somebody said"),
    "operations.back_up": _("Made a backup"),
    "operations.restore": _("Restored the site from a backup"),
    "people.add_scope": _("Made room for a place"),
    "people.create_account": _("Made an account"),
    "people.download_audit": _("Downloaded the audit trail"),
    "people.end_grant": _("Ended a role"),
    "people.failed_sign_in": _("Failed to sign in"),
    "people.grant": _("Gave a role"),
    "people.lengthen_grant": _("Gave a role for longer"),
    "people.make_link": _("Made a one-time link"),
    "people.open_site": _("Opened the site"),
    "people.set_password": _("Chose a password"),
    "people.sign_in": _("Signed in"),
    "people.use_link": _("Came in by a one-time link"),
    "places.set_boundary": _("Set the line around a neighbourhood"),
    "places.start_neighbourhood": _("Started a neighbourhood"),
    "places.start_partnership": _("Started a partnership"),
    "places.start_programme": _("Started a programme"),
    "translations.sign": _("Signed a translation of the pages"),
    "step1.add_organisation": _("Added an organisation to the care system"),
    "step1.change_organisation": _("Changed an organisation of the care system"),
    "step1.choose": _("Chose a candidate"),
    "step1.download": _("Downloaded a file of step 1"),
    "step1.draft_boundary": _("Drafted a line"),
    "step1.figures": _("Kept the figures of candidates"),
    "step1.name_pack": _("Named the data pack of a programme"),
    "step1.profile": _("Made a profile"),
    "step1.profile_files": _("Wrote the files of a profile"),
    "step1.remove_decision": _("Took a decision off the calendar"),
    "step1.remove_organisation": _("Took an organisation off the care system"),
    "step1.screen": _("Looked for candidates"),
    "step1.set_decision": _("Put a decision on the calendar"),
    "thread.add": _("Put a bead on the thread"),
    "thread.link": _("Joined two beads"),
    "thread.merge": _("Merged beads"),
    "thread.replacement": _("Put a bead in the place of another"),
    "thread.retract": _("Took a link back"),
    "thread.revise": _("Changed a bead"),
    "thread.split": _("Split a bead"),
    "thread.undo": _("Undid a merge, a split or a replacement"),
    "thread.undo_withdrawal": _("Put back what was withdrawn"),
    "thread.withdraw": _("Took beads off the thread"),
}
"""Every action that is recorded, by its name in the trail."""


def in_words(action: str) -> str:
    """Return what was done, in the reader's language; what an older or newer release recorded, by its name."""
    known = WORDS.get(action)
    return gettext(known) if known else action.replace(".", ": ", 1).replace("_", " ")

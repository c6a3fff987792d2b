"""What the doctor looks at that only the configuration knows: whether a phone has proved that it can work here."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from seedbed.web.config.phone_check import phone_check
from seedbed.web.operations.doctor import Line, add_check, ok, warn


def add_all() -> None:
    """Tell the doctor of it."""
    add_check("phone", _("Phones"), phones)


def phones() -> Line:
    """Look whether a phone has ever proved that it can do here what the pages for residents need."""
    proof = phone_check(settings.ENVIRONMENT.data_folder)
    if proof is not None:
        return ok(
            gettext("A phone (%(kind)s) could do all that is needed on %(at)s.")
            % {"kind": proof.kind, "at": proof.at[:10]}
        )
    if not settings.ENVIRONMENT.secure:
        return ok(gettext("No phone was tried: they need https, which is off."))
    return warn(
        gettext("No phone has proved yet that it can work with this site."),
        gettext("Open /this-phone/ of the site on a phone."),
    )

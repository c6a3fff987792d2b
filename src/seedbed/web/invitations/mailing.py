"""The e-mail that carries an invitation."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext

from seedbed.web.invitations.models import Invitation
from seedbed.web.people.mail import send, site_address
from seedbed.web.people.roles import ROLE_NAMES


def send_invitation(invitation: Invitation, token: str) -> None:
    """Send an invitation to its e-mail address.

    Raises
    ------
    MissingDataError
        If the mail server does not take it; the invitation stays and can be sent again.
    """
    context = {
        "invitation": invitation,
        "roles": [ROLE_NAMES[role] for role in invitation.role_list()],
        "address": site_address(reverse("invitations:accept", args=[token])),
    }
    subject = gettext("%(who)s invites you to work on %(place)s") % {
        "who": invitation.made_by.name,
        "place": invitation.scope.name,
    }
    send(invitation.email, subject, "invitations/mail/invitation.txt", context)

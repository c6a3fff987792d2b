"""Short-lived tickets with which an editor's page opens its connection.

The page asks for one by an ordinary request, so that signing in, the second factor, idle sign-out and permissions are
asked as for any page. It goes along as a subprotocol, not in the address, and no other site's page can read it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing

LASTS = 60
"""Seconds."""
_SALT = "seedbed.step5.live"


@dataclass(frozen=True, slots=True)
class Ticket:
    """Who may open a connection to which map, from which session."""

    map: int
    person: int
    session: str

    def told(self) -> str:
        """Return it signed, in signs that a subprotocol may have."""
        return signing.dumps([self.map, self.person, self.session], salt=_SALT).replace(":", "~")


def read_ticket(told: str) -> Ticket | None:
    """Return a ticket that is ours and not over; None otherwise."""
    try:
        number, person, session = signing.loads(told.replace("~", ":"), salt=_SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Ticket(int(number), int(person), str(session))

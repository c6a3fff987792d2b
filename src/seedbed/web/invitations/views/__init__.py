"""Pages of invitations and shifts."""

from seedbed.web.invitations.views.accepting import accept, accepted
from seedbed.web.invitations.views.inviting import invite_again, people, take_back, team
from seedbed.web.invitations.views.shifts import close_shift, join, new_code, shift, shifts

__all__ = [
    "accept",
    "accepted",
    "close_shift",
    "invite_again",
    "join",
    "new_code",
    "people",
    "shift",
    "shifts",
    "take_back",
    "team",
]

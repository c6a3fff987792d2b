"""What an editor's page asks before it opens its connection."""

from __future__ import annotations

from django.http import JsonResponse
from django.views.decorators.http import require_POST

from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.step5_agenda.access import by_map
from seedbed.web.step5_agenda.live.tickets import LASTS, Ticket


@allowed(Permission.SEE_THREAD, by_map)
@require_POST
def ticket(request: SignedInRequest, system_map: int) -> JsonResponse:
    """Give a ticket that opens one connection to a map within a minute."""
    told = Ticket(system_map, request.user.pk, request.session.session_key or "").told()
    return JsonResponse({"ticket": told, "lasts": LASTS})

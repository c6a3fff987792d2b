"""Say which data pack a programme's figures come from."""

from __future__ import annotations

from django.db import transaction

from seedbed.errors import UsageError
from seedbed.web.people.audit import record
from seedbed.web.people.models import User
from seedbed.web.places.models import Programme
from seedbed.web.step1_profile.queries.packs import packs_for, rests_on_pack


@transaction.atomic
def name_pack(*, by: User | None, programme: Programme, pack: str) -> Programme:
    """Name the pack a programme's figures come from.

    Raises
    ------
    UsageError
        If there is no such pack, it is invented and the programme is not, or figures of another pack are in use.
    """
    locked = Programme.objects.select_for_update().select_related("scope").get(pk=programme.pk)
    if locked.pack == pack:
        return locked
    if pack not in {each.name for each in packs_for(locked)}:
        raise UsageError(
            f"The figures of '{pack:.80}' cannot be used here.",
            "No such pack is installed, or it is made up and this programme is not.",
            "Choose one of the list.",
        )
    if rests_on_pack(locked):
        raise UsageError(
            f"{locked.name} goes on with the figures of '{locked.pack}'.",
            "Candidates or lines rest on them already, and figures of two packs would not fit together.",
            "Start another programme for the other figures.",
        )
    locked.pack = programme.pack = pack
    locked.save(update_fields=["pack"])
    record(by=by, action="step1.name_pack", scope=locked.scope)
    return locked

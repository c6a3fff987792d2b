"""What people took back stays erased in a site that is restored from an older backup."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from seedbed.web.people.audit import record
from seedbed.web.step5_agenda.models import MapComment, MapVote

Said = type[MapComment] | type[MapVote]


def erase_comments_again(gone: Mapping[str, datetime]) -> int:
    """Erase comments that were taken back after a backup; return how many."""
    return _erase_again(MapComment, "comment", gone)


def erase_votes_again(gone: Mapping[str, datetime]) -> int:
    """Erase votes that were taken back after a backup, with the words of who saw it otherwise; return how many."""
    return _erase_again(MapVote, "vote", gone)


@transaction.atomic
def _erase_again(model: Said, what: str, gone: Mapping[str, datetime]) -> int:
    """Erase rows by number; those that a restored site gave the number anew, later than that, stay."""
    rows = model.objects.filter(pk__in=gone).select_related("map__neighbourhood__scope")
    found = [each for each in rows if each.at <= gone[str(each.pk)]]
    for each in found:
        action, subject = f"maps.take_back_{what}", f"{what}:{each.pk}"
        record(by=None, action=action, scope=each.map.scope, subject=subject, map=each.map_id)
        each.delete()
    return len(found)

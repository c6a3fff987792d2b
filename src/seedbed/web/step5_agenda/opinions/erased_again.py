"""What people took back stays erased in a site that is restored from an older backup."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import QuerySet

from seedbed.web.people.audit import record
from seedbed.web.step5_agenda.models import MapComment, MapVote, MapWeight

Said = TypeVar("Said", MapComment, MapVote, MapWeight)


@transaction.atomic
def erase_comments_again(gone: Mapping[str, datetime]) -> int:
    """Erase comments that were taken back after a backup; return how many."""
    found = _there_again(MapComment.objects.all(), gone)
    for each in found:
        record(by=None, action="maps.take_back_comment", scope=each.map.scope, subject=f"comment:{each.pk}")
        each.delete()
    return len(found)


@transaction.atomic
def erase_votes_again(gone: Mapping[str, datetime]) -> int:
    """Erase votes that were taken back after a backup, with the words of who saw it otherwise; return how many."""
    found = _there_again(MapVote.objects.all(), gone)
    for each in found:
        record(by=None, action="maps.take_back_vote", scope=each.map.scope, subject=f"vote:{each.pk}")
        each.delete()
    return len(found)


@transaction.atomic
def erase_weights_again(gone: Mapping[str, datetime]) -> int:
    """Erase weights of links that were taken back after a backup; return how many."""
    found = _there_again(MapWeight.objects.all(), gone)
    for each in found:
        record(by=None, action="maps.take_back_weights", scope=each.map.scope, subject=f"weight:{each.pk}")
        each.delete()
    return len(found)


def _there_again(rows: QuerySet[Said], gone: Mapping[str, datetime]) -> list[Said]:
    """Return rows by number, without those that a restored site gave the number anew, later than that."""
    found = rows.filter(pk__in=gone).select_related("map__neighbourhood__scope")
    return [each for each in found if each.at <= gone[str(each.pk)]]

"""A table that waits until someone has said what its columns mean, and mappings that are kept to be used again."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from seedbed.errors import UsageError
from seedbed.formats.assets.mapping import Told
from seedbed.formats.assets.mapping_out import document_of
from seedbed.web.asset_register.actions.importing import Asked, keep_file, queue
from seedbed.web.asset_register.models import Import, ImportState, KeptMapping
from seedbed.web.asset_register.texts import plain
from seedbed.web.jobs.models import Job
from seedbed.web.people.audit import record
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood

LONGEST_NAME = 100
KEPT_FOR = timedelta(days=7)
"""How long a file waits for someone to go on with it."""


@transaction.atomic
def hold_import(*, by: User | None, neighbourhood: Neighbourhood, name: str, content: bytes, asked: Asked) -> Import:
    """Keep a table until someone has said what its columns mean."""
    kept = keep_file(by=by, neighbourhood=neighbourhood, name=name, content=content, asked=asked)
    record(by=by, action="assets.hold_import", scope=neighbourhood.scope, subject=f"import:{kept.pk}")
    return kept


@transaction.atomic
def go_on_with_import(*, by: User | None, kept: Import, told: Told) -> Job:
    """Put reading a table into the queue, with what its columns mean; of two who go on with it, the first does.

    Raises
    ------
    UsageError
        If its file was forgotten, or is being read already.
    """
    found = Import.objects.select_for_update().get(pk=kept.pk)
    asked = Asked(**found.asked)
    if found.state != ImportState.WAITING or not found.content or asked.columns is not None:
        raise UsageError(
            "This file is not waiting any more.",
            "It was taken in, or is being read, or waited for more than a week.",
            "Look at what was imported, or send the file again.",
        )
    found.asked = asdict(replace(asked, columns=document_of(told), name_by_kind=told.name_by_kind))
    found.save(update_fields=["asked"])
    return queue(by=by, kept=found)


@transaction.atomic
def keep_mapping(*, by: User | None, neighbourhood: Neighbourhood, name: str, told: Told) -> KeptMapping:
    """Keep what the columns of a source's tables mean; a mapping of the same name is replaced.

    Raises
    ------
    BadInputError
        If the name will not do.
    """
    values = {"told": document_of(told), "made_by": by, "made_at": timezone.now()}
    named = plain(name, LONGEST_NAME, "name")
    kept, _ = KeptMapping.objects.update_or_create(neighbourhood=neighbourhood, name=named, defaults=values)
    record(by=by, action="assets.keep_mapping", scope=neighbourhood.scope, subject=f"mapping:{kept.pk}")
    return kept


@transaction.atomic
def forget_mapping(*, by: User | None, mapping: KeptMapping) -> None:
    """Forget a mapping that was kept."""
    record(by=by, action="assets.forget_mapping", scope=mapping.neighbourhood.scope, subject=f"mapping:{mapping.pk}")
    mapping.delete()


def forget_left_files(now: datetime) -> None:
    """Forget the files that nobody went on with."""
    left = Import.objects.filter(state=ImportState.WAITING, made_at__lte=now - KEPT_FOR)
    left.exclude(content=b"").update(content=b"")

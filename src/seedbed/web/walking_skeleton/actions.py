"""Making, joining, splitting and taking back by hand; each in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction

from seedbed.errors import BadInputError
from seedbed.thread.kinds import Relation
from seedbed.thread.payloads import Payload, payload_from_dict
from seedbed.web.golden_thread import actions as thread
from seedbed.web.golden_thread.models import Bead, Lineage, Link
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from seedbed.web.walking_skeleton.models import Kept
from seedbed.web.walking_skeleton.sides import Side

Joins = Mapping[Side, Sequence[Bead]]
"""The beads chosen at each side."""


def add(*, by: User, neighbourhood: Neighbourhood, payload: Payload, joins: Joins) -> Bead:
    """Put a bead on the thread and join it.

    Raises
    ------
    UsageError
        If a link is not legal, crosses programmes or leads to a bead that is gone.
    """
    with transaction.atomic():
        bead = thread.add_bead(by=by, programme=neighbourhood.programme, neighbourhood=neighbourhood, payload=payload)
        join(by=by, bead=bead, joins=joins)
        return bead


def join(*, by: User, bead: Bead, joins: Joins, why: str = "") -> list[Link]:
    """Join a bead to others; joins that are there already stay as they are.

    Raises
    ------
    UsageError
        If a link is not legal, crosses programmes or leads to a bead that is gone.
    """
    with transaction.atomic():
        return [_link(by, bead, side, other, why) for side, others in joins.items() for other in others]


def _link(by: User, bead: Bead, side: Side, other: Bead, why: str) -> Link:
    source, target = (other, bead) if side.others_first else (bead, other)
    return thread.link(by=by, source=source, relation=Relation(side.relation), target=target, why=why)


def once(digest: str, make: Callable[[], Bead]) -> tuple[Bead, bool]:
    """Make a bead unless the same filled-in form made one before; say whether it was made now.

    Two that come at the same moment make one: the second waits for the first, finds its digest and takes its bead.
    """
    found = Kept.objects.select_related("bead").filter(pk=digest).first()
    if found is None:
        try:
            with transaction.atomic():
                kept = Kept.objects.create(pk=digest)
                kept.bead = make()
                kept.save(update_fields=["bead"])
                return kept.bead, True
        except IntegrityError:
            found = Kept.objects.select_related("bead").filter(pk=digest).first()
            if found is None:
                raise
    if found.bead is None:
        raise AssertionError("a form is kept with its bead in one transaction")
    return found.bead, False


def digest_of(user: User, page: str, token: str, sent: Iterable[tuple[str, Sequence[Any]]]) -> str:
    """Return the digest of a filled-in form: who sent what to which page, with the form's own random token."""
    parts = [str(user.pk), page, token]
    for name, values in sorted(sent):
        parts += [name, str(len(values)), *map(str, values)]
    # Each part with its length, so that no two forms read alike.
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def split(
    *, by: User, bead: Bead, names: Sequence[str], shares: Mapping[int, Collection[int]], why: str
) -> tuple[Lineage, list[Bead]]:
    """Split a bead into new ones of the same kind, alike but for their names.

    Parameters
    ----------
    names
        Of the parts.
    shares
        For each living link's number, the places of the parts that take it, the first being 0.

    Raises
    ------
    BadInputError
        If a name is missing or said twice, or a link goes to a part that is not there.
    UsageError
        If the thread refuses the split.
    """
    wanted = [name.strip() for name in names]
    if len(set(wanted)) != len(wanted) or not all(wanted):
        raise BadInputError("This cannot be split.", "Two parts have the same name or none.", "Name each part.")
    if any(place not in range(len(wanted)) for places in shares.values() for place in places):
        raise BadInputError("This cannot be split.", "A link goes to a part that is not there.", "Start anew.")
    with transaction.atomic():
        parts = [
            thread.add_bead(
                by=by,
                programme=bead.programme,
                neighbourhood=bead.neighbourhood,
                payload=payload_from_dict(bead.kind, bead.version, {**bead.payload, "name": name}),
            )
            for name in wanted
        ]
        into = {
            part: [number for number, places in shares.items() if place in places] for place, part in enumerate(parts)
        }
        return thread.split(by=by, bead=bead, into=into, why=why), parts

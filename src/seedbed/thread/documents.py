"""A thread as one JSON document, and back.

The document holds beads with their payloads and revisions, links with who, when and why, lineages, and tombstones as
bare numbers. Nothing of a bead that was withdrawn is in it: no payload, no revision, no link.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from seedbed.errors import BadInputError, SeedbedError, UsageError
from seedbed.thread.beads import Bead
from seedbed.thread.columns import COUNTED_RELATIONS
from seedbed.thread.history import KeptLink, Lineage, Mark, Revision, Tombstone
from seedbed.thread.kinds import BeadKind, Relation, check_legal
from seedbed.thread.payloads import Payload, payload_from_dict, payload_to_dict
from seedbed.thread.thread import Thread

SCHEMA = "seedbed/thread"
VERSION = 1

Value = TypeVar("Value")
Made = TypeVar("Made")


def thread_to_json(thread: Thread) -> str:
    """Return the thread as one JSON document."""
    store = thread.store
    here = store.beads
    document = {
        "schema": f"{SCHEMA}/{VERSION}",
        "beads": [_bead_out(bead, store.revisions.get(bead.id, [])) for bead in here.values()],
        "links": [_link_out(link) for link in store.links.values() if link.source in here and link.target in here],
        "lineages": [_lineage_out(lineage) for lineage in store.lineages.values()],
        "tombstones": [
            {
                "id": stone.id,
                "kind": stone.kind.value,
                "programme": stone.programme,
                "withdrawn_at": stone.withdrawn_at.isoformat(),
            }
            for stone in store.tombstones.values()
        ],
    }
    return json.dumps(document, ensure_ascii=False)


def thread_from_json(text: str) -> Thread:
    """Make a thread from such a document, every rule checked anew.

    Raises
    ------
    BadInputError
        If it is not such a document, was written by a newer Seedbed, holds an unknown kind, or breaks a rule of the
        thread; names what.
    """
    document = _document(text)
    thread = Thread()
    try:
        for values in document["beads"]:
            _bead_in(thread, values)
        for values in document["tombstones"]:
            stone = Tombstone(
                int(values["id"]),
                BeadKind(values["kind"]),
                int(values["programme"]),
                datetime.fromisoformat(values["withdrawn_at"]),
            )
            _once(stone.id, thread.store.tombstones, thread.store.beads)
            thread.store.tombstones[stone.id] = stone
        for values in document["lineages"]:
            lineage = _lineage_in(values)
            _once(lineage.id, thread.store.lineages)
            thread.store.lineages[lineage.id] = lineage
            if lineage.undone is None:
                thread.store.replaced.update(dict.fromkeys(lineage.replaced, lineage.id))
        for values in document["links"]:
            _link_in(thread, values)
    except UsageError as error:
        raise _bad(f"{error.what} {error.why}") from error
    except SeedbedError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _bad(f"Something in it is missing or of the wrong form: {error!r:.200}.") from error
    store = thread.store
    store.last_bead = max((*store.beads, *store.tombstones), default=0)
    store.last_link = max(store.links, default=0)
    store.last_lineage = max(store.lineages, default=0)
    return thread


def _document(text: str) -> dict[str, Any]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _bad("It is not JSON.") from error
    schema = document.get("schema") if isinstance(document, dict) else None
    name, _, version = str(schema or "").rpartition("/")
    if name != SCHEMA or not version.isdecimal():
        raise _bad(f"Its schema is {schema!r:.80}, not {SCHEMA}/{VERSION}.")
    if int(version) > VERSION:
        raise BadInputError(
            "The thread cannot be read.",
            f"It is written in a newer form ({version}); this Seedbed knows {VERSION}.",
            "Install the newer Seedbed that wrote it.",
        )
    return dict(document)


def _bad(why: str) -> BadInputError:
    writer = f"{__name__}.thread_to_json"
    return BadInputError("The thread cannot be read.", why, f"Use a document that {writer} wrote, unchanged.")


def _once(number: int, *tables: Any) -> None:
    if number < 1 or any(number in table for table in tables):
        raise ValueError(f"the number {number} comes twice or is below 1")


def _mark_out(mark: Mark) -> dict[str, Any]:
    return {"at": mark.at.isoformat(), "by": mark.by, "why": mark.why}


def _mark_in(values: dict[str, Any]) -> Mark:
    return Mark(datetime.fromisoformat(values["at"]), values["by"], str(values["why"]))


def _maybe(make: Callable[[Value], Made], value: Value | None) -> Made | None:
    return None if value is None else make(value)


def _payload_out(payload: Payload) -> dict[str, Any]:
    return {"kind": payload.kind.value, "version": payload.version, "values": payload_to_dict(payload)}


def _payload_in(values: dict[str, Any]) -> Payload:
    return payload_from_dict(values["kind"], int(values["version"]), dict(values["values"]))


def _bead_out(bead: Bead, revisions: list[Revision]) -> dict[str, Any]:
    return {
        "id": bead.id,
        **_payload_out(bead.payload),
        "programme": bead.programme,
        "neighbourhood": bead.neighbourhood,
        "made_at": bead.made_at.isoformat(),
        "made_by": bead.made_by,
        "revisions": [{**_payload_out(old.before), "changed": _mark_out(old.changed)} for old in revisions],
    }


def _bead_in(thread: Thread, values: dict[str, Any]) -> None:
    bead = Bead(
        int(values["id"]),
        _payload_in(values),
        int(values["programme"]),
        _maybe(int, values["neighbourhood"]),
        datetime.fromisoformat(values["made_at"]),
        values["made_by"],
    )
    _once(bead.id, thread.store.beads)
    thread.store.beads[bead.id] = bead
    revisions = [Revision(_payload_in(old), _mark_in(old["changed"])) for old in values["revisions"]]
    if revisions:
        thread.store.revisions[bead.id] = revisions


def _link_out(link: KeptLink) -> dict[str, Any]:
    return {
        "id": link.id,
        "source": link.source,
        "relation": link.relation.value,
        "target": link.target,
        "made": _mark_out(link.made),
        "made_in": link.made_in,
        "retracted": _maybe(_mark_out, link.retracted),
        "retracted_in": link.retracted_in,
    }


def _link_in(thread: Thread, values: dict[str, Any]) -> None:
    link = KeptLink(
        int(values["id"]),
        int(values["source"]),
        Relation(values["relation"]),
        int(values["target"]),
        _mark_in(values["made"]),
        values["made_in"],
        _maybe(_mark_in, values["retracted"]),
        values["retracted_in"],
    )
    store = thread.store
    _once(link.id, store.links)
    ends = thread.bead(link.source), thread.bead(link.target)
    check_legal(ends[0].kind, link.relation, ends[1].kind)
    if ends[0].programme != ends[1].programme:
        raise ValueError(f"link {link.id} crosses programmes")
    if link.lives and store.living_link(link.row) is not None:
        raise ValueError(f"link {link.id} joins what is joined already")
    if link.lives and link.relation in COUNTED_RELATIONS and {link.source, link.target} & set(store.replaced):
        raise ValueError(f"link {link.id} joins a bead that is out of use")
    if {link.made_in, link.retracted_in} - {None} - set(store.lineages):
        raise ValueError(f"link {link.id} was moved by a lineage that is not there")
    store.keep(link)


def _lineage_out(lineage: Lineage) -> dict[str, Any]:
    return {
        "id": lineage.id,
        "relation": lineage.relation.value,
        "replaced": list(lineage.replaced),
        "survivors": list(lineage.survivors),
        "made": _mark_out(lineage.made),
        "undone": _maybe(_mark_out, lineage.undone),
    }


def _lineage_in(values: dict[str, Any]) -> Lineage:
    return Lineage(
        int(values["id"]),
        Relation(values["relation"]),
        tuple(int(bead) for bead in values["replaced"]),
        tuple(int(bead) for bead in values["survivors"]),
        _mark_in(values["made"]),
        _maybe(_mark_in, values["undone"]),
    )

"""What is changed on a map is kept whole or not at all, and becomes rows and beads at once."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.utils import timezone
from pycrdt import Array, Doc, Map

from seedbed.errors import BadInputError, NotAllowedError
from seedbed.web.golden_thread.models import Bead, Link, Tombstone
from seedbed.web.people.models import AuditEvent
from seedbed.web.step5_agenda.models import MapChange, MapFactor, MapLink, MapUpdate, SystemMap
from seedbed.web.step5_agenda.shared.document import Document
from seedbed.web.step5_agenda.shared.keeping import Copy, Sent, change, keep, load
from tests.unit.web.conftest import Cast
from tests.unit.web.step5_agenda.conftest import Draw, key


def naming(name: str) -> bytes:
    """Return the update of an editor that has only just drawn a factor."""
    data, _ = Document().change(lambda document: document.put("factors", key(), name=name))
    return data


def payloads(kind: str) -> list[dict[str, object]]:
    standing = Bead.objects.filter(kind=kind, tombstone=None).order_by("pk")
    return [dict(bead.payload) for bead in standing]


def test_a_factor_begins_its_bead_at_its_first_name(damp: SystemMap, factor: Draw) -> None:
    made = factor("")
    assert MapFactor.objects.get(key=made).bead is None
    assert payloads("factor") == []
    factor("Damp homes")
    assert [each["name"] for each in payloads("factor")] == ["Damp homes"]


def test_an_edit_revises_the_bead_and_keeps_what_it_was(damp: SystemMap, cast: Cast, factor: Draw) -> None:
    made = factor("Damp")
    change(by=cast.sam, of=damp, how=lambda document: document.put("factors", made, name="Damp homes", role="outcome"))
    bead = MapFactor.objects.get(key=made).bead
    assert bead is not None
    assert (bead.payload["name"], bead.payload["role"]) == ("Damp homes", "outcome")
    assert [each.payload["name"] for each in bead.revisions.all()] == ["Damp"]


def test_a_link_joins_the_beads_of_both_ends(factor: Draw, joined: Draw) -> None:
    cause, effect = factor("Damp homes"), factor("Asthma")
    made = joined(cause, effect)
    bead = MapLink.objects.get(key=made).bead
    assert bead is not None
    assert bead.payload["name"] == "Damp homes → Asthma"
    ends = Link.objects.filter(retracted_at=None).values_list(
        "source__payload__name", "relation", "target__payload__name"
    )
    assert sorted(ends) == [
        ("Damp homes", "cause_of", "Damp homes → Asthma"),
        ("Damp homes → Asthma", "effect_on", "Asthma"),
    ]


def test_a_link_waits_for_the_names_of_its_ends(damp: SystemMap, cast: Cast, factor: Draw, joined: Draw) -> None:
    cause, effect = factor("Damp homes"), factor("")
    made = joined(cause, effect)
    assert MapLink.objects.get(key=made).bead is None
    change(by=cast.dev, of=damp, how=lambda document: document.put("factors", effect, name="Asthma"))
    assert MapLink.objects.get(key=made).bead is not None


def test_taking_a_factor_off_withdraws_it_and_its_links(
    damp: SystemMap, cast: Cast, factor: Draw, joined: Draw
) -> None:
    cause = factor("Damp homes")
    joined(cause, factor("Asthma"))
    change(by=cast.dev, of=damp, how=lambda document: document.take("factors", cause))
    assert [each["name"] for each in payloads("factor")] == ["Asthma"]
    assert payloads("causal_link") == []
    assert MapLink.objects.get().removed_at is not None


def test_a_factor_that_comes_back_has_its_bead_and_links_again(
    damp: SystemMap, cast: Cast, factor: Draw, joined: Draw
) -> None:
    cause = factor("Damp homes")
    joined(cause, factor("Asthma"))
    before = set(Bead.objects.values_list("pk", flat=True))
    change(by=cast.dev, of=damp, how=lambda document: document.take("factors", cause))
    change(by=cast.sam, of=damp, how=lambda document: document.put("factors", cause, name="Damp homes"))
    assert set(Bead.objects.values_list("pk", flat=True)) == before
    assert not Tombstone.objects.exists()
    assert Bead.objects.get(kind="causal_link").links_back == 1


def test_a_link_drawn_to_another_factor_leaves_the_old_one(
    damp: SystemMap, cast: Cast, factor: Draw, joined: Draw
) -> None:
    cause, effect, other = factor("Damp homes"), factor("Asthma"), factor("Missed school")
    made = joined(cause, effect)
    change(by=cast.dev, of=damp, how=lambda document: document.put("links", made, effect=other))
    living = Link.objects.filter(relation="effect_on", retracted_at=None)
    assert [each.target.payload["name"] for each in living] == ["Missed school"]
    assert payloads("causal_link")[0]["name"] == "Damp homes → Missed school"
    assert MapChange.objects.get(key=made, what="changed").fields["ends"] == [[cause, effect], [cause, other]]


def test_a_link_to_a_factor_that_is_not_there_is_kept_and_waits(damp: SystemMap, factor: Draw, joined: Draw) -> None:
    made = joined(factor("Damp homes"), key())
    assert made in load(damp).values("links")
    assert not MapLink.objects.exists()


def test_a_link_that_waited_is_there_once_its_factor_comes(
    damp: SystemMap, cast: Cast, factor: Draw, joined: Draw
) -> None:
    late = key()
    made = joined(factor("Damp homes"), late)
    change(by=cast.dev, of=damp, how=lambda document: document.put("factors", late, name="Asthma"))
    assert MapLink.objects.get(key=made).effect.name == "Asthma"


def test_a_self_loop_is_kept(factor: Draw, joined: Draw) -> None:
    fear = factor("Fear of crime")
    joined(fear, fear)
    assert payloads("causal_link")[0]["name"] == "Fear of crime → Fear of crime"


def test_what_two_people_send_is_kept_under_their_names(damp: SystemMap, cast: Cast) -> None:
    sent = []
    for person, name in ((cast.dev, "Damp homes"), (cast.sam, "Asthma")):
        sent.append(Sent(naming(name), person))
    numbers = keep(of=damp, sent=sent)
    assert list(MapUpdate.objects.filter(number__in=numbers).values_list("by", flat=True)) == [cast.dev.pk, cast.sam.pk]
    told = {each.fields["name"][1]: each.by for each in MapChange.objects.filter(what="added")}
    assert told == {"Damp homes": cast.dev, "Asthma": cast.sam}


def foreign(fill: Callable[[Doc[Any]], None]) -> bytes:
    doc: Doc[Any] = Doc()
    fill(doc)
    return bytes(doc.get_update())


REFUSED = {
    "rubbish": b"\x01\x02 rubbish",
    "nothing": b"",
    "another part": foreign(lambda doc: doc.get("people", type=Map).update({"a": "b"})),
    "no key": foreign(lambda doc: doc.get("factors", type=Map).update({"one": Map({"name": "Damp"})})),
    "long name": foreign(lambda doc: doc.get("factors", type=Map).update({key(): Map({"name": "x" * 201})})),
    "no number": foreign(lambda doc: doc.get("factors", type=Map).update({key(): Map({"x": float("nan")})})),
    "unknown field": foreign(lambda doc: doc.get("factors", type=Map).update({key(): Map({"resident": "Rosa"})})),
    "no entry": foreign(lambda doc: doc.get("factors", type=Map).update({key(): "Damp"})),
    "list for a name": foreign(lambda doc: doc.get("factors", type=Map).update({key(): Map({"name": Array(["a"])})})),
    "link of one end": foreign(lambda doc: doc.get("links", type=Map).update({key(): Map({"cause": key()})})),
    "unknown polarity": foreign(
        lambda doc: doc.get("links", type=Map).update(
            {key(): Map({"cause": key(), "effect": key(), "polarity": "maybe"})}
        )
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_a_map_may_not_hold_is_refused_whole(damp: SystemMap, cast: Cast, what: str) -> None:
    before = MapUpdate.objects.count()
    with pytest.raises(BadInputError):
        keep(of=damp, sent=[Sent(naming("Damp homes"), cast.dev), Sent(REFUSED[what], cast.dev)])
    assert MapUpdate.objects.count() == before
    assert not MapFactor.objects.exists()


def test_a_closed_map_takes_nothing(damp: SystemMap, factor: Draw) -> None:
    SystemMap.objects.update(closed_at=timezone.now())
    with pytest.raises(NotAllowedError):
        factor("Damp homes")


def test_one_sitting_is_one_entry_in_the_audit_trail(factor: Draw) -> None:
    for name in ("Damp homes", "Asthma", "Missed school"):
        factor(name)
    assert AuditEvent.objects.filter(action="maps.edit").count() == 1


def test_a_change_that_changes_nothing_keeps_nothing(damp: SystemMap, cast: Cast, factor: Draw) -> None:
    made = factor("Damp homes")
    assert change(by=cast.dev, of=damp, how=lambda document: document.put("factors", made, name="Damp homes")) == []


@pytest.mark.django_db(transaction=True)
def test_a_copy_that_is_held_never_has_what_was_refused(damp: SystemMap, cast: Cast, factor: Draw) -> None:
    copy = Copy()
    keep(of=damp, sent=[Sent(naming("Damp homes"), cast.dev)], copy=copy)
    with pytest.raises(BadInputError):
        keep(of=damp, sent=[Sent(naming("Rent"), cast.dev), Sent(REFUSED["long name"], cast.dev)], copy=copy)
    factor("Asthma")
    keep(of=damp, sent=[Sent(naming("Mould"), cast.sam)], copy=copy)
    keep(of=damp, sent=[Sent(naming("Cold"), cast.sam)], copy=copy)
    damp.refresh_from_db()
    held = copy.take(damp).values("factors")
    assert {each["name"] for each in held.values()} == {"Damp homes", "Asthma", "Mould", "Cold"}
    assert held == load(damp).values("factors")
    assert AuditEvent.objects.filter(action="maps.edit", by=cast.sam).count() == 1


def test_who_only_moves_things_has_one_entry_in_the_audit_trail(damp: SystemMap, cast: Cast, factor: Draw) -> None:
    made = factor("Damp homes")
    change(by=cast.sam, of=damp, how=lambda document: document.put("factors", made, x=1.0))
    change(by=cast.sam, of=damp, how=lambda document: document.put("factors", made, x=2.0))
    assert AuditEvent.objects.filter(action="maps.edit", by=cast.sam).count() == 1
    assert MapFactor.objects.get(key=made).x == 2.0


def test_an_update_does_not_grow_with_what_was_deleted_before() -> None:
    document, numbers, sizes = Document(), [key() for _ in range(60)], []
    for each in numbers:
        document.change(partial(_move, each, 0.0))
    for turn in range(240):
        moved = numbers[(turn * 37) % 60 if turn % 2 else turn % 60]
        sizes.append(len(document.change(partial(_move, moved, float(turn + 1)))[0]))
    assert max(sizes) < 50


def _move(factor: str, to: float, document: Document) -> None:
    document.put("factors", factor, x=to)


def test_a_document_that_nobody_holds_leaves_memory() -> None:
    document = Document()
    document.change(partial(_move, key(), 1.0))
    gone = weakref.ref(document)
    del document
    gc.collect()
    assert gone() is None

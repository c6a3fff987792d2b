"""Earlier states of a map can be named, looked at and gone back to; going back from there leads here again."""

from __future__ import annotations

import random
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from seedbed.errors import UsageError
from seedbed.web.golden_thread.models import Link
from seedbed.web.people.models import User
from seedbed.web.step5_agenda.models import MapChange, MapFactor, MapLineage, SystemMap
from seedbed.web.step5_agenda.reshaping.actions import merge_factors, split_factor, undo_lineage
from seedbed.web.step5_agenda.reshaping.planning import Merger, plan_merge, plan_split
from seedbed.web.step5_agenda.reshaping.versions import as_it_was, go_back, name_version
from seedbed.web.step5_agenda.shared.document import Document
from seedbed.web.step5_agenda.shared.drawing import add_factor, add_link, edit_factor, remove_factor
from seedbed.web.step5_agenda.shared.keeping import load
from seedbed.web.step5_agenda.shared.patches import copy_of, difference, play, play_back
from tests.unit.web.conftest import Cast
from tests.unit.web.step5_agenda.conftest import Draw
from tests.unit.web.step5_agenda.test_merging import merge, said_by, standing

KEYS = [str(UUID(int=number)) for number in range(1, 7)]


@some.composite
def documents(draw: some.DrawFn) -> Document:
    """Return a document with two factors or more, and whatever links, submaps and layouts there may be."""
    document = Document()
    keys = KEYS[: draw(some.integers(2, len(KEYS)))]
    one = some.sampled_from(keys)
    for key in keys:
        document.put("factors", key, name=draw(some.text("ab", max_size=3)), vulnerable=draw(some.booleans()))
    links = draw(
        some.lists(some.tuples(one, some.sampled_from(KEYS), some.sampled_from(["same", "opposite"])), max_size=8)
    )
    for number, (cause, effect, polarity) in enumerate(links):
        document.put("links", str(UUID(int=100 + number)), cause=cause, effect=effect, polarity=polarity)
    document.put("submaps", KEYS[0], name="Part", factors=dict.fromkeys(draw(some.sets(one)), True))
    document.put("layouts", KEYS[0], name="Ring", places={key: [1.0, 2.0] for key in draw(some.sets(one))})
    return document


@settings(max_examples=60, deadline=None)
@given(document=documents(), join=some.booleans(), many=some.integers(2, 6))
def test_a_plan_that_is_played_and_played_back_changes_nothing(document: Document, *, join: bool, many: int) -> None:
    factors = sorted(document.values("factors"))[:many]
    merging = plan_merge(document, Merger(factors, factors[0], {"name": "one"}, join))
    sides = dict(zip(sorted(document.values("links")), ["first", "second", "both"] * 3, strict=False))
    for plan in (merging, plan_split(document, factor=factors[0], names=("one", "two"), sides=sides)):
        copy = copy_of(document)
        play(copy, plan.patch)
        assert not {*copy.values("factors")}.intersection(plan.gone)
        play_back(copy, plan.patch)
        assert not difference(document, copy)


def scribble(by: User, damp: SystemMap, seed: int) -> None:
    """Do six things on a map, each as likely as the others."""
    chance = random.Random(seed)
    for _ in range(6):
        on_it = [
            str(key)
            for key in MapFactor.objects.filter(map=damp, removed_at=None).order_by("pk").values_list("key", flat=True)
        ]
        chance.shuffle(on_it)
        done = MapLineage.objects.filter(map=damp, undone_at=None).order_by("-pk").first()
        match chance.choice(["add", "link", "edit", "remove", "merge", "split", "undo"]):
            case "link" if len(on_it) > 1:
                add_link(
                    by=by,
                    of=damp,
                    cause=on_it[0],
                    effect=on_it[1],
                    fields={"polarity": chance.choice(["same", "opposite"])},
                )
            case "edit" if on_it:
                edit_factor(by=by, of=damp, key=on_it[0], fields={"name": f"Renamed {chance.random()}"})
            case "remove" if len(on_it) > 2:
                remove_factor(by=by, of=damp, key=on_it[0])
            case "merge" if len(on_it) > 1:
                merge_factors(
                    by=by, of=damp, merger=Merger(on_it[:2], on_it[1], {"name": "Merged"}, chance.random() < 0.5)
                )
            case "split" if on_it:
                split_factor(by=by, of=damp, factor=on_it[0], names=["One", "Other"], sides={})
            case "undo" if done is not None:
                undo_lineage(by=by, lineage=done)
            case _:
                add_factor(by=by, of=damp, fields={"name": f"New {chance.random()}"})


@pytest.mark.parametrize("seed", range(3))
def test_going_back_and_back_again_leads_to_the_same(damp: SystemMap, cast: Cast, factor: Draw, seed: int) -> None:
    for name in ("Damp homes", "Asthma", "Rent"):
        factor(name)
    scribble(cast.dev, damp, seed)
    then, was = SystemMap.objects.get().last_number, standing()
    scribble(cast.sam, damp, 100 + seed)
    now, standing_now = SystemMap.objects.get().last_number, standing()
    go_back(by=cast.dev, of=damp, to=then)
    assert standing() == was
    go_back(by=cast.dev, of=damp, to=now)
    assert standing() == standing_now


def test_a_state_can_be_looked_at_as_it_was(damp: SystemMap, cast: Cast, factor: Draw) -> None:
    factor("Damp homes")
    named = name_version(by=cast.dev, of=damp, name=" Before the  workshop")
    factor("Asthma")
    assert named.name == "Before the workshop"
    assert [each["name"] for each in as_it_was(damp, named.number).values("factors").values()] == ["Damp homes"]
    assert as_it_was(damp, 0).values("factors") == {}


def test_history_keeps_what_lay_between(damp: SystemMap, cast: Cast, factor: Draw) -> None:
    factor("Damp homes")
    before = SystemMap.objects.get().last_number
    factor("Asthma")
    go_back(by=cast.dev, of=damp, to=before)
    assert MapChange.objects.get(what="went_back").fields == {"to": before}
    assert len(as_it_was(damp, before + 1).values("factors")) == 2
    assert len(load(damp).values("factors")) == 1


def test_a_version_has_a_name_of_its_own(damp: SystemMap, cast: Cast) -> None:
    name_version(by=cast.dev, of=damp, name="Before")
    with pytest.raises(UsageError):
        name_version(by=cast.dev, of=damp, name="before")
    with pytest.raises(UsageError, match="like this already"):
        go_back(by=cast.dev, of=damp, to=1)


def test_evidence_is_where_it_was_after_going_back_past_a_merge(damp: SystemMap, cast: Cast, factor: Draw) -> None:
    homes, other = factor("Damp homes"), factor("Wet homes")
    theme = said_by(damp, cast, other)
    before = SystemMap.objects.get().last_number
    merge(cast, damp, [homes, other])
    said_of = Link.objects.filter(source=theme, retracted_at=None).values_list("target__payload__name", flat=True)
    for to, name in ((before, "Wet homes"), (before + 1, "Damp homes")):
        go_back(by=cast.dev, of=damp, to=to)
        assert list(said_of.all()) == [name]
    assert MapFactor.objects.get(key=other).went_in == MapFactor.objects.get(key=homes)

"""Laws of the golden thread, on threads that hypothesis makes step by step."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from seedbed.errors import UsageError
from seedbed.thread.columns import COUNTED_RELATIONS, ThreadColumns
from seedbed.thread.documents import thread_from_json, thread_to_json
from seedbed.thread.flow import RANKS
from seedbed.thread.history import Mark
from seedbed.thread.kinds import FORWARD, LINEAGE_KINDS, BeadKind, Relation, is_legal
from seedbed.thread.loose_ends import LooseEnd, loose_ends
from seedbed.thread.measures import completeness, origin_mix, time_to_feedback
from seedbed.thread.payloads import Payload
from seedbed.thread.reading import columns_of
from seedbed.thread.stages import furthest_stages, stage_items, voice_items
from seedbed.thread.thread import Thread
from seedbed.thread.tracing import Limits, Way
from tests.unit.thread import plain_measures as plain
from tests.unit.thread.making import DAY, MARK, payload, payloads, threads

WHOLE = Limits(10_000, 10_000, 10_000)
LATER = Mark(datetime(2025, 4, 1, tzinfo=UTC), 8, "after all")
MERGEABLE = set(LINEAGE_KINDS.split())


def state(thread: Thread) -> tuple[object, ...]:
    """Return all that people can see of a thread."""
    store = thread.store
    living = {(link.id, link.row, link.made, link.made_in) for link in thread.living_links()}
    return dict(store.beads), living, dict(store.replaced), dict(store.tombstones)


def of_one_kind(thread: Thread) -> list[list[int]]:
    """Return beads that could be merged, by kind, where there are two or more."""
    kinds = dict[BeadKind, list[int]]()
    for bead in thread.store.beads.values():
        if bead.kind.value in MERGEABLE and bead.id not in thread.store.replaced:
            kinds.setdefault(bead.kind, []).append(bead.id)
    return [found for found in kinds.values() if len(found) > 1]


class LivingThread(RuleBasedStateMachine):
    """People add, link, retract, revise, merge, split, replace, undo and withdraw in any order."""

    @initialize(start=threads())
    def begin(self, start: Thread) -> None:
        self.thread = start

    def pick(self, data: st.DataObject) -> int:
        return data.draw(st.sampled_from(sorted(self.thread.store.beads)))

    @rule(made=payloads(), programme=st.sampled_from([1, 1, 2]))
    def add(self, made: Payload, programme: int) -> None:
        before = set(self.thread.store.beads) | set(self.thread.store.tombstones)
        assert self.thread.add(made, programme=programme, neighbourhood=1, made=MARK).id not in before

    @precondition(lambda self: self.thread.store.beads)
    @rule(data=st.data(), relation=st.sampled_from(Relation))
    def link(self, data: st.DataObject, relation: Relation) -> None:
        """A link is made if, and only if, nothing forbids it."""
        store = self.thread.store
        numbers = [*store.beads, *store.tombstones]
        likely = [
            (first.id, second.id)
            for first in store.beads.values()
            for second in store.beads.values()
            if is_legal(first.kind, relation, second.kind)
        ]
        anything = st.tuples(st.sampled_from(numbers), st.sampled_from(numbers))
        first, second = data.draw(st.sampled_from(likely) | anything if likely else anything)
        ends = [store.beads.get(first), store.beads.get(second)]
        may = (
            relation in COUNTED_RELATIONS
            and ends[0] is not None
            and ends[1] is not None
            and is_legal(ends[0].kind, relation, ends[1].kind)
            and ends[0].programme == ends[1].programme
            and not {first, second} & set(store.replaced)
        )
        try:
            made = self.thread.link(first, relation, second, MARK)
        except UsageError:
            assert not may
        else:
            assert may
            assert self.thread.link(first, relation, second, LATER) == made

    @rule(data=st.data())
    def retract(self, data: st.DataObject) -> None:
        links = [link.id for link in self.thread.living_links() if link.relation in COUNTED_RELATIONS]
        if links:
            kept = self.thread.retract(data.draw(st.sampled_from(links)), LATER)
            assert kept.retracted == LATER
            assert kept.id in self.thread.store.links

    @rule(data=st.data())
    def revise(self, data: st.DataObject) -> None:
        themes = [b.id for b in self.thread.store.beads.values() if b.kind is BeadKind.THEME]
        in_place = [bead for bead in themes if bead not in self.thread.store.replaced]
        if in_place:
            bead = data.draw(st.sampled_from(in_place))
            before = self.thread.bead(bead).payload
            self.thread.revise(bead, payload(BeadKind.THEME, data.draw(st.sampled_from("abc"))), LATER)
            if before != self.thread.bead(bead).payload:
                assert self.thread.store.revisions[bead][-1].before == before

    @rule(data=st.data(), way=st.sampled_from(["merge", "supersede", "split"]), back=st.booleans())
    def replace(self, data: st.DataObject, way: str, back: bool) -> None:
        """To merge, split or supersede and then undo leaves all as it was."""
        found = of_one_kind(self.thread)
        if not found:
            return
        beads = data.draw(st.permutations(data.draw(st.sampled_from(found))))
        before = state(self.thread)
        try:
            number = self._replaced(way, beads)
        except UsageError:
            assert state(self.thread) == before
            return
        if back:
            self.thread.undo(number, LATER)
            assert state(self.thread) == before

    def _replaced(self, way: str, beads: list[int]) -> int:
        if way == "merge":
            return self.thread.merge(beads[:3], beads[0], MARK).id
        if way == "supersede":
            return self.thread.supersede(beads[0], beads[1], MARK).id
        own = [link.id for link in self.thread.store.links_at(beads[0]) if link.relation in COUNTED_RELATIONS]
        parts = {part: own[place::2] for place, part in enumerate(beads[1:3])}
        return self.thread.split(beads[0], parts, MARK).id

    @precondition(lambda self: self.thread.store.lineages)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        """What was undone cannot be undone again."""
        number = data.draw(st.sampled_from(sorted(self.thread.store.lineages)))
        try:
            self.thread.undo(number, LATER)
        except UsageError:
            return
        try:
            self.thread.undo(number, LATER)
        except UsageError as error:
            assert "already undone by account 8" in error.why  # noqa: PT017 - the law is that it refuses
        else:
            raise AssertionError("It was undone twice.")

    @precondition(lambda self: self.thread.store.beads)
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        given = [bead.id for bead in self.thread.store.beads.values() if bead.kind is BeadKind.CONTRIBUTION]
        bead = data.draw(st.sampled_from(given)) if given else self.pick(data)
        said = self.thread.bead(bead).kind is BeadKind.CONTRIBUTION
        voices = {link.target for link in self.thread.store.links_at(bead) if link.relation is Relation.EXCERPTED_AS}
        gone = self.thread.withdraw([bead], LATER.at)
        assert bead in gone
        assert not said or voices <= {*gone, *self.thread.store.tombstones}

    @invariant()
    def every_living_link_is_legal_and_there_once(self) -> None:
        store = self.thread.store
        rows = [link.row for link in self.thread.living_links()]
        assert len(rows) == len(set(rows))
        for source, relation, target in rows:
            first, second = store.beads[source], store.beads[target]
            assert is_legal(first.kind, relation, second.kind)
            assert first.programme == second.programme
            assert relation not in COUNTED_RELATIONS or not {source, target} & set(store.replaced)

    @invariant()
    def nothing_withdrawn_is_anywhere(self) -> None:
        gone = set(self.thread.store.tombstones)
        for bead in self.thread.store.beads:
            for way in Way:
                found = self.thread.trace(bead, way)
                assert not gone & {*found.beads, *found.totals}
        columns = columns_of(self.thread, 1, 1)
        assert not gone & set(columns.kinds)
        for bead in gone:
            try:
                self.thread.trace(bead, Way.FORWARD)
            except UsageError as error:
                assert "withdrawn" in error.what  # noqa: PT017 - the law is that it refuses
            else:
                raise AssertionError("A tombstone was traced.")

    @invariant()
    def the_document_gives_the_thread_back(self) -> None:
        text = thread_to_json(self.thread)
        again = thread_from_json(text)
        assert state(again) == state(self.thread)
        assert again.store.revisions == self.thread.store.revisions
        assert thread_to_json(again) == text


LivingThread.TestCase.settings = settings(
    max_examples=60, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
test_a_living_thread_keeps_its_laws = LivingThread.TestCase


@given(threads())
@settings(max_examples=60, deadline=None)
def test_forward_then_back_returns(thread: Thread) -> None:
    for start in thread.store.beads:
        for way, other in ((Way.FORWARD, Way.BACK), (Way.BACK, Way.FORWARD)):
            for end in thread.trace(start, way, WHOLE).beads:
                assert start in thread.trace(end, other, WHOLE).beads


@given(threads())
@settings(max_examples=60, deadline=None)
def test_traces_and_counts_equal_a_plain_walk(thread: Thread) -> None:
    rows = tuple(link.row for link in thread.living_links())
    columns = ThreadColumns({bead.id: bead.kind for bead in thread.store.beads.values()}, rows)
    for start in thread.store.beads:
        for way in Way:
            reached = plain.walk(columns, start, way is Way.FORWARD)
            whole = thread.trace(start, way, WHOLE)
            assert set(whole.beads) == reached
            assert len(whole.beads) == len(reached)
            assert not whole.cut
            counts = thread.trace_counts(start, way)
            assert counts.beads == len(reached) - 1
            for kind, count in counts.by_kind.items():
                assert count == sum(thread.bead(bead).kind is kind for bead in reached - {start})


@given(threads(), st.integers(1, 3), st.integers(1, 4), st.integers(1, 9))
@settings(max_examples=100, deadline=None)
def test_a_page_is_a_part_of_the_whole_and_tells_what_it_leaves_out(
    thread: Thread, links: int, level: int, beads: int
) -> None:
    for start in thread.store.beads:
        page = thread.trace(start, Way.FORWARD, Limits(links, level, beads))
        whole = thread.trace(start, Way.FORWARD, WHOLE)
        assert set(page.beads) <= set(whole.beads)
        assert set(page.hops) <= set(whole.hops)
        assert len(page.beads) <= max(beads, 1)
        assert all(len(found.beads) <= level for found in page.levels)
        assert all(page.totals[bead] == whole.totals[bead] for bead in page.totals)
        assert page.cut or set(page.beads) == set(whole.beads)


@given(threads(), st.integers(0, 7))
@settings(max_examples=200, deadline=None)
def test_measures_equal_plain_ones(thread: Thread, days: int) -> None:
    columns = columns_of(thread, 1, 1)
    found = completeness(columns)
    assert plain.completeness(columns) == (
        found.contributions, found.decided, found.actions, found.with_voice, found.with_figure, found.with_both
    )  # fmt: skip
    as_of = date(2025, 3, 1 + days)
    answers = time_to_feedback(columns, as_of)
    slow = {said: plain.first_answer(columns, said, as_of) for said, on in columns.said_on.items() if on <= as_of}
    assert answers.answered == {said: wait for said, wait in slow.items() if wait is not None}
    assert answers.waiting == {s: (as_of - columns.said_on[s]).days for s, wait in slow.items() if wait is None}


@given(threads())
@settings(max_examples=200, deadline=None)
def test_stages_and_origins_equal_plain_ones(thread: Thread) -> None:
    columns = columns_of(thread, 1, 1)
    placed = stage_items(columns, {})
    slow = [(s, b) for b in columns.kinds if plain.counts(columns, b) for s in plain.stands_at(columns, b)]
    assert sorted(zip(placed.first, placed.beads, strict=True)) == sorted(slow)
    behind = dict[int, set[int]]()
    for item, who in zip(placed.item, placed.contributor, strict=True):
        behind.setdefault(item, set()).add(placed.contributors[who][1])  # type: ignore[index]
    for item, bead in enumerate(placed.beads):
        assert behind.get(item, set()) == plain.residents_behind(columns, bead)
    assert furthest_stages(columns) == {v: plain.furthest(columns, v) for v in columns.of_kind(BeadKind.VOICE)}
    followed = voice_items(columns, {})
    assert list(followed.last) == [furthest_stages(columns)[voice] for voice in followed.beads]
    for row in origin_mix(columns)[1:]:
        held = [plain.origins_of(columns, bead) for stage, bead in slow if stage == row.stage]
        parts = [sum(part in one for one in held) for part in ("resident", "professional", "data")]
        assert [row.items, row.resident, row.professional, row.data] == [len(held), *parts]
        assert row.none == sum(not one for one in held)


@given(threads(), st.integers(2, 3))
@settings(max_examples=100, deadline=None)
def test_who_is_not_counted_is_behind_no_item_and_what_they_alone_said_is_none(thread: Thread, people: int) -> None:
    columns = columns_of(thread, 1, 1)
    person_of = {said: said % people for said in columns.of_kind(BeadKind.CONTRIBUTION)}
    for items in (stage_items, voice_items):
        everybody, some = items(columns, person_of), items(columns, person_of, counted={0})
        behind = {bead: {person_of[c] for c in plain.residents_behind(columns, bead)} for bead in everybody.beads}
        assert some.beads == tuple(bead for bead in everybody.beads if not behind[bead] or 0 in behind[bead])
        assert set(some.contributors) <= {0}
        assert [some.beads[item] for item in some.item] == [bead for bead in some.beads if 0 in behind[bead]]
        assert items(columns, person_of, counted=range(people)) == everybody


@given(threads())
@settings(max_examples=60, deadline=None)
def test_the_order_in_which_rows_are_read_changes_no_item(thread: Thread) -> None:
    columns = columns_of(thread, 1, 1)
    turned = replace(columns, links=columns.links[::-1], kinds=dict(list(columns.kinds.items())[::-1]))
    assert voice_items(turned, {}) == voice_items(columns, {})
    assert stage_items(turned, {}) == stage_items(columns, {})


@given(threads())
@settings(max_examples=100, deadline=None)
def test_withdrawing_all_that_was_said_leaves_no_voice_in_any_measure(thread: Thread) -> None:
    said = [bead.id for bead in thread.store.beads.values() if bead.kind in {BeadKind.CONTRIBUTION, BeadKind.VOICE}]
    thread.withdraw(said, LATER.at)
    columns = columns_of(thread, 1, 1)
    assert completeness(columns).contributions == 0
    assert completeness(columns).with_voice == 0
    assert not stage_items(columns, {}).item
    assert not voice_items(columns, {}).beads
    assert all(row.resident == row.professional == 0 for row in origin_mix(columns))
    assert not loose_ends(columns)[LooseEnd.VOICE_WITHOUT_REPLY]
    assert not time_to_feedback(columns, DAY).waiting
    assert '"start"' not in thread_to_json(thread)


@given(threads())
@settings(max_examples=60, deadline=None)
def test_loose_ends_go_when_the_thread_goes_on(thread: Thread) -> None:
    new = thread.add(payload(BeadKind.PRIORITY), programme=1, neighbourhood=1, made=MARK).id
    undecided = loose_ends(columns_of(thread, 1, 1))[LooseEnd.PRIORITY_WITHOUT_DECISION]
    assert new in undecided
    decision = thread.add(payload(BeadKind.DECISION), programme=1, neighbourhood=1, made=MARK).id
    thread.link(undecided[0], Relation.DECIDED_IN, decision, MARK)
    now = loose_ends(columns_of(thread, 1, 1))
    assert undecided[0] not in now[LooseEnd.PRIORITY_WITHOUT_DECISION]
    assert decision in now[LooseEnd.DECISION_WITHOUT_ACTION]
    assert decision in now[LooseEnd.DECISION_WITHOUT_REPLY]


def test_only_effects_on_factors_close_circles() -> None:
    for source in BeadKind:
        for target in BeadKind:
            for relation in FORWARD:
                if is_legal(source, relation, target):
                    assert RANKS[source] < RANKS[target]
    assert RANKS[BeadKind.CAUSAL_LINK] > RANKS[BeadKind.FACTOR]
    assert is_legal(BeadKind.CAUSAL_LINK, Relation.EFFECT_ON, BeadKind.FACTOR)

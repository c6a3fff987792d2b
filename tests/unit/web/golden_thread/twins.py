"""The thread in memory and the thread in the database, changed side by side by the same random actions."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import timedelta
from random import Random

from seedbed.errors import UsageError
from seedbed.thread.columns import ThreadColumns
from seedbed.thread.kinds import LEGAL_LINKS, LINEAGE_KINDS, BeadKind, Relation
from seedbed.thread.payloads.choices import Outcome
from seedbed.thread.thread import Thread
from seedbed.thread.tracing import Hop, Trace
from seedbed.web.golden_thread import actions, models
from seedbed.web.places.models import Neighbourhood
from tests.unit.thread.making import DAY, MARK, payload

KINDS = [
    *[BeadKind.CONTRIBUTION, BeadKind.VOICE, BeadKind.VOICE, BeadKind.CODE, BeadKind.THEME, BeadKind.THEME],
    *[BeadKind.FACTOR, BeadKind.CAUSAL_LINK, BeadKind.PRIORITY, BeadKind.DECISION, BeadKind.ACTION, BeadKind.REPLY],
]
Link = tuple[int, Relation, int]


class Twins:
    """Beads and links are named by their numbers in memory; ``beads`` says their numbers in the database."""

    def __init__(self, places: list[Neighbourhood | None], random: Random) -> None:
        self.places, self.random = places, random
        self.programme = next(place.programme for place in places if place is not None)
        self.memory = Thread()
        self.beads: dict[int, models.Bead] = {}
        self.lineages: list[tuple[int, models.Lineage]] = []

    def act(self) -> None:
        """Do one random thing in both; both do it, or both refuse."""
        usual = {self.add: 3, self.link: 20, self.retract: 2, self.revise: 1, self.withdraw: 1}
        weights = {**usual, self.merge: 4, self.split: 3, self.supersede: 2, self.undo: 5}
        (act,) = self.random.choices(list(weights), list(weights.values()))
        if len(self.beads) < 20:
            act = self.add
        act()

    def add(self) -> None:
        kind = self.random.choice(KINDS)
        made = payload(kind)
        if kind is BeadKind.CONTRIBUTION:
            made = payload(kind, said_on=DAY + timedelta(self.random.randrange(9)))
        if kind is BeadKind.DECISION:
            made = payload(kind, outcome=self.random.choice(list(Outcome)), reason="since")
        place = self.random.choice(self.places)
        where = None if place is None else place.pk
        bead = self.memory.add(made, programme=self.programme.pk, neighbourhood=where, made=MARK)
        self.beads[bead.id] = actions.add_bead(by=None, programme=self.programme, neighbourhood=place, payload=made)

    def link(self) -> None:
        relation = self.random.choice(list(Relation))
        source, target = self._of(LEGAL_LINKS[relation].sources), self._of(LEGAL_LINKS[relation].targets)
        self._both(
            lambda: self.memory.link(source, relation, target, MARK),
            lambda: actions.link(by=None, source=self.beads[source], relation=relation, target=self.beads[target]),
        )

    def retract(self) -> None:
        if self.memory.store.links:
            link = self.random.choice(list(self.memory.store.links.values()))
            twin = self._twin(link.row)
            if twin is not None and link.lives:
                self._both(
                    lambda: self.memory.retract(link.id, MARK), lambda: actions.retract(by=None, link=twin, why="x")
                )

    def revise(self) -> None:
        bead = self._bead()
        changed = payload(BeadKind(self.beads[bead].kind), name=self.random.choice("ab"))
        self._both(
            lambda: self.memory.revise(bead, changed, MARK),
            lambda: actions.revise(by=None, bead=self.beads[bead], payload=changed, why="x"),
        )

    def merge(self) -> None:
        into = self._of(_MERGEABLE)
        merged = [self._like(into) for _ in range(self.random.randint(1, 3))]
        done = self._both(
            lambda: self.memory.merge(merged, into, MARK).id,
            lambda: actions.merge(by=None, beads=[self.beads[bead] for bead in merged], into=self.beads[into], why="x"),
        )
        self._keep(done)

    def supersede(self) -> None:
        new = self._of(_MERGEABLE)
        old = self._like(new)
        done = self._both(
            lambda: self.memory.supersede(old, new, MARK).id,
            lambda: actions.supersede(by=None, old=self.beads[old], new=self.beads[new], why="x"),
        )
        self._keep(done)

    def split(self) -> None:
        whole = self._of(_MERGEABLE)
        parts = sorted({self._like(whole) for _ in range(3)} - {whole})
        links = [link for link in self.memory.store.links_at(whole) if link.relation not in _LINEAGE]
        shares: dict[int, list[int]] = {part: [] for part in parts}
        twins: dict[models.Bead, list[int]] = {self.beads[part]: [] for part in parts}
        for link in links if parts else []:
            for part in {self.random.choice(parts), self.random.choice(parts)}:
                twin = self._twin(link.row)
                assert twin is not None
                shares[part].append(link.id)
                twins[self.beads[part]].append(twin.pk)
        done = self._both(
            lambda: self.memory.split(whole, shares, MARK).id,
            lambda: actions.split(by=None, bead=self.beads[whole], into=twins, why="x"),
        )
        self._keep(done)

    def undo(self) -> None:
        if self.lineages:
            number, twin = self.random.choice(self.lineages[-4:])
            self._both(lambda: self.memory.undo(number, MARK), lambda: actions.undo(by=None, lineage=twin))

    def withdraw(self) -> None:
        gone = [self._bead() for _ in range(self.random.randint(1, 2))]
        self._both(
            lambda: self.memory.withdraw(gone, MARK.at),
            lambda: actions.withdraw(by=None, beads=[self.beads[bead] for bead in gone], why=""),
        )

    def _bead(self) -> int:
        """Pick a bead, seldom one that was withdrawn or no longer stands for itself."""
        store = self.memory.store
        standing = [bead for bead in store.beads if bead not in store.replaced]
        return self.random.choice(standing if standing and self.random.random() < 0.95 else list(self.beads))

    def _of(self, kinds: Collection[BeadKind]) -> int:
        """Pick a bead of these kinds where one is found, seldom another."""
        picked = [self._bead() for _ in range(40)]
        return next((bead for bead in picked if self.beads[bead].kind in kinds), picked[0])

    def _like(self, bead: int) -> int:
        return self._of([BeadKind(self.beads[bead].kind)])

    def _both(self, in_memory: Callable[[], object], in_database: Callable[[], object]) -> tuple[object, object]:
        done = [_tried(in_memory), _tried(in_database)]
        refused = [isinstance(result, UsageError) for result in done]
        assert refused[0] == refused[1], done
        return done[0], done[1]

    def _keep(self, done: tuple[object, object]) -> None:
        if isinstance(done[0], int) and isinstance(done[1], models.Lineage):
            self.lineages.append((done[0], done[1]))

    def _twin(self, row: Link) -> models.Link | None:
        source, relation, target = self.beads[row[0]], row[1].value, self.beads[row[2]]
        return models.Link.objects.filter(source=source, relation=relation, target=target, retracted_at=None).first()

    def in_memory(self, number: int) -> int:
        """Return a bead's number in memory."""
        return next(mine for mine, twin in self.beads.items() if twin.pk == number)

    def translated(self, trace: Trace) -> tuple[object, ...]:
        """Return a trace of the database in the numbers of memory."""
        name = {twin.pk: mine for mine, twin in self.beads.items()}
        levels = [
            (
                [name[bead] for bead in level.beads],
                [Hop(name[hop.source], hop.relation, name[hop.target]) for hop in level.hops],
            )
            for level in trace.levels
        ]
        return levels, {name[bead]: total for bead, total in trace.totals.items()}, trace.cut

    def translated_columns(self, columns: ThreadColumns) -> tuple[object, ...]:
        """Return columns of the database in the numbers of memory."""
        return plain_columns(columns, {twin.pk: mine for mine, twin in self.beads.items()})


def plain_columns(columns: ThreadColumns, name: dict[int, int]) -> tuple[object, ...]:
    """Return columns as values that can be compared, whatever their order."""
    fields = [columns.kinds, columns.said_on, columns.origins, columns.sent_on]
    fields += [columns.outcomes, columns.states, columns.judgements]
    named = [{name[bead]: value for bead, value in field.items()} for field in fields]
    links = {(name[source], relation, name[target]) for source, relation, target in columns.links}
    return named, links, {name[bead] for bead in columns.programme_wide}


_MERGEABLE = [BeadKind(kind) for kind in LINEAGE_KINDS.split()]
_LINEAGE = {Relation.MERGED_INTO, Relation.SPLIT_INTO, Relation.SUPERSEDES}


def _tried(act: Callable[[], object]) -> object:
    try:
        return act()
    except UsageError as error:
        return error

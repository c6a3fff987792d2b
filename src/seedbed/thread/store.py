"""Where the thread in memory keeps its beads, links and history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from seedbed.thread.beads import Bead, BeadId
from seedbed.thread.columns import LinkRow
from seedbed.thread.history import KeptLink, Lineage, LineageId, LinkId, Mark, Revision, Tombstone


@dataclass(slots=True)
class Store:
    """Tables of the thread; rules are elsewhere. Numbers are never used twice."""

    beads: dict[BeadId, Bead] = field(default_factory=dict)
    revisions: dict[BeadId, list[Revision]] = field(default_factory=dict)
    links: dict[LinkId, KeptLink] = field(default_factory=dict)
    lineages: dict[LineageId, Lineage] = field(default_factory=dict)
    tombstones: dict[BeadId, Tombstone] = field(default_factory=dict)
    replaced: dict[BeadId, LineageId] = field(default_factory=dict)
    last_bead: BeadId = 0
    last_link: LinkId = 0
    last_lineage: LineageId = 0
    _living: dict[LinkRow, LinkId] = field(default_factory=dict)
    _at: dict[BeadId, dict[LinkId, None]] = field(default_factory=dict)

    def next_bead(self) -> BeadId:
        """Return a number that no bead has or had."""
        self.last_bead += 1
        return self.last_bead

    def living_link(self, row: LinkRow) -> KeptLink | None:
        """Return the living link that joins these, if there is one."""
        number = self._living.get(row)
        return None if number is None else self.links[number]

    def links_at(self, bead: BeadId) -> Iterable[KeptLink]:
        """Return the living links at a bead, either way, by number."""
        return [self.links[number] for number in self._at.get(bead, ())]

    def make(self, row: LinkRow, made: Mark, made_in: LineageId | None = None) -> KeptLink:
        """Keep a new link."""
        self.last_link += 1
        link = KeptLink(self.last_link, *row, made, made_in)
        self.keep(link)
        return link

    def keep(self, link: KeptLink) -> None:
        """Keep a link as it is."""
        self.links[link.id] = link
        if link.lives:
            self._living[link.row] = link.id
            for bead in (link.source, link.target):
                self._at.setdefault(bead, {})[link.id] = None

    def retract(self, number: LinkId, retracted: Mark, retracted_in: LineageId | None = None) -> KeptLink:
        """Take a living link back."""
        link = replace(self.links[number], retracted=retracted, retracted_in=retracted_in)
        self.links[number] = link
        del self._living[link.row]
        for bead in (link.source, link.target):
            del self._at[bead][number]
        return link

    def restore(self, number: LinkId) -> None:
        """Let a link live again."""
        self.keep(replace(self.links[number], retracted=None, retracted_in=None))

"""Two maps compared, as the page shows them: two pictures, and two tables that say the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from seedbed.analysis.systems.compare import ComparedPair, Comparison, MatchBy, compare, matched_by
from seedbed.analysis.systems.types import CausalLink, Factor
from seedbed.reports.systems.drawing import Forward, draw_map
from seedbed.web.step5_agenda.comparing.sides import Side
from seedbed.web.step5_agenda.pages import PageOf, pages_of
from seedbed.web.step5_agenda.queries import STANDS
from seedbed.web.ui.tables import Cell, Column, LinkTo, Table

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Beside:
    """Two maps side by side, and what comparing them found."""

    first: Side
    second: Side
    by: MatchBy
    found: Comparison

    @property
    def differ(self) -> bool:
        """Whether there is a factor or link that only one has, or on which they do not agree."""
        told = self.found
        alone = (told.only_first, told.only_second, told.links_only_first, told.links_only_second)
        return any((*alone, told.beyond_first, told.beyond_second, told.opposite, told.unsure))

    @property
    def share(self) -> str:
        """How much of all factors both have, in percent; empty where there are none."""
        shared = self.found.shared_factors
        return "" if shared is None else f"{100 * shared:.0f}"

    @property
    def both_links(self) -> int:
        """How many links are on both."""
        return len(self.found.alike) + len(self.found.opposite) + len(self.found.unsure)

    @property
    def links_first(self) -> int:
        """How many links only the first has."""
        return len(self.found.links_only_first) + len(self.found.beyond_first)

    @property
    def links_second(self) -> int:
        """How many links only the second has."""
        return len(self.found.links_only_second) + len(self.found.beyond_second)

    @property
    def doubled(self) -> str:
        """Names that several factors of one of the maps have, which are compared as one."""
        return ", ".join(self.found.names[each] for each in self.found.doubled)


def side_by_side(first: Side, second: Side) -> Beside:
    """Compare two maps: factors of the same map by their number, whatever they are called, others by name."""
    by: MatchBy = "identifier" if first.map.pk == second.map.pk else "name"
    return Beside(first, second, by, compare(first.system, second.system, by=by))


def left_out(beside: Beside) -> int:
    """Return how many factors with a name neither residents nor professionals told of."""
    there = {each.identifier for side in (beside.first, beside.second) for each in side.system.factors}
    named = beside.first.map.factors.filter(STANDS).exclude(name="")
    return sum(str(key) not in there for key in named.values_list("key", flat=True))


def pictures(beside: Beside) -> list[tuple[Side, str]]:
    """Return both sides drawn: what only one has, or on which they do not agree, strongly, and what both say pale."""
    return [(side, _drawn(side, beside)) for side in (beside.first, beside.second) if side.system.factors]


def _drawn(side: Side, beside: Beside) -> str:
    key, shared = matched_by(beside.by), frozenset(beside.found.shared)
    agreed = {(each.cause, each.effect) for each in beside.found.alike}
    named = {each.identifier: key(each) for each in side.system.factors}
    alone = frozenset(identifier for identifier, match in named.items() if match not in shared)
    links = frozenset(
        each.identifier for each in side.system.links if (named[each.cause], named[each.effect]) not in agreed
    )
    told = (side.name, _("What only this one has, or where they do not agree, stands out. The tables say the same."))
    return draw_map(side.system, told=told, forward=Forward(alone, links, alone))


def factors_table(beside: Beside) -> Table:
    """Return all factors with what each is called on either side, those that only one has first."""
    found = beside.found
    ones, others = (_factors(side, beside.by) for side in (beside.first, beside.second))
    page, other_page = (pages_of(side.map, "factor") for side in (beside.first, beside.second))
    rows: list[list[Cell]] = [
        [found.names[key], _factor_cell(page, ones.get(key)), _factor_cell(other_page, others.get(key))]
        for key in (*found.only_first, *found.only_second, *found.shared)
    ]
    return Table(_("Factors"), [Column(_("Factor")), Column(beside.first.name), Column(beside.second.name)], rows)


def links_table(beside: Beside) -> Table:
    """Return all links with what each side says of them, those on which they do not agree first."""
    found = beside.found
    kinds: list[tuple[str, Iterable[ComparedPair]]] = [
        (_("They contradict each other"), found.opposite),
        (_("Not known on one side or both"), found.unsure),
        (_("Only here, between factors that both have"), (*found.links_only_first, *found.links_only_second)),
        (_("Only here, at a factor that only one has"), (*found.beyond_first, *found.beyond_second)),
        (_("They agree"), found.alike),
    ]
    ones, others = (_links(side, beside.by) for side in (beside.first, beside.second))
    page, other_page = (pages_of(side.map, "link") for side in (beside.first, beside.second))
    rows: list[list[Cell]] = [
        [
            f"{found.names[each.cause]} → {found.names[each.effect]}",
            _link_cell(page, ones.get((each.cause, each.effect)), each.first_sign),
            _link_cell(other_page, others.get((each.cause, each.effect)), each.second_sign),
            kind,
        ]
        for kind, pairs in kinds
        for each in pairs
    ]
    columns = [Column(_("Link")), Column(beside.first.name), Column(beside.second.name), Column(_("Compared"))]
    return Table(_("Links"), columns, rows)


def _factors(side: Side, by: MatchBy) -> dict[str, Factor]:
    """Return the factors of a side by what they are matched by; of several that are matched as one, the first."""
    key = matched_by(by)
    return {key(each): each for each in reversed(side.system.factors)}


def _links(side: Side, by: MatchBy) -> dict[Pair, CausalLink]:
    key = matched_by(by)
    named = {each.identifier: key(each) for each in side.system.factors}
    return {(named[each.cause], named[each.effect]): each for each in reversed(side.system.links)}


def _factor_cell(page: PageOf, factor: Factor | None) -> Cell:
    return LinkTo(factor.name, page(factor.identifier)) if factor else _("not there")


def _link_cell(page: PageOf, link: CausalLink | None, sign: int | None) -> Cell:
    if link is None or sign is None:
        return _("not there")
    words = {1: _("same direction"), -1: _("opposite direction"), 0: _("not known")}[sign]
    return LinkTo(words, page(link.identifier))

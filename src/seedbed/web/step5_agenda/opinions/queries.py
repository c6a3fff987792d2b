"""What people of the team say of a map's factors and links: votes, dissent and comments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import QuerySet

from seedbed.web.people.models import User
from seedbed.web.step5_agenda.models import MapComment, MapFactor, MapLink, MapVote, MapWeight, SystemMap
from seedbed.web.step5_agenda.opinions.following import Following, following_of

Given = TypeVar("Given", MapVote, MapWeight)


@dataclass(frozen=True, slots=True)
class Opinions:
    """How many agree with a link or say that a factor matters, how many see it otherwise, and comments still open."""

    agree: int = 0
    otherwise: int = 0
    comments: int = 0


NONE = Opinions()


@dataclass(frozen=True, slots=True)
class VotesOn:
    """The votes on one factor or link.

    ``spent`` counts those given when a link said something else; ``mine`` is the visitor's own vote, counted or not.
    """

    agree: int
    otherwise: int
    whys: tuple[str, ...]
    spent: int
    mine: MapVote | None
    mine_counts: bool


def opinions_of(found: SystemMap) -> dict[str, Opinions]:
    """Return what is said of each factor and link of a map, by key; "" holds the open comments on the whole map."""
    following = following_of(found)
    votes = Counter((key, vote.agrees) for (key, _), vote in _counting(found, following).items())
    said = found.comments.filter(settled_at=None).values_list("key", "at")
    comments = Counter(key for where, at in said for key in following.ends(where, at))
    keys = {*comments, *(key for key, _ in votes)}
    return {key: Opinions(votes[key, True], votes[key, False], comments[key]) for key in keys}


def disputed(found: SystemMap) -> frozenset[str]:
    """Return the keys of the links that somebody sees otherwise: analysis takes them as uncertain."""
    if not found.votes.filter(agrees=False).exists():
        return frozenset()
    counting = _counting(found, following_of(found))
    return frozenset(key for (key, _), vote in counting.items() if not vote.agrees)


def votes_on(row: MapFactor | MapLink, visitor: User) -> VotesOn:
    """Return the votes on one factor or link, nobody's name among them."""
    given = votes_given(row)
    persons = {vote.by_id: vote for vote in given}
    # Of several votes of one person, given before things were merged, the last that still counts does.
    counting = {vote.by_id: vote for vote in given if vote.polarity == polarity_of(row)}
    return VotesOn(
        agree=sum(vote.agrees for vote in counting.values()),
        otherwise=sum(not vote.agrees for vote in counting.values()),
        whys=tuple(vote.why for vote in counting.values() if not vote.agrees and vote.why),
        spent=len(persons) - len(counting),
        mine=counting.get(visitor.pk) or persons.get(visitor.pk),
        mine_counts=visitor.pk in counting,
    )


def votes_given(row: MapFactor | MapLink) -> list[MapVote]:
    """Return all votes on a factor or link, and on what it stands for by now, the oldest first."""
    own, following = str(row.key), following_of(row.map)
    given = row.map.votes.filter(key__in=following.sources(own)).order_by("at", "pk")
    return [vote for vote in given if own in following.ends(vote.key, vote.at)]


def polarity_of(row: MapFactor | MapLink) -> str:
    """Return what a vote given now is of: what a link says; a factor says nothing that could change."""
    return row.polarity if isinstance(row, MapLink) else ""


def comments_on(found: SystemMap) -> list[MapComment]:
    """Return the comments on a map, those still open first, then the newest."""
    return _in_order(found.comments.all())


def comments_about(row: MapFactor | MapLink) -> list[MapComment]:
    """Return the comments on one factor or link, and on what it stands for by now, in the same order."""
    own, following = str(row.key), following_of(row.map)
    said = _in_order(row.map.comments.filter(key__in=following.sources(own)))
    return [each for each in said if own in following.ends(each.key, each.at)]


def _in_order(said: QuerySet[MapComment]) -> list[MapComment]:
    rows = said.select_related("by", "settled_by", "map")
    return sorted(rows, key=lambda each: (each.settled_at is not None, -each.pk))


def _counting(found: SystemMap, following: Following) -> dict[tuple[str, int], MapVote]:
    """Return the votes that count, each person's last, by what they are on now and who gave them.

    Those are votes on factors, and on links that still say what they said then.
    """
    return last_of_each(found, found.votes.order_by("at", "pk"), following)


def last_of_each(found: SystemMap, rows: Iterable[Given], following: Following) -> dict[tuple[str, int], Given]:
    """Return of what people gave, the oldest first, what counts: each person's last on what it is on now.

    What was given of a link that says something else by now does not count.
    """
    given = list(rows)
    now = {}
    if any(each.polarity for each in given):
        now = {str(key): polarity for key, polarity in found.links.values_list("key", "polarity")}
    return {
        (key, each.by_id): each
        for each in given
        for key in following.ends(each.key, each.at)
        if not each.polarity or now.get(key) == each.polarity
    }

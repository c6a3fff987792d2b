"""What people of the team say of a map's factors and links: votes, dissent and comments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from seedbed.web.people.models import User
from seedbed.web.step5_agenda.models import MapComment, MapFactor, MapLink, MapVote, SystemMap


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
    went = merged(found)
    # Who voted on two factors that were merged since is one person.
    given = {(went.get(vote.key, vote.key), vote.by_id): vote.agrees for vote in _counting(found)}
    votes = Counter((key, agrees) for (key, _), agrees in given.items())
    said = found.comments.filter(settled_at=None).values_list("key", flat=True)
    comments = Counter(went.get(key, key) for key in said)
    keys = {*comments, *(key for key, _ in votes)}
    return {key: Opinions(votes[key, True], votes[key, False], comments[key]) for key in keys}


def disputed(found: SystemMap) -> frozenset[str]:
    """Return the keys of the links that somebody sees otherwise: analysis takes them as uncertain."""
    if not found.votes.filter(agrees=False).exists():
        return frozenset()
    return frozenset(vote.key for vote in _counting(found) if not vote.agrees)


def is_disputed(row: MapLink) -> bool:
    """Say whether somebody sees a link otherwise than it is drawn."""
    return row.map.votes.filter(key=str(row.key), agrees=False, polarity=row.polarity).exists()


def votes_on(row: MapFactor | MapLink, visitor: User) -> VotesOn:
    """Return the votes on one factor or link, nobody's name among them."""
    given = list({vote.by_id: vote for vote in row.map.votes.filter(key__in=keys_of(row)).order_by("pk")}.values())
    counting = [vote for vote in given if vote.polarity == polarity_of(row)]
    mine = next((vote for vote in given if vote.by_id == visitor.pk), None)
    return VotesOn(
        agree=sum(vote.agrees for vote in counting),
        otherwise=sum(not vote.agrees for vote in counting),
        whys=tuple(vote.why for vote in counting if not vote.agrees and vote.why),
        spent=len(given) - len(counting),
        mine=mine,
        mine_counts=mine in counting,
    )


def merged(found: SystemMap) -> dict[str, str]:
    """Return the keys of factors that were merged, each with the key of the one that stands for it now."""
    pairs = found.factors.exclude(went_in=None).values_list("key", "went_in__key")
    step = {str(key): str(into) for key, into in pairs}
    return {key: _last(step, into) for key, into in step.items()}


def _last(step: Mapping[str, str], key: str) -> str:
    """Follow mergers of mergers to the factor that stands; never in a circle."""
    seen = {key}
    while (into := step.get(key)) is not None and into not in seen:
        seen.add(into)
        key = into
    return key


def keys_of(row: MapFactor | MapLink) -> list[str]:
    """Return the keys under which things were said of a factor or link: its own, and of what was merged into it."""
    own = str(row.key)
    return [own] if isinstance(row, MapLink) else [own, *(key for key, into in merged(row.map).items() if into == own)]


def polarity_of(row: MapFactor | MapLink) -> str:
    """Return what a vote given now is of: what a link says; a factor says nothing that could change."""
    return row.polarity if isinstance(row, MapLink) else ""


def comments_on(found: SystemMap, keys: Iterable[str] | None = None) -> list[MapComment]:
    """Return the comments on a map, or on some of its factors and links, those still open first, then the newest."""
    said = found.comments.select_related("by", "settled_by")
    rows = said if keys is None else said.filter(key__in=list(keys))
    return sorted(rows, key=lambda each: (each.settled_at is not None, -each.pk))


def _counting(found: SystemMap) -> list[MapVote]:
    """Return the votes that count: those on factors, and those on links that still say what they said then."""
    given = list(found.votes.all())
    now = {}
    if any(vote.polarity for vote in given):
        now = {str(key): polarity for key, polarity in found.links.values_list("key", "polarity")}
    return [vote for vote in given if not vote.polarity or now.get(vote.key) == vote.polarity]

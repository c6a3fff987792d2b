"""What the API answers and takes, each field said."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Generic, TypeVar

from ninja import Field, Schema
from pydantic import ConfigDict, StringConstraints

Item = TypeVar("Item")


class Problem(Schema):
    """The one shape of every error."""

    what: str = Field(description="What happened, in one plain sentence.")
    why: str = Field(description="Why it happened.")
    next_step: str = Field(description="What to do next.")
    where: list[str] = Field(default_factory=list, description="The fields that will not do, where it is about some.")


class Page(Schema, Generic[Item]):
    """One page of a list."""

    items: list[Item]
    next: str | None = Field(description="Give it as `after` for the next page; null on the last.")


class TokenAnswer(Schema):
    """What the token that asks may do."""

    name: str
    acts_for: str = Field(description="Name of the account it acts for.")
    place: str = Field(description="It may do nothing outside this place.")
    permissions: list[str]
    expires_at: datetime


class NeighbourhoodAnswer(Schema):
    """One neighbourhood."""

    slug: str = Field(description="Names it in addresses.")
    name: str
    programme: str
    partnership: str
    invented: bool = Field(description="Whether it was made up for practice.")


class BeadAnswer(Schema):
    """One bead of the thread, as the account may see it."""

    number: str = Field(description="Printed number, such as 7K3-N.")
    kind: str
    visible: bool = Field(description="Whether the account may see more of it than its kind.")
    title: str
    day: str
    who: str = Field(description="Who says so.")
    sure: str = Field(description="How sure it is.")
    state: str
    address: str = Field(description="Path of its page.")


class HopAnswer(Schema):
    """One link on the way."""

    source: str
    relation: str
    target: str


class LevelAnswer(Schema):
    """What is as many links away."""

    beads: list[BeadAnswer]
    hops: list[HopAnswer]


class TraceAnswer(Schema):
    """What became of a bead, or what it rests on."""

    start: str
    way: str
    levels: list[LevelAnswer] = Field(description="By distance; the first holds the start alone.")
    cut: bool = Field(description="True where not everything is shown: at most 20 links a bead, 200 beads a level.")
    counts: dict[str, int] = Field(description="Beads of the whole trace by kind, without the start; exact.")


class LooseEndAnswer(Schema):
    """One kind of loose end."""

    end: str
    means: str
    next_step: str
    count: int


class SectionAnswer(Schema):
    """One measure of the thread, in the sentences of its page."""

    heading: str
    sentences: list[str]
    method: str


class MeasuresAnswer(Schema):
    """The measures of a neighbourhood; groups of under ten people are hidden, as on the page."""

    empty: bool
    sections: list[SectionAnswer]


class PlaceAnswer(Schema):
    """What was shown on the map; where a home may be, the square in which it lies."""

    name: str
    category: str
    roughly: bool = Field(description="Whether it lies somewhere within the shape.")
    geometry: dict[str, Any] = Field(description="GeoJSON geometry: longitude and latitude.")


class ContributionAnswer(Schema):
    """What someone said, where they agree that the team reads it; never who."""

    number: str
    said_on: date
    language: str
    words: str
    translation: str
    places: list[PlaceAnswer] = Field(description="What was shown on the map with it.")


Text = Annotated[str, StringConstraints(strip_whitespace=True)]


class NewContribution(Schema):
    """What was said before everyone by nobody in particular, such as a written comment from an old consultation."""

    model_config = ConfigDict(extra="forbid")

    words: Annotated[Text, Field(min_length=1, max_length=100_000)]
    said_on: date
    language: Annotated[str, Field(min_length=2, max_length=35)] = "en"
    translation: Annotated[Text, Field(max_length=100_000)] = ""
    prompt: Annotated[Text, Field(max_length=300)] = ""


class Kept(Schema):
    """What was kept."""

    number: str = Field(description="Printed number of the bead.")
    receipt: str = Field(description="Number of its receipt: its public page tells what became of it.")
    new: bool = Field(description="False if it was kept earlier under the same key.")


class AuditAnswer(Schema):
    """One thing that somebody did: numbers of things, never words."""

    sequence: int
    at: datetime
    by: int | None = Field(description="Number of the account; null for the site itself.")
    action: str
    subject: str
    hash: str

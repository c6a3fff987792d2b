"""The document of ``seedbed assets reach``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from seedbed.reports.documents import FEWEST_SHOWN, MethodDocument, Part

NOT_REACHED = "not within reach"


class ReachStreets(Part):
    """The streets that were walked."""

    nodes: int
    edges: int
    kilometres: float


class ReachPlace(Part):
    """One asset that was counted."""

    id: str
    name: str
    asset_type: str
    longitude: float
    latitude: float


class ReachOfType(Part):
    """How far people have it to one kind of asset."""

    asset_type: str
    name: str
    assets: int = Field(description="How many were counted.")
    left_out: int = Field(
        default=0, description="How many do not fit what was asked for: cost, language, steps, hours."
    )
    off_map: int = Field(default=0, description="How many have no place or no street near them.")
    people_within: float | None = Field(
        default=None, description="People (or households or origins) with one within the cut-off."
    )
    share_within: float | None = Field(default=None, description="Their share of all, 0 to 1.")
    median_seconds: float | None = Field(
        default=None, description="Half of all people have it nearer; null: not found."
    )


class ReachGroup(Part):
    """One group and who of it is beyond reach."""

    group: str
    people: float
    beyond: float | None = Field(description="Share beyond reach, 0 to 1.")
    beyond_low: float | None = None
    beyond_high: float | None = None
    gap: float | None = Field(default=None, description="Share less that of the last group.")
    gap_low: float | None = None
    gap_high: float | None = None
    ratio: float | None = None
    ratio_low: float | None = None
    ratio_high: float | None = None
    median_seconds: float | None = Field(default=None, description="Half of the group has it nearer; null: not found.")


class ReachIndex(Part):
    """A summary of inequality with its interval."""

    measure: str
    value: float | None
    low: float | None = None
    high: float | None = None
    method: str = ""


class ReachEquity(Part):
    """How groups differ in who is beyond reach of one kind of asset."""

    asset_type: str
    minutes: float = Field(description="Beyond this many minutes counts as beyond reach.")
    name: str = Field(description="What the groups differ in.")
    counted: str = Field(description="What is counted: people, households.")
    ordered: bool
    areas: int
    groups: list[ReachGroup]
    indices: list[ReachIndex] = Field(default=[])


class ReachGain(Part):
    """What changes for one group."""

    name: str = Field(description="What groups differ in; empty for everyone.")
    group: str
    counted: str = "people"
    people: float
    before: float = Field(description="Within reach before.")
    after: float
    gained: float
    lost: float
    minutes_nearer: float | None = Field(
        default=None, description="Mean minutes nearer of those who had a way before and after."
    )


class ReachWhatIf(Part):
    """What would change."""

    asset_type: str
    minutes: float
    told: list[str] = Field(description="What was changed, in words.")
    places: list[ReachPlace] = Field(default=[], description="Where something opens or moves to.")
    after_seconds: list[float | None] = Field(
        default=[], description="To the nearest once changed, an entry an origin; null: not within reach."
    )
    gains: list[ReachGain]


class ReachSite(Part):
    """One of the best places for something new."""

    site: str
    name: str = Field(default="", description="What it is called; empty where only its code is known.")
    longitude: float
    latitude: float
    added: float = Field(description="Those it brings within reach beyond those of the sites before it.")


class ReachBestSites(Part):
    """The best places for something new."""

    asset_type: str
    minutes: float
    aim: Literal["coverage", "equity"]
    between: str = Field(default="", description="Groups that equity looks at; empty for coverage.")
    counted: str = Field(default="people", description="What the sites add: people, households.")
    candidates: int
    proved: bool = Field(description="Whether no better choice exists among the candidates.")
    sites: list[ReachSite]
    gains: list[ReachGain]


class ReachMissing(Part):
    """One area with people of this place who are not counted."""

    why: str = Field(description="Where they live: off the map of the streets, where no street is near ...")
    area: str
    name: str = Field(default="", description="What the area is called; empty where only its code is known.")
    people: float


class ReachFrom(Part):
    """What one kind of asset is like from one origin."""

    asset_type: str
    seconds: list[float | None] = Field(description="To the nearest, the second nearest ...; null: not within reach.")
    assets: list[str] = Field(description="Which they are.")
    within: int = Field(description="How many are within the cut-off.")
    supply: float | None = Field(default=None, description="Two-step floating catchment: supply for each who needs it.")
    departures: float | None = Field(default=None, description="Share of departures that manage it within the cut-off.")


class ReachOrigin(Part):
    """One origin."""

    origin: str
    longitude: float
    latitude: float
    people: float
    groups: dict[str, float] = Field(
        default={}, description="Of each group that was asked for, how many; by what they differ in, group and counted."
    )
    reach: list[ReachFrom]


class ReachDocument(MethodDocument):
    """Who can reach what, and who cannot."""

    schema_: Literal["seedbed/assets-reach/1"] = Field(default="seedbed/assets-reach/1", alias="schema")
    assets_file: str
    origins_file: str
    walker: str
    metres_per_second: float
    step_free: bool
    travel: str = Field(default="on foot", description="How people get there.")
    heights: str = Field(default="", description="File of heights of the ground; empty: all streets taken as flat.")
    cutoff_seconds: float
    needs: list[str] = Field(default=[], description="What assets had to fit to be counted.")
    counted: str = Field(default="people", description="What people are counted as: people, origins.")
    people: float = Field(description="Counted.")
    missing: list[ReachMissing] = Field(
        default=[], description="Areas on and around the map whose people, or some of them, are not counted."
    )
    inside: str = Field(
        default="", description="Neighbourhood whose people are counted; empty for everybody on the map."
    )
    areas: int = Field(default=0, description="How many areas with people they live in.")
    uncertainty: str = Field(default="", description="Why there are no intervals; empty where there are.")
    origins_total: int
    origins_kind: str = Field(default="origins", description="What people start from: small areas, homes ...")
    minutes: list[float] = Field(default=[], description="Beyond how many minutes counts as beyond reach.")
    streets: ReachStreets
    streets_invented: bool = Field(default=False, description="Whether the streets are those of an invented place.")
    types: list[ReachOfType]
    equity: list[ReachEquity] = Field(default=[])
    what_if: ReachWhatIf | None = None
    best_sites: ReachBestSites | None = None
    supply: str = Field(default="", description="Column of the supply of the floating catchment; empty: not asked for.")
    supply_method: str = ""
    places: list[ReachPlace] = Field(default=[])
    origins: list[ReachOrigin] = Field(default=[])

    def small_counts(self) -> int:
        """Return how many groups, other than empty ones, have fewer than five people."""
        return sum(1 for each in self.equity for group in each.groups if 0 < group.people < FEWEST_SHOWN)

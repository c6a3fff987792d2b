"""What ``seedbed assets reach`` is asked."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from seedbed.analysis.assets.fitting import Needs
from seedbed.workflows.assets.reach_changes import ChangesAsked
from seedbed.workflows.assets.reach_measures import Limits
from seedbed.workflows.assets.reach_origins import OriginsAsked
from seedbed.workflows.assets.reach_transit import Departures
from seedbed.workflows.assets.scale import Sharing

Decays = Literal["step", "gaussian", "luo-qi"]


@dataclass(frozen=True)
class ReachOptions:
    """What is asked.

    Parameters
    ----------
    osm
        Streets: a ``.osm.pbf`` or ``.osm`` file.
    origins
        Where people start from.
    assets
        A file of assets; None for those of the map.
    kinds
        Codes of the kinds of assets; none for all.
    cutoff
        Seconds within which assets are counted.
    nearest
        How many of the nearest are told.
    minutes
        Beyond how many minutes counts as beyond reach when groups are compared.
    walker
        Code of one of `WALKERS`.
    step_free
        Whether ways and assets must do without steps.
    needs, only_known
        What assets must fit, and whether those that do not say are left out.
    supply, decay
        Column of what assets offer, for floating catchments, and how it falls with time.
    departures
        Public transport; None on foot.
    changes, candidates
        What if; and a file of places for something new, None for the origins themselves.
    limits
        How sure answers are to be.
    sharing
        Over what the work is shared out; None for this process alone.
    heights
        Heights of the ground; None where all of it counts as level.
    whole
        Whether to keep parts of the map that do not hang together with the rest.
    """

    osm: Path
    origins: OriginsAsked
    assets: Path | None = None
    kinds: tuple[str, ...] = ()
    cutoff: float = 1_200.0
    nearest: int = 3
    minutes: tuple[float, ...] = (10.0, 15.0)
    walker: str = "adult"
    step_free: bool = False
    needs: Needs = field(default_factory=Needs)
    only_known: bool = False
    supply: str = ""
    decay: Decays = "step"
    departures: Departures | None = None
    changes: ChangesAsked = field(default_factory=ChangesAsked)
    candidates: Path | None = None
    limits: Limits = field(default_factory=Limits)
    sharing: Sharing | None = None
    heights: Path | None = None
    whole: bool = False

    @property
    def longest(self) -> float:
        """Seconds up to which pairs of origin and asset are needed."""
        return max(self.cutoff, *(60 * each for each in self.minutes))

    @property
    def needed(self) -> Needs:
        """What assets must fit, steps included."""
        return replace(self.needs, step_free=True) if self.step_free else self.needs

"""How unequally something is spread over people: levels that a society would think as good."""

from __future__ import annotations

from seedbed.analysis.equity.spread_equivalents import atkinson_equivalent, kolm_equivalent

__all__ = ["atkinson_equivalent", "kolm_equivalent"]

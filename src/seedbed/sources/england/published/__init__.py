"""Readers of the publishers' own files, as downloaded; each yields the same normalised frame as the prepared tables."""

from __future__ import annotations

from seedbed.sources.england.datasets import Reader
from seedbed.sources.england.published import fingertips, iod, nomis, ons

READERS: dict[str, list[Reader]] = {**ons.READERS, **iod.READERS, **nomis.READERS, **fingertips.READERS}
"""Readers by dataset id (a key of ``DATASETS``), in order of preference."""

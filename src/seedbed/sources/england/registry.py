"""Which reader gives each dataset: prepared tables first, then the publishers' own files."""

from __future__ import annotations

from pathlib import Path

from seedbed.sources.england import prepared, published
from seedbed.sources.england.datasets import DATASETS, Reader


def readers(dataset: str) -> list[Reader]:
    """Return the readers of a dataset, in order of preference."""
    return [*prepared.READERS.get(dataset, []), *published.READERS.get(dataset, [])]


def reader_for(dataset: str, folder: Path) -> Reader | None:
    """Return the first reader whose files are in the folder, or None."""
    return next((reader for reader in readers(dataset) if reader.finds(folder)), None)


def missing_required(folder: Path) -> list[str]:
    """Return the ids of datasets without which there is no pack and which the folder does not have."""
    return [name for name, spec in DATASETS.items() if spec.required and reader_for(name, folder) is None]

"""What of the data folder belongs in a backup: uploads and made files; data packs if asked for; never keys."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import IO

from seedbed.web.people.audit_heads import FILE_NAME, read_heads

FILES = "files"
PACKS = "packs"
HEADS = FILE_NAME
MARK = "demonstration"
"""A file in the folder of every demonstration site."""
DATABASE = "seedbed.sqlite3"
OF_DATABASE = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", f"{DATABASE}-journal")
APART = ("secret-key", "contact-keys", "withdrawals.jsonl")
"""What opens what a backup holds, or must outlive it: kept apart from backups."""
BLOCK = 1 << 20


def files_of(home: Path, *, with_packs: bool) -> Iterator[tuple[str, Path]]:
    """Yield the name of each part and where the file is, in order. Links that lead elsewhere are not followed."""
    for folder in (FILES, *([PACKS] if with_packs else [])):
        for path in sorted((home / folder).rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield f"home/{path.relative_to(home).as_posix()}", path
    if (home / MARK).is_file():
        yield f"home/{MARK}", home / MARK


def blocks_of(file: IO[bytes]) -> Iterator[bytes]:
    """Yield what an open file holds."""
    while block := file.read(BLOCK):
        yield block


def heads_up_to(home: Path, sequence: int) -> bytes:
    """Return the ends of the audit trail that were kept so far, as lines; later ones are of after the backup."""
    path = home / FILE_NAME
    kept = read_heads(path) if path.exists() else []
    told = [head for head in kept if head.sequence is not None and head.sequence <= sequence]
    return "".join(json.dumps(asdict(head), sort_keys=True) + "\n" for head in told).encode()


def left_out(home: Path, *, with_packs: bool) -> list[str]:
    """Return what else is in the data folder: it is not in a backup."""
    held = {FILES, MARK, FILE_NAME, *OF_DATABASE, *([PACKS] if with_packs else [])}
    return sorted(path.name for path in home.iterdir() if path.name not in held) if home.is_dir() else []

"""Commands that run until they are told to stop, as a person starts them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

PATIENCE = 120
"""Seconds that a command may take to say something."""


HERE = (sys.executable, "-m", "seedbed.cli.main")
"""The command of this checkout."""


@contextmanager
def command(
    *arguments: str, environ: Mapping[str, str] | None = None, program: Sequence[str] = HERE
) -> Iterator[subprocess.Popen[str]]:
    """Start a command without a screen; it is gone at the end."""
    # What the tests allow themselves, and what a site of the person who runs them is told, must not reach it.
    without, ours = {"DISPLAY", "WAYLAND_DISPLAY", "DATABASE_URL"}, ("SEEDBED_", "DJANGO_")
    kept = {name: value for name, value in os.environ.items() if name not in without and not name.startswith(ours)}
    process = subprocess.Popen(
        [*program, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**kept, **(environ or {})},
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def address_said(process: subprocess.Popen[str], what: str) -> tuple[str, str]:
    """Return the site's first page and the page to open, as the command prints it once the site answers."""
    assert process.stdout is not None
    line = process.stdout.readline()
    found = re.fullmatch(rf"{what} is at (https?://127\.0\.0\.1:\d+/)(.*)\n", line)
    assert found, f"It said '{line}' and {process.communicate(timeout=20)[1]}"
    return found[1], found[1] + found[2]


def children_of(process: subprocess.Popen[str]) -> list[int]:
    """Return the processes that a command has started and that live."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = [line.split() for line in listed.splitlines()]
    return [int(pid) for pid, parent in pairs if int(parent) == process.pid]


def lives(number: int) -> bool:
    """Say whether a process lives."""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True

"""Where the installed command starts: ready to be stopped before anything heavy is loaded."""

from __future__ import annotations

import sys


def run() -> None:
    """Load the command and run it; Ctrl-C while it loads ends it in one line, as it does later."""
    try:
        from seedbed.cli.main import run as run_command
    except KeyboardInterrupt:
        sys.stderr.write("Stopped. Nothing half-done was left.\n")
        sys.exit(130)
    run_command()

"""How every command answers: one JSON document on stdout, everything else on stderr."""

from __future__ import annotations

import codecs
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import BaseModel
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from seedbed.errors import UserError
from seedbed.formats.plain_text import plain_line
from seedbed.reports.json_text import json_pieces


class Messages(Console):
    """What people are told on stderr."""

    def on_broken_pipe(self) -> None:
        """Let the command end as it does when nobody reads its answer, not with the exit code of a fault."""
        self.quiet = True
        raise BrokenPipeError


messages = Messages(stderr=True, highlight=False)


def print_json(document: BaseModel) -> None:
    """Print one document to stdout and nothing else."""
    if codecs.lookup(sys.stdout.encoding or "utf-8").name == "utf-8":
        sys.stdout.writelines(json_pieces(document))
        return
    text = "".join(json_pieces(document))
    try:
        text.encode(sys.stdout.encoding)
    except UnicodeEncodeError:  # a terminal of another encoding: JSON can say every letter in ASCII
        text = json.dumps(json.loads(text), indent=2) + "\n"
    sys.stdout.write(text)


def say(text: str) -> None:
    """Say something to the person, on stderr."""
    messages.print(_indented(text), soft_wrap=True, markup=False)


def _indented(text: str) -> str:
    return text[: len(text) - len(text.lstrip(" "))] + plain_line(text)


def print_error(error: UserError) -> None:
    """Print an error's three sentences, one line each, on stderr."""
    for label, text in (("Error", error.what), ("Why", error.why), ("Next", error.next_step)):
        messages.print(f"{label}: {plain_line(text)}", soft_wrap=True, markup=False)


class ProgressBar:
    """Shows how far a long command is; workflows call it as ``progress(done, total, what)``."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task = progress.add_task("", total=None)

    def __call__(self, done: float, total: float, what: str) -> None:
        """Show that ``done`` of ``total`` is finished and what is being done now."""
        self._progress.update(self._task, completed=done, total=total, description=what)


@contextmanager
def progress_bar() -> Iterator[ProgressBar]:
    """Show a progress bar on stderr while the block runs; it vanishes after."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=messages, transient=True, disable=not messages.is_terminal) as progress:
        yield ProgressBar(progress)

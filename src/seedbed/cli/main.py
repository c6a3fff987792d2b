"""``seedbed``: the command, its groups, and how errors end it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import Any, ClassVar, NoReturn

import click

from seedbed import __version__
from seedbed.cli.assets.group import assets
from seedbed.cli.audit.group import audit
from seedbed.cli.backup import backup
from seedbed.cli.contacts.group import contacts
from seedbed.cli.data.group import data
from seedbed.cli.demo import demo
from seedbed.cli.doctor import doctor
from seedbed.cli.equity.group import equity
from seedbed.cli.output import print_error, say
from seedbed.cli.owner import owner
from seedbed.cli.places.group import places
from seedbed.cli.process import process
from seedbed.cli.restore import restore
from seedbed.cli.serve import serve
from seedbed.cli.stopping import stopped_by_signals, was_stopped
from seedbed.cli.systems.group import systems
from seedbed.cli.thread.group import thread
from seedbed.cli.voices.group import voices
from seedbed.errors import BadInputError, SeedbedError, UsageError, UserError
from seedbed.web.config.collecting import collect_seldom

DEBUG = "SEEDBED_DEBUG"
"""Environment variable: set, an unexpected error shows where it happened."""


class UnexpectedError(UserError):
    """A fault of ours that no other error tells of (exit code 1)."""

    exit_code: ClassVar[int] = SeedbedError.exit_code


NOBODY_READS_ON = 141
"""Exit code of a command whose pipe was closed: 128 and the number of SIGPIPE, which Windows does not have."""
STOPPED = "Stopped. Nothing half-done was left."


class ClosedPipeError(Exception):
    """Nobody reads on; click would leave with exit code 1 for the error of the system."""


class Commands(click.Group):
    """The groups of commands, where a pipe closed by its reader is no fault."""

    def make_context(self, *arguments: Any, **extra: Any) -> click.Context:
        """Read arguments; ``--help`` and ``--version`` print already here."""
        with _closed_pipe_known():
            return super().make_context(*arguments, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        with _closed_pipe_known():
            return super().invoke(ctx)


@contextmanager
def _closed_pipe_known() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        raise ClosedPipeError from error


@click.group(cls=Commands)
@click.version_option(__version__, prog_name="seedbed")
def app() -> None:
    """From what residents say and what data show to agreed, resourced action."""


app.add_command(data)
app.add_command(places)
app.add_command(assets)
app.add_command(equity)
app.add_command(voices)
app.add_command(systems)
app.add_command(thread)
app.add_command(audit)
app.add_command(contacts)
app.add_command(demo)
app.add_command(serve)
app.add_command(process)
app.add_command(backup)
app.add_command(restore)
app.add_command(doctor)
app.add_command(owner)


def run(arguments: list[str] | None = None) -> None:
    """Run a command and leave with its exit code.

    0 done, 1 a fault of ours, 2 usage, 3 bad input, 4 missing data, 5 not allowed, 130 stopped, 141 nobody reads on.
    """
    collect_seldom()
    try:
        with stopped_by_signals():
            _run(sys.argv[1:] if arguments is None else arguments)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        sys.exit(2)
    except (KeyboardInterrupt, click.Abort):
        say(STOPPED)
        sys.exit(130)
    except (BrokenPipeError, ClosedPipeError):
        _leave_closed_pipe()
    except Exception as error:
        if was_stopped():  # a library that was being imported may turn the interruption into an error of its own
            say(STOPPED)
            sys.exit(130)
        told = _told(error)
        if isinstance(told, UnexpectedError) and os.environ.get(DEBUG):
            raise
        _leave(told)


def _leave(told: UserError) -> NoReturn:
    try:
        print_error(told)
    except BrokenPipeError:
        _leave_closed_pipe()
    sys.exit(told.exit_code)


def _run(arguments: list[str]) -> None:
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal that knows fewer letters shows escapes
    _check_text(arguments)
    app.main(args=arguments, prog_name="seedbed", standalone_mode=False)
    sys.stdout.flush()


def _told(error: Exception) -> UserError:
    """Return an error in the three sentences that people see."""
    if isinstance(error, UserError):
        return error
    if isinstance(error, click.ClickException):
        return _usage_error(error)
    if isinstance(error, OSError):
        return _not_usable(error)
    if isinstance(error, MemoryError):
        return UsageError(
            "There is not enough memory for this.",
            _first_line(error) + ".",
            "Ask for fewer draws, split the table, or use a larger machine.",
        )
    return _odd_table(error) if type(error).__module__.startswith("polars") else _our_fault(error)


def _check_text(arguments: list[str]) -> None:
    """Refuse arguments that no document could hold, because they are not text in the terminal's own encoding."""
    for argument in arguments:
        if any("\ud800" <= letter <= "\udfff" for letter in argument):
            raise UsageError(
                "An argument cannot be read.", f"{argument} is not UTF-8 text.", "Type it again, or rename the file."
            )


def _leave_closed_pipe() -> NoReturn:
    """End as other commands do when the reader of a pipe has gone; Python's own flush at the end must find no pipe."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    sys.exit(NOBODY_READS_ON)


def _not_usable(error: OSError) -> BadInputError:
    """Tell of a file or folder that the system refuses, where nothing nearer to it has told more."""
    return BadInputError(
        "A file or folder cannot be used.",
        f"{error.filename or 'The system says'}: {error.strerror or error}.",
        "Check the name, the permissions and the free space, then run the command again.",
    )


def _odd_table(error: Exception) -> BadInputError:
    """Tell of a table that is whole but lacks what a command needs, as in a pack that others made."""
    return BadInputError(
        "A table of the pack does not hold what it should.",
        f"{type(error).__name__}: {_first_line(error)}.",
        "See 'seedbed data verify', then build or download the pack again and add it.",
    )


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or ["no more is known"])[0].rstrip(".")


def _our_fault(error: Exception) -> UnexpectedError:
    return UnexpectedError(
        "Seedbed met something it did not expect.",
        f"{type(error).__name__}: {_first_line(error)}.",
        f"Please report it. With {DEBUG}=1 set, the command shows where it happened.",
    )


def _usage_error(error: click.ClickException) -> UsageError:
    command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "seedbed"
    return UsageError(error.format_message(), f"'{command}' was not given what it expects.", f"See '{command} --help'.")


if __name__ == "__main__":
    run()

"""``seedbed``: the command, its groups, and how errors end it."""

from __future__ import annotations

import signal
import sys
import threading

import click

from seedbed import __version__
from seedbed.cli.data import data
from seedbed.cli.demo import demo
from seedbed.cli.output import print_error, say
from seedbed.cli.places import places
from seedbed.errors import UsageError, UserError


@click.group()
@click.version_option(__version__, prog_name="seedbed")
def app() -> None:
    """From what residents say and what data show to agreed, resourced action."""


app.add_command(data)
app.add_command(places)
app.add_command(demo)


def run(arguments: list[str] | None = None) -> None:
    """Run a command and leave with its exit code (0 done, 2 usage, 3 bad input, 4 missing data, 5 not allowed)."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # being ended tidies up as Ctrl-C does
    try:
        app.main(args=arguments, prog_name="seedbed", standalone_mode=False)
    except UserError as error:
        _end(error)
    except click.exceptions.NoArgsIsHelpError as error:
        say(error.format_message())
        sys.exit(2)
    except click.ClickException as error:
        _end(_usage_error(error))
    except (KeyboardInterrupt, click.Abort):
        say("Stopped. Nothing half-done was left.")
        sys.exit(130)


def _usage_error(error: click.ClickException) -> UsageError:
    command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "seedbed"
    return UsageError(error.format_message(), f"'{command}' was not given what it expects.", f"See '{command} --help'.")


def _end(error: UserError) -> None:
    print_error(error)
    sys.exit(error.exit_code)


if __name__ == "__main__":
    run()

"""The page of commands, read from the command line itself."""

from __future__ import annotations

import html
import inspect
from collections.abc import Iterator

import click

HEADING = """# Commands

Every command answers with `--help`. With `--json` it prints one JSON document to stdout and nothing else; progress and
messages go to stderr. The [documents](schemas.md) and the [errors](errors.md) have their own pages.
"""
EXIT_CODES = """## Exit codes

Every command ends with one of these.

| code | meaning |
|---|---|
| 0 | Done. |
| 1 | A fault of ours. |
| 2 | The command was not given what it expects. |
| 3 | The input file is bad; the error names the file, row or path in it. |
| 4 | Needed data is not installed; the error says the command that gets it. |
| 5 | You may not do or see this. |
| 130 | You stopped it. Nothing half-done was left. |
"""


def pages() -> dict[str, str]:
    """Return the page of commands by its path under ``docs``."""
    from seedbed.cli.main import app

    return {"reference/commands.md": page(app, "seedbed")}


def page(app: click.Command, name: str) -> str:
    """Return the page of a command and all commands inside it."""
    sections = [_section(command, context) for command, context in walk(app, click.Context(app, info_name=name))]
    return "\n".join([HEADING, *sections, EXIT_CODES]).rstrip() + "\n"


def walk(command: click.Command, context: click.Context) -> Iterator[tuple[click.Command, click.Context]]:
    """Yield a command and then every command inside it, each with its context."""
    yield command, context
    if not isinstance(command, click.Group):
        return
    for name in command.list_commands(context):
        inner = command.get_command(context, name)
        if inner is not None and not inner.hidden:
            yield from walk(inner, click.Context(inner, info_name=name, parent=context))


def _section(command: click.Command, context: click.Context) -> str:
    usage = f"{context.command_path} {' '.join(command.collect_usage_pieces(context))}".rstrip()
    # Click wraps help to the width of the terminal unless a paragraph starts with a backspace mark.
    words = inspect.cleandoc(command.help or "").replace("\b\n", "").split("\f", maxsplit=1)[0]
    lines = [f"## {context.command_path}", "", words, "", "```text", usage, "```", ""]
    rows = [row for parameter in command.get_params(context) if (row := _row(parameter, context))]
    if rows:
        lines += ["| given | meaning |", "|---|---|", *rows, ""]
    if isinstance(command, click.Group):
        inside = [path.command_path for _, path in walk(command, context) if path.parent is context]
        lines += ["Commands: " + ", ".join(f"[{path}](#{path.replace(' ', '-')})" for path in inside), ""]
    if command.epilog:
        lines += [inspect.cleandoc(command.epilog), ""]
    return "\n".join(lines)


def _row(parameter: click.Parameter, context: click.Context) -> str:
    if isinstance(parameter, click.Option):
        if parameter.hidden or "--help" in parameter.opts:
            return ""
        record = parameter.get_help_record(context)
        declared, words = record or (", ".join(parameter.opts), parameter.help or "")
    else:
        declared, words = parameter.make_metavar(context), str(getattr(parameter, "help", "") or "")
    return f"| <code>{_cell(declared)}</code> | {_cell(words)} |" if words else ""


def _cell(text: str) -> str:
    # A bar would end the cell, and inside backticks it cannot be escaped everywhere: so it is written as HTML.
    return html.escape(" ".join(text.split()), quote=False).replace("|", "&#124;")

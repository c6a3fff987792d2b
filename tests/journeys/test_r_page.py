"""What the page for those who come from R names is there: every command, option and function."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import click
import pytest

from seedbed.cli.main import app

TEXT = (Path(__file__).parents[2] / "docs" / "how-to" / "come-from-r.md").read_text(encoding="utf-8")
FUNCTIONS = sorted(set(re.findall(r"`((?:equity|voices)\.[a-z_.]+)`", TEXT)))
COMMANDS = sorted(set(re.findall(r"`seedbed ((?:equity|voices) [a-z-]+)((?: --[a-z-]+)?)", TEXT)))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_function_is_there(name: str) -> None:
    module, function = f"seedbed.analysis.{name}".rsplit(".", 1)
    assert callable(getattr(importlib.import_module(module), function))


@pytest.mark.parametrize(("command", "option"), COMMANDS)
def test_command_and_its_option_are_there(command: str, option: str) -> None:
    found: click.Command = app
    for word in command.split():
        assert isinstance(found, click.Group)
        found = found.commands[word]
    options = {name for parameter in found.params for name in (*parameter.opts, *parameter.secondary_opts)}
    assert not option or option.strip() in options

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any

import pytest

from seedbed.cli import entry


def test_a_stop_while_the_command_loads_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole_import = builtins.__import__

    def stopped(name: str, globals: Mapping[str, object] | None = None, *more: Any) -> Any:  # noqa: A002
        if name == "seedbed.cli.main":
            raise KeyboardInterrupt
        return whole_import(name, globals, *more)

    monkeypatch.setattr(builtins, "__import__", stopped)
    with pytest.raises(SystemExit) as left:
        entry.run()
    assert left.value.code == 130
    assert capsys.readouterr().err == "Stopped. Nothing half-done was left.\n"

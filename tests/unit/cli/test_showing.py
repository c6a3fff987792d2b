"""What a site that starts says before it answers."""

from __future__ import annotations

import socket
from collections.abc import Mapping

import pytest

from seedbed.cli.showing import Site, show_site
from seedbed.errors import UsageError
from seedbed.web.config import processes


def test_a_site_says_at_once_on_stderr_that_it_is_being_made_ready(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    said_before: list[str] = []

    def refuse(environ: Mapping[str, str], hear: object, *options: str) -> str:
        said_before.append(capfd.readouterr().err)
        raise UsageError("It cannot start.", "This is a test.", "Nothing.")

    monkeypatch.setattr(processes, "prepare", refuse)
    with socket.socket() as listening, pytest.raises(UsageError):
        show_site(listening, Site("Seedbed", {}), no_browser=True)
    assert "Seedbed is being made ready." in said_before[0]

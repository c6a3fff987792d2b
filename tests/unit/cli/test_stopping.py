from __future__ import annotations

import os
import signal

import pytest

from seedbed.cli import main


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_command_that_is_stopped_tidies_up_and_says_so(sign: signal.Signals, monkeypatch: pytest.MonkeyPatch) -> None:
    tidied = []

    def work(**_: object) -> None:
        try:
            os.kill(os.getpid(), sign)
        finally:
            tidied.append(True)

    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr(main.app, "main", work)
    try:
        with pytest.raises(SystemExit) as left:
            main.run([])
    finally:
        signal.signal(signal.SIGTERM, before)
    assert left.value.code == 130
    assert tidied == [True]

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from typing import cast

import pytest

from seedbed.cli import main
from seedbed.cli.stopping import stopped_by_signals


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_command_that_is_stopped_tidies_up_and_says_so(sign: signal.Signals, monkeypatch: pytest.MonkeyPatch) -> None:
    tidied = []

    def work(**_: object) -> None:
        try:
            os.kill(os.getpid(), sign)
        finally:
            tidied.append(True)

    monkeypatch.setattr(main.app, "main", work)
    with pytest.raises(SystemExit) as left:
        main.run([])
    assert left.value.code == 130
    assert tidied == [True]


def test_an_import_that_hides_the_stop_is_still_a_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    def work(**_: object) -> None:
        try:
            os.kill(os.getpid(), signal.SIGTERM)
        except KeyboardInterrupt as error:
            raise ImportError("half imported") from error

    monkeypatch.setattr(main.app, "main", work)
    with pytest.raises(SystemExit) as left:
        main.run([])
    assert left.value.code == 130


def test_a_command_leaves_signals_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.getsignal(number) for number in numbers]
    monkeypatch.setattr(main.app, "main", lambda **_: None)
    main.run([])
    assert [signal.getsignal(number) for number in numbers] == before


def test_a_kernel_is_compiled_to_its_end_before_the_command_stops() -> None:
    compiled: list[bool] = []
    compiler: dict[str, object] = {"__name__": "numba.core.compiler", "os": os, "signal": signal, "done": compiled}
    exec("def compile_one():\n    os.kill(os.getpid(), signal.SIGTERM)\n    done.append(True)", compiler)  # noqa: S102
    compile_one = cast("Callable[[], None]", compiler["compile_one"])

    def compile_and_go_on() -> None:
        with stopped_by_signals():
            compile_one()
            time.sleep(5)

    with pytest.raises(KeyboardInterrupt):
        compile_and_go_on()
    assert compiled == [True]

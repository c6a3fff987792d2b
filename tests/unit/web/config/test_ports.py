"""Where a site listens."""

from __future__ import annotations

import socket

import pytest

from seedbed.errors import UsageError
from seedbed.web.config import ports
from seedbed.web.config.ports import THIS_COMPUTER, address_for_others, address_of, is_this_computer_alone, open_port


def test_any_free_port_will_do() -> None:
    with open_port(THIS_COMPUTER, 0) as listening:
        number = listening.getsockname()[1]
        assert address_of(listening) == f"http://127.0.0.1:{number}/"


def test_a_port_in_use_gives_one_clear_error() -> None:
    with open_port(THIS_COMPUTER, 0) as taken, pytest.raises(UsageError) as caught:
        open_port(THIS_COMPUTER, taken.getsockname()[1])
    assert caught.value.why == "Another program uses it."
    assert "--port" in caught.value.next_step


def test_without_a_port_the_next_free_one_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    with open_port(THIS_COMPUTER, 0) as taken:
        monkeypatch.setattr(ports, "FIRST_PORT", taken.getsockname()[1])
        with open_port(THIS_COMPUTER, None) as found:
            assert found.getsockname()[1] != taken.getsockname()[1]


def test_an_address_that_this_computer_lacks_is_refused() -> None:
    with pytest.raises(UsageError, match=r"cannot listen at 192\.0\.2\.1"):
        open_port("192.0.2.1", 0)


def test_open_to_all_is_shown_as_this_computer_sees_it() -> None:
    with socket.create_server(("0.0.0.0", 0)) as listening:  # noqa: S104 - what is tested
        assert address_of(listening).startswith("http://127.0.0.1:")


@pytest.mark.parametrize(
    ("host", "alone"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False), ("192.0.2.1", False), ("a", False)],  # noqa: S104
)
def test_only_loopback_is_this_computer_alone(host: str, alone: bool) -> None:
    assert is_this_computer_alone(host) is alone


@pytest.mark.parametrize(("host", "hosts"), [(THIS_COMPUTER, ()), (THIS_COMPUTER, ("a.example",)), ("0.0.0.0", ())])  # noqa: S104
def test_others_are_told_no_address_that_they_cannot_reach(host: str, hosts: tuple[str, ...]) -> None:
    with socket.create_server((host, 0)) as listening:
        assert address_for_others(listening, hosts, https=False) is None


def test_others_come_by_https_to_the_server_in_front() -> None:
    with open_port(THIS_COMPUTER, 0) as listening:
        assert address_for_others(listening, ("a.example", "b.example"), https=True) == "https://a.example/"


def test_others_come_to_the_port_itself_where_nothing_is_in_front() -> None:
    with socket.create_server(("0.0.0.0", 0)) as listening:  # noqa: S104 - what is tested
        number = listening.getsockname()[1]
        assert address_for_others(listening, ("a.example",), https=False) == f"http://a.example:{number}/"

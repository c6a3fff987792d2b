"""The address a site listens at. The watching process holds it, so nobody is turned away while another restarts."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
from collections.abc import Sequence
from contextlib import suppress

from seedbed.errors import UsageError

THIS_COMPUTER = "127.0.0.1"
FIRST_PORT, PORTS_TRIED = 8765, 20
WAITING_CALLS = 128
"""Connections that wait while all hands are full."""


def is_this_computer_alone(host: str) -> bool:
    """Say whether only this computer can reach an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def own_addresses() -> list[str]:
    """Return the addresses at which a local network reaches this computer, the one it uses first.

    Nothing is sent: the system only says which of its addresses it would send from.
    """
    found: list[str] = []
    for family, elsewhere in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):  # of documentation
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((elsewhere, 9))
            found.append(probe.getsockname()[0])
    with suppress(OSError):
        found += [str(each[4][0]) for each in socket.getaddrinfo(socket.gethostname(), None)]
    return [each for each in dict.fromkeys(found) if "%" not in each and not ipaddress.ip_address(each).is_loopback]


def can_hand_over() -> bool:
    """Say whether this system lets an open socket be handed to another process; Windows does not."""
    return os.name == "posix"


def open_port(host: str, port: int | None) -> socket.socket:
    """Start listening.

    Parameters
    ----------
    host
        The address to listen at.
    port
        The port; 0 takes any free one, None the first free one from 8765 on.

    Raises
    ------
    UsageError
        If the port asked for is taken or not allowed, or there is no such address.
    """
    for number in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED) if port is None else [port]:
        try:
            return _listen(host, number)
        except OSError as error:
            if port is not None or error.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise _cannot_listen(host, number, error) from error
    return _listen(host, 0)


def address_of(listening: socket.socket, *, https: bool = False) -> str:
    """Return the address of the first page, as this computer's own browser reaches it.

    Parameters
    ----------
    listening
        The open socket.
    https
        Whether the site answers there by https itself.
    """
    scheme = "https" if https else "http"
    host, port = listening.getsockname()[:2]
    if ipaddress.ip_address(host).is_unspecified:
        host = THIS_COMPUTER
    return f"{scheme}://{in_address(host)}:{port}/"


def in_address(host: str) -> str:
    """Return a name or address as it stands in the address of a page."""
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def address_for_others(listening: socket.socket, hosts: Sequence[str], *, https: bool) -> str | None:
    """Return the address of the first page as other computers reach it; None where they do not.

    By https they come through the web server in front, at the port that such servers have.
    """
    host, port = listening.getsockname()[:2]
    if not hosts or (not https and is_this_computer_alone(host)):
        return None
    return f"https://{hosts[0]}/" if https else f"http://{hosts[0]}:{port}/"


def _listen(host: str, port: int) -> socket.socket:
    bare = host.strip("[]")
    family = socket.AF_INET6 if ":" in bare else socket.AF_INET
    return socket.create_server((bare, port), family=family, backlog=WAITING_CALLS)


def _cannot_listen(host: str, port: int, error: OSError) -> UsageError:
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return UsageError(
            f"The site cannot listen at {host}.",
            "This computer has no such address.",
            "Give --host one of its addresses, or 0.0.0.0 for all of them.",
        )
    return UsageError(
        f"The site cannot listen at port {port}.",
        "Another program uses it." if error.errno == errno.EADDRINUSE else f"{error.strerror or error}.",
        "Give --port another number; 0 takes any free one.",
    )

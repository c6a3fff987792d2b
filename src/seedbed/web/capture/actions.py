"""Everything that changes this room: one transaction and one audit row each.

Devices are in `seedbed.web.capture.devices`, the inbox in `seedbed.web.capture.inbox`; both are offered here too.
"""

from __future__ import annotations

from seedbed.web.capture.devices import add_device, end_code, end_device, join, make_code
from seedbed.web.capture.inbox import erase_due, put_in_inbox, set_aside, take_in_waiting

__all__ = [
    "add_device",
    "end_code",
    "end_device",
    "erase_due",
    "join",
    "make_code",
    "put_in_inbox",
    "set_aside",
    "take_in_waiting",
]

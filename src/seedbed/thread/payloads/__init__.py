"""What each kind of bead carries: one frozen, versioned value a kind, with all that later steps may use."""

from seedbed.thread.payloads.base import Payload
from seedbed.thread.payloads.registry import PAYLOADS, payload_from_dict, payload_to_dict

__all__ = ["PAYLOADS", "Payload", "payload_from_dict", "payload_to_dict"]

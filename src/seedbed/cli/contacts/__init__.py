"""``seedbed contacts``."""

"""``seedbed systems``."""

"""``seedbed audit``."""

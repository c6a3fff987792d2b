"""``seedbed thread``: follow the golden thread."""

"""``seedbed places``: choose and profile a neighbourhood."""

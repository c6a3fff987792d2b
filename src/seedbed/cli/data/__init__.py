"""``seedbed data``: packs of open figures."""

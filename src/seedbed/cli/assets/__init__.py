"""``seedbed assets``: what people build on, and who can reach it."""

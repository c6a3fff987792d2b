"""Inviting people who will work here, and opening shifts that helpers join on their phones."""

"""Participants without names, their cards, consents and withdrawals."""

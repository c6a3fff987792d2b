"""Equity: rates, gaps and slopes between groups, and disclosure control."""

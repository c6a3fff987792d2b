"""Seedbed: from what residents say and what data show to agreed, resourced action."""

__version__ = "0.1.0"

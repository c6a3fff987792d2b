"""Places: choose and profile a neighbourhood."""

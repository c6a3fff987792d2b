"""Step 5: the system map that people draw together, and what it tells."""

"""Step 1: choose, draw and describe a neighbourhood; who does what."""

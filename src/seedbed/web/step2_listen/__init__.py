"""Step 2, out in the street: shifts, who is heard, where to go next, organisations reached, promises."""

"""Assets on paper: a map of any size from A4 to A0, and a list in large print."""

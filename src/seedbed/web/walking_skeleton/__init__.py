"""Plain forms for every kind of bead, until each has its room."""

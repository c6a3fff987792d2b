"""The questions that a map is asked: the fourteen, its loops, what if."""

"""Maps that several people edit at once: one process holds them in memory and speaks with their editors."""

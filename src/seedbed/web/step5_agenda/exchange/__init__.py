"""Maps from files and from the thread, and as files."""

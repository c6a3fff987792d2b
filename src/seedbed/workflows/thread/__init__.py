"""The thread kept in a file: trace it, list its loose ends."""

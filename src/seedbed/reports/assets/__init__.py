"""Assets: who can reach them, as sentences, tables, charts and maps."""

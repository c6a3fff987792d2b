"""Results as words, tables, charts, maps and documents."""

"""How a map is arranged: layouts, parts, smaller maps, looks."""

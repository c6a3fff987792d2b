"""A neighbourhood's map as a colourful poster: for walls, tables, paper to draw on, and the map on screens."""

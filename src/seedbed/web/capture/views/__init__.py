"""Pages of the team, and what devices ask."""

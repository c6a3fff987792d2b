"""Pages of the team, and what phones ask."""

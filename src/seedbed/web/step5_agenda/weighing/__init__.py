"""How strong people of the team think that a map's links are, each for themselves."""

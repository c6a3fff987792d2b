"""England: real open data of several publishers made into one pack."""

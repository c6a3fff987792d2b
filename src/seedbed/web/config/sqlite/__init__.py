"""The site's SQLite database, as Django looks for it: in `base`."""

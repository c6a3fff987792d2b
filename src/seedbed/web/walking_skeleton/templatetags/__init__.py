"""Tags of the plain pages."""

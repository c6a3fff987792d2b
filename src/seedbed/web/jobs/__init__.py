"""Long work in the background, with progress and stop."""

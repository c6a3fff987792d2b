"""Sites that are backed up and restored with the real command, also while people write."""

"""A site under load that is killed without warning, again and again, and asked afterwards what it has kept."""

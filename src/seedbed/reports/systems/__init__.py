"""What is told of system maps."""

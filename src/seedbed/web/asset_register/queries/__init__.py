"""What is asked about assets."""

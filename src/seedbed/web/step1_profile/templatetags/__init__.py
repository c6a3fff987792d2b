"""What templates of step 1 may ask."""

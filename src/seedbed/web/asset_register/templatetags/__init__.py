"""What templates of the register may ask."""

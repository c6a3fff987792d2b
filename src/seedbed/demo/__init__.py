"""The invented town: every name, place and number in it is made up."""

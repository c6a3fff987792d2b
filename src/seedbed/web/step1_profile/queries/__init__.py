"""Everything that reads for step 1."""

"""Assets: bringing them in and out, and who can reach them."""

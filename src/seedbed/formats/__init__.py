"""Files in and out, one module each."""

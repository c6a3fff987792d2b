"""What people said: contributions and voices, the words kept once."""

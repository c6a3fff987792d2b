"""Assets, what keeps people from them, and whether what is written down still holds."""

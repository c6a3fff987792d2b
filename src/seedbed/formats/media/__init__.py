"""Photos, drawings, scans, sound and film: told by their first bytes, checked, and freed of what cameras add."""

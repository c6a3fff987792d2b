"""Many devices that come back to a network at the same moment, each with what it kept."""

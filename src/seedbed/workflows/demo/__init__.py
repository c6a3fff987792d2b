"""The demonstration: the invented town, made and shown."""

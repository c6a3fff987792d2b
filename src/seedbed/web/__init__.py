"""The platform: one room a step, on Django."""

"""Voices: who was heard, and how far coders agree."""

"""Voices: coding and how far coders agree."""

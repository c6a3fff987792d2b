"""Translations of the pages: read by speakers of a language, and signed."""

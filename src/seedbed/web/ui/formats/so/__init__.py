"""Somali, of which Django knows nothing."""

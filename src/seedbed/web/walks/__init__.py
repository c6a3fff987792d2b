"""Walks through the neighbourhood, and the exhibition made of them."""

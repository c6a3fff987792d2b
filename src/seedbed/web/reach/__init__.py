"""Who can reach which assets from where people live, who cannot, and what would change it."""

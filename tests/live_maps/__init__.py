"""Many people draw one map at once on a site of its own; nothing that was acknowledged may be lost."""

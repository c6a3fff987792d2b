"""Every claim of speed, beside the best peer, in one run."""

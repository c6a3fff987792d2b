"""The golden thread: beads, the one table of legal links, trace, gaps and counts. Standard library only."""

"""Two maps side by side: what both say, what one alone says, and where they contradict each other."""

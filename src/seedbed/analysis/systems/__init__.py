"""System maps: factors, causal links, loops, levers, the fourteen questions, what-if."""

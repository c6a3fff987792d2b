"""Who says so and how sure: comments, votes, dissent and origins."""

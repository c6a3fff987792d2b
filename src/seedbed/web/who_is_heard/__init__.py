"""Who is heard: people who spoke beside people who live here, and where to hear the others. For the team alone."""

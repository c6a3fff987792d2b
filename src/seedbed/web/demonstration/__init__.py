"""The invented town's story, loaded through the users' own actions, and the first five minutes."""

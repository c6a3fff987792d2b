"""Worries about someone: one tap, to the named lead of the neighbourhood and to nobody else."""

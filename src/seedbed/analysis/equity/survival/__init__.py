"""Whose voice survives from being heard to being benefited."""

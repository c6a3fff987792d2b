"""The document that everybody at a map shares, and the rows that it is projected to."""

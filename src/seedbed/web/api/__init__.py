"""The API under ``/api/v1``: tokens, one error shape, pages by cursor, and the same matrix of permissions."""

"""The fold of texts for floors that may not see the storage floor (foreign files)."""

from app.storage.text import digits, fold

__all__ = ["digits", "fold"]

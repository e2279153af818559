"""The fold of texts for floors that may not see the storage floor (foreign files)."""

from typing import Final

from app.storage.text import digits, fold

__all__ = ["UNSEEN", "digits", "fold"]

UNSEEN: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
"""Signs that web pages leave in a text and nobody sees, for `str.translate`.

Joiners of letters are none of them.
"""

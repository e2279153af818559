"""Text as it is compared: without case, accents, ligatures or the spelling of digits."""

import unicodedata
from typing import Final

_NON_DIGITS: Final = bytes(code for code in range(256) if not 48 <= code <= 57)
_LETTERS: Final = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ð": "d",
        "đ": "d",
        "ħ": "h",
        "ı": "i",
        "ŀ": "l",
        "ŧ": "t",
        "ŋ": "n",
        "ĸ": "k",
        "ƒ": "f",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "‐": "-",
        "‑": "-",
        "–": "-",
        # The combining marks of Latin, Greek and Cyrillic. The vowel signs of Indic scripts
        # are letters to their readers and stay.
        **{chr(code): "" for code in range(0x300, 0x370)},
    }
)


def fold(text: str) -> str:
    """`text` for matching and sorting: lower case, accents gone, ß as ss, ø as o, ł as l.

    Folding twice changes nothing. Scripts without case or accents come back as they are.
    """
    if text.isascii():
        return text.lower()
    lowered = unicodedata.normalize("NFKD", text).casefold()
    bare = unicodedata.normalize("NFKD", lowered).translate(_LETTERS)
    return unicodedata.normalize("NFC", bare)


def digits(text: str) -> str:
    """The decimal digits of `text` as 0-9, whatever script they were written in."""
    if text.isascii():
        return text.encode("ascii").translate(None, _NON_DIGITS).decode("ascii")
    return "".join(str(unicodedata.decimal(char)) for char in text if char.isdecimal())

"""How text is compared: case and accents folded, the same in Python, in SQL and in the index."""

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
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_KIND_BITS, _ORDER_BITS, _LOW_BITS = 59, 40, 19
_ORDER_MAX = (1 << _ORDER_BITS) - 1
_KEY_LETTERS = 8


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


def search_words(text: str | None) -> str:
    """What the index holds for a text: folded, and the umlauts also written out (Mueller)."""
    if not text:
        return ""
    folded = fold(text)
    if text.isascii():
        return folded
    written_out = fold(text.lower().translate(_UMLAUTS))
    if written_out == folded:
        return folded
    known = set(folded.split())
    return " ".join([folded, *(word for word in written_out.split() if word not in known)])


class _Marks(dict[int, str]):
    """Letters as digits of base 32 that keep their order; all else below or above them."""

    def __missing__(self, code: int) -> str:
        return "v" if code > 122 else "2"


_MARKS = _Marks(
    {code: "456789abcdefghijklmnopqrst"[code - 97] for code in range(97, 123)}
    | dict.fromkeys(range(33), "1")
    | dict.fromkeys(range(48, 58), "3")
)


def name_order(folded: str) -> int:
    """An integer of 40 bits that keeps the order of the first eight letters."""
    return int(folded[:_KEY_LETTERS].translate(_MARKS).ljust(_KEY_LETTERS, "0") or "0", 32)


def time_order(stamp: str) -> int:
    """An integer of 40 bits in which later moments come first."""
    digits = "".join(c for c in stamp[:16] if c.isdecimal()).ljust(12, "0")
    return _ORDER_MAX - int(digits or "0") % _ORDER_MAX


def doc_id(kind: int, sort_text: str, low: int) -> int:
    """The wished row id of a record in the index; taken ids are stepped over by the caller."""
    order = name_order(sort_text) if kind <= 2 else time_order(sort_text)
    return kind << _KIND_BITS | order << _LOW_BITS | low & ((1 << _LOW_BITS) - 1)


def doc_range(kind: int) -> tuple[int, int]:
    """The first and last row id that a kind of record may have in the index."""
    return kind << _KIND_BITS, ((kind + 1) << _KIND_BITS) - 1

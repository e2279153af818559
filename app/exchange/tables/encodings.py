"""Which letters the bytes of a text file are.

UTF-8 is nearly never met by accident, so it is tried first and strictly. Single-byte files say
nothing about themselves: each candidate is judged by how much its reading looks like words.
"""

import codecs
import unicodedata
from typing import Final, NamedTuple

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE: Final = 65536
_ENOUGH: Final = 8
_WESTERN: Final = "cp1252"
_CANDIDATES: Final = ("cp1252", "cp1250", "mac_roman", "iso8859-15", "cp850", "cp1254", "cp1257")
# Letters that make a reading believable, by how often they occur in the languages of Europe.
_FREQUENT: Final = dict.fromkeys("äöüßéèàçñóíáÄÖÜÉôêâîûúãõåøæØÅÆ", 3) | dict.fromkeys(
    "ěščřžýůłąęśćżźńőűășțđŠČŘŽÁÍÚÓŁŚŻŐÑÇÀÈğşıİŞëïœùìò", 2
)
# Who writes š or ž hardly ever writes these: then they are č, ř, ě, ů of a Slavic alphabet.
_NOT_BESIDE_CARONS: Final = str.maketrans(dict.fromkeys("øèìùòïÈØÌÙÒ", "¤"))
_CARONS: Final = frozenset("šžŠŽ")
# "Jiøí" is no Danish: whoever writes ø or ì has no í and ý.
_NORTHERN: Final = frozenset("øìÈ")
_ACUTES: Final = frozenset("íý")
_TRUSTED_HINTS: Final = frozenset(
    """
    cp932 shift_jis euc_jp gb18030 gbk gb2312 big5 cp949 euc_kr cp1251 koi8-r koi8-u cp866
    mac-cyrillic cp1253 cp1255 cp1256 cp874 iso8859-5 iso8859-7 iso8859-8 iso2022_jp
    """.split()  # noqa: SIM905
)
_MARKS: Final = frozenset("€“”‘’„‚–—…•°§«»´·½¼²³®©™º¡¿£\u00a0")


class Decoded(NamedTuple):
    """Text and how it was read; `sure` is False for a single-byte guess."""

    text: str
    encoding: str
    sure: bool


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """`data` as text, in `encoding` or in the one that it most believably is.

    Raises UnicodeDecodeError or LookupError only for an `encoding` asked for.
    """
    if encoding:
        return Decoded(data.decode(encoding).removeprefix("\ufeff"), encoding, True)
    for mark, name in _BOMS:
        if data.startswith(mark):
            return Decoded(data.decode(name, errors="replace"), name, True)
    wide = _wide_without_mark(data)
    if wide:
        return Decoded(data.decode(wide, errors="replace"), wide, True)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", True)
    except UnicodeDecodeError as error:
        if len(data) - error.start < 4 and error.start > 0 and _only_cut(data, error.start):
            return Decoded(data.decode("utf-8", errors="replace"), "utf-8", False)
    name = _guess(_interesting(data))
    return Decoded(data.decode(name, errors="replace"), name, False)


def _only_cut(data: bytes, start: int) -> bool:
    """Whether UTF-8 broke off inside its very last character, and was used before that."""
    head = data[:start]
    return not head.isascii() and data[start] >= 0xC2


def _wide_without_mark(data: bytes) -> str:
    head = data[:4096]
    if len(head) < 4 or b"\0" not in head:
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) / 2
    if odd > 0.4 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.1 * half:
        return "utf-16-be"
    return ""


def _interesting(data: bytes) -> bytes:
    """The lines that hold more than ASCII, up to 64 KiB of them."""
    lines: list[bytes] = []
    size = 0
    for line in data.replace(b"\r", b"\n").split(b"\n"):
        if not line.isascii():
            lines.append(line[:2000])
            size += len(lines[-1])
            if size > _SAMPLE:
                break
    return b"\n".join(lines)


def _guess(sample: bytes) -> str:
    high = sum(byte > 127 for byte in sample)
    letters = sum(byte > 127 or chr(byte).isalpha() for byte in sample)
    hint = _chardet(sample)
    if high >= _ENOUGH and high / letters > 0.3 and hint in _TRUSTED_HINTS:
        # Mostly beyond ASCII: Cyrillic, Greek, Japanese, which the letters below cannot judge
        return hint
    scored = {name: _believable(sample, name) for name in _CANDIDATES}
    best = max(scored.values())
    if hint in scored and scored[hint] >= best:
        same = sample.decode(hint) == sample.decode(_WESTERN, errors="replace")
        return _WESTERN if same else hint
    if scored[_WESTERN] >= best:
        return _WESTERN
    return max(scored, key=lambda name: scored[name])


def _chardet(sample: bytes) -> str:
    import chardet

    found = chardet.detect(sample).get("encoding") or ""
    try:
        name = codecs.lookup(found).name
        sample.decode(name)
    except (LookupError, UnicodeDecodeError):
        return ""
    return "" if name in {"ascii", "utf-8"} else name


def _believable(sample: bytes, encoding: str) -> float:
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return float("-inf")
    western = encoding in {"cp1252", "iso8859-15", "cp1254"}
    if western and (_CARONS & set(text) or (_NORTHERN & set(text) and _ACUTES & set(text))):
        text = text.translate(_NOT_BESIDE_CARONS)
    score = 0.0
    for before, char, after in zip(" " + text, text, text[1:] + " ", strict=False):
        if char > "\x7f":
            score += _judge(before, char, after)
    return score


def _judge(before: str, char: str, after: str) -> float:
    inside = before.isalpha() and after.isalpha()
    if unicodedata.category(char) == "Cc":
        return -6
    if char in "ºª" and (before.isdecimal() or before in "nNcC"):
        # "2º", "Nº": the last letters that any other reading would put there
        return 3
    if char.isalpha():
        if char.isupper() and before.islower():
            return -4
        return _FREQUENT.get(char, 0.2)
    if inside and char not in "’´·":
        return -4
    return 0.5 if char in _MARKS else -1

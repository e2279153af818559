"""From the bytes of a card file to cards, and from a card to its properties as they stand.

vCard 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350) at once, for files mix them: folded lines (also inside
a character), quoted-printable soft breaks, pictures of many megabytes, cards without an end.
"""

import re
from collections.abc import Callable, Generator, Iterator
from typing import Final, NamedTuple

from app.exchange.cards.card_pictures import PICTURES, without_pictures
from app.exchange.tables.encodings import decode
from app.exchange.tables.table import UnreadableFile

MAX_BYTES: Final = 100_000_000
TOO_MANY: Final = "Export the cards in parts."
MAX_LINE: Final = 1_000_000
MAX_DEPTH: Final = 10
_MAX_CARD: Final = 16_000_000
_CHUNK: Final = 1_000_000

# Begins with the line break because the engine looks for a letter it knows much faster than for ^
_MARKER: Final = re.compile(r"(\n(?:BEGIN|END)[ \t]*:[ \t]*VCARD[ \t]*)(?=\n|\Z)", re.I)
_AGENT: Final = re.compile(r"\n(?:[\w-]+\.)?AGENT[^\n]*:[ \t]*\n*\Z", re.I).search
# Files put one behind the other: no line break before the next card, or a mark of the encoding
_GLUED: Final = re.compile(rb"\n(END:VCARD)?(?:\xef\xbb\xbf|(?<=VCARD))(?=BEGIN:VCARD)", re.I)
_LINKS: Final = frozenset({"http", "https"})
_BOMS: Final = ((b"\xff\xfe\0\0", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_HIGH_LINE: Final = re.compile(rb"[^\n]*[\x80-\xff][^\n]*")
_ESCAPED: Final = re.compile("[\udc80-\udcff]").search
_NAME: Final = re.compile(r"(?:[\w-]+\.)?[A-Za-z][\w-]*[ \t]*(?:;.*)?", re.S).fullmatch
_QUOTED: Final = re.compile(r'[^":]*(?:"[^"]*"[^":]*)*:')
_QP: Final = re.compile("QUOTED-PRINTABLE", re.I).search
# RFC 2426 folds after 75 bytes wherever that is; the older way is to fold at a space and keep it.
_FULL_LINE: Final = range(72, 79)


class RawCard(NamedTuple):
    """The text between BEGIN and END, the cards inside it, and whether END was there."""

    body: str
    inner: list[str]
    ended: bool


class CardFile:
    """A card file in memory: its encoding, its bytes as UTF-8, its cards one after another.

    `without` takes out of the bytes what holds no words, however long. `broken` says whether bytes
    were met that are no UTF-8, `printable` whether quoted-printable may be.

    Raises UnreadableFile for what is too large, nested too deep or no card file at all.
    """

    def __init__(
        self,
        data: bytes,
        encoding: str | None = None,
        without: Callable[[bytes], bytes] = without_pictures,
    ) -> None:
        data, self.encoding = _as_utf8(data, encoding)
        if b"\r" in data:
            data = data.replace(b"\r\n", b"\n")
        if b"\r" in data:
            data = data.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        for sign, instead in ((b"\0", b""), (b"\v", b" "), (b"\f", b" ")):
            if sign in data:
                data = data.replace(sign, instead)
        data = _without_indent(data)
        small = data.lower()
        if b"\xbfbegin:" in small or b"vcardbegin:" in small:
            data = _GLUED.sub(rb"\n\1\n", data)
        self.data = without(data)
        self.broken = False
        self.printable = b"quoted-printable" in small
        self._fallback = ""

    def cards(self) -> Iterator[RawCard]:
        """Every card, the last one also where the file breaks off inside it."""
        rest = "\n"
        for chunk in self._chunks():
            rest += chunk
            if len(rest) > _MAX_CARD:
                raise UnreadableFile("One card in this file is larger than 16 MB.")
            rest = yield from _cards_in(rest)
        yield from _last_card(rest)

    def _chunks(self) -> Iterator[str]:
        data, start = self.data, 0
        while start < len(data):
            end = data.rfind(b"\n", start, start + _CHUNK) + 1
            if end <= start or len(data) - start <= _CHUNK:
                end = min(len(data), start + _CHUNK)
            piece = data[start:end]
            try:
                yield piece.decode("utf-8")
            except UnicodeDecodeError:
                self.broken = True
                yield piece.decode("utf-8", "surrogateescape")
            start = end

    def text(self) -> str:
        """The whole file; bytes that are no UTF-8 wait to be mended value by value."""
        return self.data.decode("utf-8", "surrogateescape")

    def mended(self, text: str, charset: str) -> str:
        """`text` whose bytes were not all UTF-8, in its declared or else likeliest encoding."""
        data = text.encode("utf-8", "surrogateescape")
        return self.decoded(data, charset)

    def decoded(self, data: bytes, charset: str) -> str:
        """Bytes of one value as text; a wrong declaration is seen through where it can be."""
        several = charset.lower().startswith(("gb", "big5", "shift", "euc", "iso-2022", "ks_c"))
        for name in (charset, "utf-8") if several else ("utf-8", charset):
            if name:
                try:
                    return data.decode(name)
                except (ValueError, LookupError):  # no such letters, or no name of an encoding
                    continue
        if not self._fallback:
            self._fallback = self._likeliest()
            self.encoding = self._fallback
        return data.decode(self._fallback, "replace")

    def _likeliest(self) -> str:
        lines, size = [], 0
        for found in _HIGH_LINE.finditer(self.data):
            lines.append(found[0][:2000])
            size += len(lines[-1])
            if size > 65536:
                break
        name = decode(b"\n".join(lines)).encoding if lines else ""
        return "cp1252" if name.startswith("utf") or not name else name


def _without_indent(data: bytes) -> bytes:
    start = data.lstrip(b" \t\n")
    indent = data[: len(data) - len(start)].rpartition(b"\n")[2]
    if indent and start[:5].lower() == b"begin":
        return (b"\n" + data).replace(b"\n" + indent, b"\n")
    return data


def has_escaped(text: str) -> bool:
    """Whether bytes stand in `text` that were no UTF-8."""
    return not text.isascii() and _ESCAPED(text) is not None


def _as_utf8(data: bytes, encoding: str | None) -> tuple[bytes, str]:
    if len(data) > MAX_BYTES:
        raise UnreadableFile(f"This file is larger than 100 MB. {TOO_MANY}")
    if encoding:
        try:
            return data.decode(encoding).encode("utf-8", "replace"), encoding
        except LookupError:
            raise UnreadableFile(f"There is no text encoding called {encoding}.") from None
        except UnicodeDecodeError:
            raise UnreadableFile(
                f"This file is not written in {encoding}. Choose another encoding."
            ) from None
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, "replace").encode("utf-8", "replace"), name
    if b"\0" in data[:4096]:
        found = decode(data)
        if found.encoding.startswith("utf-16"):
            return found.text.encode("utf-8", "replace"), found.encoding
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:], "utf-8-sig"
    return data, "utf-8"


def _cards_in(text: str) -> Generator[RawCard, None, str]:
    """The whole cards of `text`; returns what follows the last of them."""
    # Every second piece is a marker, between two of them stands what is between the two lines
    pieces = _MARKER.split(text)
    place = 1
    while place < len(pieces):
        if not _begins(pieces[place]):
            place += 2
        elif place + 2 < len(pieces) and not _begins(pieces[place + 2]):
            yield RawCard(pieces[place + 1], [], ended=True)
            place += 4
        else:
            card, behind = _odd_card(pieces, place)
            if card is None:
                return "".join(pieces[place:])
            yield card
            place = behind
    return pieces[-1]


def _begins(marker: str) -> bool:
    return marker[1] in "Bb"


def _odd_card(pieces: list[str], place: int) -> tuple[RawCard | None, int]:
    """The card whose BEGIN is at `place`, with those inside it (AGENT), and where the next may be.

    None for a card that is not whole yet.
    """
    body, inner, depth = [pieces[place + 1]], list[str](), 1
    for at in range(place + 2, len(pieces), 2):
        begins = _begins(pieces[at])
        # Another BEGIN stands inside this card or else after one without an end
        if depth == 1 and not (begins and _AGENT(pieces[at - 1])):
            return RawCard("".join(body), inner, ended=not begins), at if begins else at + 2
        depth += 1 if begins else -1
        if depth > MAX_DEPTH:
            raise UnreadableFile("Cards in this file stand inside each other more than ten deep.")
        if depth == 1:
            body += pieces[at : at + 2]
        elif begins and depth == 2:
            body.append(pieces[at])
            inner.append(pieces[at + 1])
        else:
            inner[-1] += "".join(pieces[at : at + 2])
    return None, place


def _last_card(rest: str) -> Iterator[RawCard]:
    _, *found = _MARKER.split(rest, maxsplit=1)
    if found and _begins(found[0]):
        yield RawCard(found[1], [], ended=False)


def lines_of(body: str, *, printable: bool = True) -> list[str]:
    """The lines of a card, unfolded; `printable` whether one of them may be quoted-printable."""
    if "\n " in body or "\n\t" in body or (printable and "=\n" in body):
        if body[1:2] in {" ", "\t"} and body[2:3].isalpha():
            # Nothing to continue yet: the lines are indented, not folded
            body = body.replace(body[:2], "\n")
        if "VERSION:2.1" in body[:400] or (printable and _QP(body)):
            return _unfolded_old(body)
        body = body.replace("\n ", "").replace("\n\t", "")
    return body.strip("\n").split("\n")


def entries(lines: list[str]) -> list[tuple[str, str]]:
    """The properties of a card as (what stands before the colon, the value).

    A line that is no property continues the one before it, as broken writers mean it; inside a
    picture it is dropped. Raises UnreadableFile for a line over a megabyte.
    """
    found: list[tuple[str, str]] = []
    more: list[str] = []
    for line in lines:
        head, colon, value = line.partition(":")
        if '"' in head and head.count('"') % 2:
            head, colon, value = _quoted_head(line)
        if colon and _NAME(head) and head.lower() not in _LINKS:
            _continue(found, more)
            found.append((head, value))
        elif found and line.strip():
            more.append(line)
    _continue(found, more)
    for head, value in found:
        if len(value) > MAX_LINE and name_of(head) not in PICTURES:
            raise UnreadableFile(
                f"A line of this file ({name_of(head)[:40]}) is longer than 1 MB: it is damaged, or"
                " no card. Nothing was changed."
            )
    return found


def name_of(head: str) -> str:
    """The property's name in capitals, without group and parameters."""
    return head.partition(";")[0].rpartition(".")[2].strip().upper()


def _unfolded_old(body: str) -> list[str]:
    lines: list[str] = []
    parts: list[str] = []
    printable = False
    for line in body.split("\n"):
        if parts and printable and parts[-1].endswith("="):
            parts[-1] = parts[-1][:-1]
            parts.append(line)
        elif parts and line[:1] in {" ", "\t"}:
            parts.append(line[1:] if printable or _size(parts[-1]) in _FULL_LINE else line)
        else:
            lines.append("".join(parts))
            parts = [line]
            printable = _QP(line.partition(":")[0]) is not None
    lines.append("".join(parts))
    return [line for line in lines if line]


def _size(line: str) -> int:
    return len(line) if line.isascii() else len(line.encode("utf-8", "surrogateescape"))


def _quoted_head(line: str) -> tuple[str, str, str]:
    found = _QUOTED.match(line)
    if found is None:
        return line.partition(":")
    return line[: found.end() - 1], ":", line[found.end() :]


def _continue(found: list[tuple[str, str]], more: list[str]) -> None:
    if not more:
        return
    head, value = found[-1]
    if name_of(head) not in PICTURES and "BASE64" not in head.upper():
        found[-1] = (head, "\n".join([value, *more] if value else more))
    more.clear()

"""The words inside a file, for the search: Word, Excel, PDF, OpenDocument, mail, plain text.

Runs in the child process (``sandbox``): a file from outside may be damaged or made to do harm.
"""

from __future__ import annotations

import email
import email.policy
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

from app.exchange.tables.table import UnreadableFile

if TYPE_CHECKING:
    from lxml import etree

MOST = 1_000_000
"""Letters that are kept of one file."""
_MOST_PLAIN = 8 << 20
_MOST_PART = 64 << 20
_MOST_PAGES = 2_000
_WORD_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml$")
_SLIDES = re.compile(r"ppt/(?:slides|notesSlides)/[^/]+\.xml$")
_CONTENT = re.compile(r"content\.xml$")
_PARAGRAPHS = frozenset(["p", "h"])
_GAPS = frozenset(["tab", "br", "cr", "line-break", "s"])
_MARKUP = re.compile(r"(?is)<(style|script)\b.*?</\1>|<[^>]+>")


def read_text(path: Path, name: str | None = None) -> str:
    """The words of a file, blanks between; empty for a kind that has none we can read.

    ``name`` tells the kind when the file itself is called otherwise. Raises ``UnreadableFile``.
    """
    ending = Path(name or path.name).suffix.lower()
    reader = READERS.get(ending)
    if reader is None:
        return ""
    found: list[str] = []
    room = MOST
    try:
        for piece in reader(path):
            words = " ".join(piece.split())
            if words:
                found.append(words[:room])
                room -= len(words) + 1
            if room <= 0:
                break
    except (zipfile.BadZipFile, ValueError, KeyError, EOFError, NotImplementedError) as error:
        raise UnreadableFile("The words in this file could not be read.") from error
    return " ".join(found)


def _zipped(parts: re.Pattern[str]) -> Callable[[Path], Iterator[str]]:
    def read(path: Path) -> Iterator[str]:
        with zipfile.ZipFile(path) as package:
            for member in package.infolist():
                if parts.match(member.filename) and member.file_size <= _MOST_PART:
                    with package.open(member) as stream:
                        yield from _xml_words(stream)

    return read


def _xml_words(stream: IO[bytes]) -> Iterator[str]:
    """Paragraph by paragraph; field codes and deleted text are no words."""
    from lxml import etree

    events = etree.iterparse(
        stream, events=("end",), resolve_entities=False, no_network=True, recover=True
    )
    for _, element in events:
        if isinstance(element.tag, str) and etree.QName(element).localname in _PARAGRAPHS:
            yield "".join(_spoken(element))
            element.clear()


def _spoken(paragraph: etree._Element) -> Iterator[str]:
    from lxml import etree

    for part in paragraph.iter():
        local = etree.QName(part).localname if isinstance(part.tag, str) else "delText"
        if local in _GAPS:
            yield " "
        if part.text and local not in ("instrText", "delText"):
            yield part.text
        if part.tail and part is not paragraph:
            yield part.tail


def _workbook(path: Path) -> Iterator[str]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(str(path))
        for sheet in book.sheet_names:
            yield sheet
            for row in book.get_sheet_by_name(sheet).iter_rows():
                yield " ".join(str(cell) for cell in row if cell not in ("", None))
    except CalamineError as error:
        raise UnreadableFile("The words in this workbook could not be read.") from error


def _pdf(path: Path) -> Iterator[str]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableFile("This PDF is locked with a password.")
        for page in list(reader.pages)[:_MOST_PAGES]:
            yield page.extract_text()
    except (PyPdfError, RecursionError, TypeError, AttributeError, IndexError) as error:
        raise UnreadableFile("The words in this PDF could not be read.") from error


def _mail(path: Path) -> Iterator[str]:
    with path.open("rb") as stream:
        mail = email.message_from_binary_file(stream, policy=email.policy.default)
    yield from (str(mail[name] or "") for name in ("subject", "from", "to", "date"))
    for part in mail.walk():
        if part.get_content_maintype() == "text":
            text = part.get_content()
            yield _MARKUP.sub(" ", text) if part.get_content_subtype() == "html" else str(text)
        yield str(part.get_filename() or "")


def _outlook(path: Path) -> Iterator[str]:
    from app.exchange.mail.msg_in import read_msg

    yield from (text for text in read_msg(path).values() if isinstance(text, str))


def _plain(path: Path) -> Iterator[str]:
    from app.exchange.tables.encodings import decode

    with path.open("rb") as stream:
        yield decode(stream.read(_MOST_PLAIN)).text


def _html(path: Path) -> Iterator[str]:
    import html

    for text in _plain(path):
        yield html.unescape(_MARKUP.sub(" ", text))


READERS: dict[str, Callable[[Path], Iterable[str]]] = {
    **dict.fromkeys((".docx", ".dotx", ".docm", ".dotm"), _zipped(_WORD_PARTS)),
    **dict.fromkeys((".odt", ".ott", ".odp"), _zipped(_CONTENT)),
    ".pptx": _zipped(_SLIDES),
    **dict.fromkeys((".xlsx", ".xlsm", ".xls", ".ods", ".xlsb"), _workbook),
    ".pdf": _pdf,
    ".eml": _mail,
    ".msg": _outlook,
    **dict.fromkeys((".txt", ".csv", ".md", ".log", ".ics", ".vcf", ".tsv"), _plain),
    **dict.fromkeys((".html", ".htm", ".xml"), _html),
}
"""The reader of each ending."""

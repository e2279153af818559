"""The words of a mail: HTML as plain text, nothing fetched, nothing run."""

import re
from html.parser import HTMLParser
from typing import Final

_HIDDEN: Final = frozenset({"script", "style", "head", "title", "template", "object", "svg"})
_BREAKS: Final = frozenset({"br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6",
                            "table", "blockquote", "ul", "ol", "hr", "pre"})  # fmt: skip
_MANY_LINES: Final = re.compile(r"\n{3,}")
_SPACES: Final = re.compile(r"[ \t\r\f\v\u00a0\u200b\u200c\ufeff]+")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
MOST_TEXT: Final = 500_000


def plain_text(html: str) -> str:
    """What a reader of this HTML would see, links followed by their address."""
    reader = _Reader()
    try:
        reader.feed(html[: 4 * MOST_TEXT])
        reader.close()
    except (AssertionError, ValueError, RecursionError):
        # Markup that is broken beyond the parser: what was read until there
        return tidy("".join(reader.parts))
    return tidy("".join(reader.parts))


def tidy(text: str) -> str:
    """Text without control characters, spaces at the ends of lines and heaps of empty lines."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = (line.rstrip() for line in text.split("\n"))
    return _MANY_LINES.sub("\n\n", "\n".join(lines)).strip()[:MOST_TEXT]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "body":
            self._hidden = 0  # a head without an end hides nothing of the letter
        elif tag in _HIDDEN:
            self._hidden += 1
        elif tag in _BREAKS:
            self.parts.append("\n")
        elif tag == "a":
            address = dict(attrs).get("href") or ""
            self._links.append(address if address.startswith(("http", "mailto:")) else "")
        if tag in {"td", "th"}:
            self.parts.append("  ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in _BREAKS and tag != "br":
            self.parts.append("\n")
        elif tag == "a" and self._links:
            address = self._links.pop()
            bare = address.removeprefix("mailto:")
            if address and bare not in "".join(self.parts[-3:]):
                self.parts.append(f" ({bare})")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(_SPACES.sub(" ", data.replace("\n", " ")))

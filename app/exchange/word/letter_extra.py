"""Where a sentence goes that somebody adds to one letter of many."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.exchange.word.letter_fields import properties_of, w, xml_of
from app.exchange.word.letter_sections import SectionEnd, Sentence
from app.models.letters.merge_names import fold

if TYPE_CHECKING:
    from lxml import etree

    from app.exchange.word.letter_cutting import PartBuilder
    from app.exchange.word.letter_fields import FoundFields

_SENTENCE = re.compile(r"\w.*\s.*\w.*[.!?…]\W*$", re.DOTALL)
_NOT_COPIED = ("sectPr", "numPr", "keepNext", "pageBreakBefore", "framePr", "pPrChange")


def last_sentence(body: etree._Element) -> etree._Element | None:
    """The paragraph of the text after which something can be added.

    It is the last that ends a sentence, so that the closing stays where it is; else the last
    with any words.
    """
    paragraphs = [p for p in body.iterchildren(w("p")) if _words(p).strip()]
    ended = [p for p in paragraphs if _SENTENCE.search(_words(p))]
    found = ended or paragraphs
    return found[-1] if found else None


def _words(paragraph: etree._Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(w("t")))


def mark_extra(root: etree._Element, builder: PartBuilder, found: FoundFields) -> None:
    """Put a place for the sentence into the text, unless the template has one of its own."""
    body = root.find(w("body"))
    if body is None or any(fold(item.name) == "extra" for item, _ in found.fields):
        return
    after = last_sentence(body)
    if after is None or after.find(f"{w('pPr')}/{w('sectPr')}") is not None:
        return
    sentence = Sentence(_properties(after), _run(after), _gives_way(after, builder))
    following = after.getnext()
    while following is not None and _ends_something(following, builder):
        after, following = following, following.getnext()
    after.addnext(builder.node(sentence))


def _ends_something(element: etree._Element, builder: PartBuilder) -> bool:
    ours = not isinstance(element.tag, str) and getattr(element, "target", "") == builder.token
    return ours and element.text in {"q", "e"}


def _gives_way(paragraph: etree._Element, builder: PartBuilder) -> bool:
    """Whether the paragraph ends a letter's section; then it leaves that to the sentence."""
    properties = paragraph.find(w("pPr"))
    if properties is None:
        return False
    for child in properties:
        if isinstance(builder.place_of(child), SectionEnd):
            child.addnext(builder.node(SectionEnd(gives_way=True)))
            properties.remove(child)
            return True
    return False


def _properties(paragraph: etree._Element) -> bytes:
    found = paragraph.find(w("pPr"))
    if found is None:
        return b""
    kept = (c for c in found if isinstance(c.tag, str) and c.tag not in map(w, _NOT_COPIED))
    return b"".join(xml_of(child) for child in kept)


def _run(paragraph: etree._Element) -> bytes:
    run = next((r for r in paragraph.iterchildren(w("r")) if r.find(w("t")) is not None), None)
    return properties_of(run) if run is not None else b""

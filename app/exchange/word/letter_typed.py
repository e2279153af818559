r"""What people type into a template in double braces.

``{{ name }}`` a value, with Word's switches if wanted (``{{ today \@ "d MMMM yyyy" }}``);
``{{#if name}}`` … ``{{else}}`` … ``{{/if}}`` and ``{{#unless name}}`` parts that may be missing;
``{{#appointments}}`` … ``{{/appointments}}`` parts for each item of a list;
``{{image logo 40mm}}`` and ``{{qr website}}`` pictures; ``{{extra}}`` the sentence added to one
letter.
"""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING

from app.exchange.word.letter_fields import FoundFields, properties_of, split_all, story_runs, w
from app.exchange.word.letter_images import picture_asked
from app.exchange.word.letter_regions import Closing, Condition, Opening
from app.exchange.word.merge_fields import MergeField, Piece, Word, read_field
from app.exchange.word.word_package import UnusableTemplate

if TYPE_CHECKING:
    from lxml import etree

    from app.exchange.word.letter_places import Place

_TYPED = re.compile(r"\{\{([^{}]*)\}\}")
_FOREIGN = re.compile(r"\{%.*?%\}|\{\{\{.*?\}\}\}", re.DOTALL)
_NAME = r"[^\W_][\w .\-/':]*?"
_VALUE = re.compile(rf"\s*({_NAME}|\.)\s*(\\[*#@bf].*)?", re.DOTALL)
_OPENS = re.compile(
    rf"\s*(?:(?:#\s*(if|unless|each|foreach|for)\s+)|([#^]))\s*({_NAME})"
    r"\s*((?:<=|>=|<>|!=|=|<|>).*)?"
)
_CLOSES = re.compile(rf"\s*/\s*(?:(if|unless)\b.*|(?:each|foreach|for)?\s*({_NAME})?)\s*")
_ELSE = re.compile(r"\s*[#^]?\s*else\s*", re.IGNORECASE)
_COMPARES = re.compile(r"(<=|>=|<>|!=|=|<|>)=?\s*[\"“”„']?([^\"“”„']*)[\"“”„']?\s*")


def mark_typed(paragraph: etree._Element, found: FoundFields) -> None:
    """Put marks in the place of what is typed in braces. Raises UnusableTemplate."""
    runs = list(story_runs(paragraph))
    texts = [t for run in runs for t in run.findall(w("t"))]
    whole = "".join(t.text or "" for t in texts)
    if "{" not in whole:
        return
    foreign = _FOREIGN.search(whole)
    if foreign:
        raise _not_ours(foreign[0], whole)
    matches = list(_TYPED.finditer(whole))
    open_end = "{{" in _TYPED.sub("", whole)
    if open_end:
        raise UnusableTemplate(
            f"A name in this template begins with {{{{ and has no end: “"
            f"{' '.join(whole.split())[:80]}”. Close it with }}}} in the same paragraph."
        )
    if not matches:
        return
    texts = [
        t for run in runs if run.find(w("t")) is not None
        for part in split_all(run) for t in part.findall(w("t"))
    ]  # fmt: skip
    for match in reversed(matches):
        _replace(texts, match, found, whole)


def _not_ours(text: str, whole: str) -> UnusableTemplate:
    return UnusableTemplate(
        f"This template has instructions of another program: {text[:60]} in “"
        f"{' '.join(whole.split())[:80]}”. Replace them by merge fields and try again."
    )


def _replace(
    texts: list[etree._Element], match: re.Match[str], found: FoundFields, whole: str
) -> None:
    spans: list[tuple[etree._Element, int, int]] = []
    at = 0
    for text in texts:
        length = len(text.text or "")
        if at < match.end() and at + length > match.start():
            spans.append((text, max(match.start() - at, 0), min(match.end() - at, length)))
        at += length
    first, begin, _ = spans[0]
    run = first.getparent()
    if run is None:
        return
    mark = _mark(match, properties_of(run), found, whole)
    tail = copy.deepcopy(run)
    _set_text(tail, (first.text or "")[spans[0][2] :])
    for text, _, finish in spans[1:]:
        _set_text(text, (text.text or "")[finish:])
    _set_text(first, (first.text or "")[:begin])
    run.addnext(tail)
    run.addnext(mark)


def _mark(
    match: re.Match[str], properties: bytes, found: FoundFields, whole: str
) -> etree._Element:
    inner = match[1].replace("\xa0", " ")
    region = _region(inner, match[0])
    if region is not None:
        return found.place(region)
    picture = picture_asked(inner)
    if picture is not None:
        field = _field(picture.name, "", properties)
        found.fields.append((field, False))
        return found.place(picture)
    value = _VALUE.fullmatch(inner)
    if value is None:
        raise _not_ours(match[0], whole)
    merged = _field(value[1], value[2] or "", properties)
    found.fields.append((merged, False))
    return found.mark(merged, False)


def _field(name: str, switches: str, properties: bytes) -> MergeField:
    if switches:
        code = f'MERGEFIELD "{name}" {switches}'
        read = read_field([Piece(code, properties)], properties)
        if read is not None:
            return read
    word = Word((Piece(name, b""),), quoted=False)
    return MergeField("MERGEFIELD", (word,), (), properties, name)


def _region(inner: str, text: str) -> Place | None:
    if _ELSE.fullmatch(inner):
        return Closing("", text, otherwise=True)
    closes = _CLOSES.fullmatch(inner)
    if closes:
        return Closing(closes[1] or closes[2] or "", text)
    opens = _OPENS.fullmatch(inner)
    if opens is None:
        return None
    word, sign, name = opens[1], opens[2], opens[3]
    if word not in {"if", "unless"} and sign != "^":
        return Opening(name, name, text)
    condition = _condition(name, opens[4], turned=word == "unless" or sign == "^")
    return Opening(condition.name, word or name, text, condition)


def _condition(name: str, rest: str | None, *, turned: bool) -> Condition:
    if name.lower().startswith("not "):
        name, turned = name[4:].strip(), not turned
    compares = _COMPARES.fullmatch(rest or "")
    if compares is None:
        return Condition(name, turned=turned)
    sign = "<>" if compares[1] == "!=" else compares[1]
    return Condition(name, sign, compares[2].strip(), turned)


def _set_text(element: etree._Element, text: str) -> None:
    target = element if element.tag == w("t") else element.find(w("t"))
    if target is not None:
        target.text = text
        target.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

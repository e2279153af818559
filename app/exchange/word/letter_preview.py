"""A readable model of a finished letter, from which a window paints its preview page.

The letter is filled by the same code as the file; only then it is read back, so that what is
shown is what will be written. Lengths are in points.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from app.exchange.word.letter_fields import w
from app.exchange.word.letter_gaps import GAP
from app.exchange.word.letter_places import fill_nodes
from app.exchange.word.letter_styles import Look, Styles
from app.exchange.word.merge_record import FieldNames, MergeRecord
from app.exchange.word.merge_results import SkipRecord
from app.exchange.word.word_package import parse_part

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

    from app.exchange.word.letter_template import Template

_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_EMU_PER_POINT = 12700


@dataclass(frozen=True, slots=True)
class PreviewRun:
    """Text of one look. `size` in points; `colour` "#rrggbb" or ""; `picture` holds an image."""

    text: str
    bold: bool = False
    italic: bool = False
    size: float = 11.0
    colour: str = ""
    font: str = ""
    merged: bool = False
    picture: bytes = b""
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class PreviewParagraph:
    """A paragraph, or a row of a table when `cells` is not empty.

    `place` is "header", "body" or "footer"; `alignment` "left", "center", "right" or "both".
    """

    runs: tuple[PreviewRun, ...] = ()
    alignment: str = "left"
    place: str = "body"
    space_before: float = 0.0
    space_after: float = 0.0
    indent: float = 0.0
    list_mark: str = ""
    new_page: bool = False
    cells: tuple[tuple[PreviewParagraph, ...], ...] = ()


@dataclass(slots=True)
class _PreviewLetter:
    record: MergeRecord
    mark_merged: bool = True
    pictures: dict[str, bytes] = field(default_factory=dict)

    def unique(self, _kind: str, key: str) -> str:
        return key or "0"

    def picture(self, content: bytes, _ending: str) -> str:
        self.pictures[f"new{len(self.pictures)}"] = content
        return f"new{len(self.pictures) - 1}"


@dataclass(slots=True)
class _Reader:
    """Reads one filled part."""

    styles: Styles
    pictures: dict[str, bytes]
    place: str
    found: list[PreviewParagraph] = field(default_factory=list)

    def blocks(self, parent: etree._Element) -> Iterator[PreviewParagraph]:
        for child in parent:
            if child.tag == w("p"):
                yield from self.paragraph(child)
            elif child.tag == w("tbl"):
                for row in child.iter(w("tr")):
                    cells = (tuple(self.blocks(cell)) for cell in row.findall(w("tc")))
                    yield PreviewParagraph(place=self.place, cells=tuple(cells))
            elif child.tag in {w("sdt"), w("sdtContent"), w("ins"), w("customXml")}:
                yield from self.blocks(child)

    def paragraph(self, element: etree._Element) -> Iterator[PreviewParagraph]:
        for box in element.iter(w("txbxContent")):
            if not _in_fallback(box):
                yield from self.blocks(box)
        look = self.styles.paragraph(element)
        runs: list[PreviewRun] = []
        hidden = 0
        for run in _runs(element):
            char = run.find(w("fldChar"))
            if char is not None:
                kind = char.get(w("fldCharType"))
                hidden += {"begin": 1, "separate": -1}.get(str(kind), 0)
                continue
            if hidden <= 0:
                runs.extend(self.run(run, look))
        yield PreviewParagraph(
            tuple(runs), look.alignment, self.place, look.before, look.after, look.indent,
            look.list_mark, _breaks_page(element),
        )  # fmt: skip

    def run(self, element: etree._Element, paragraph: Look) -> Iterator[PreviewRun]:
        look = self.styles.run(element, paragraph)
        text = "".join(_characters(element))
        if text:
            merged = element.get("merged") == "1"
            yield PreviewRun(
                text, look.bold, look.italic, look.size, look.colour, look.font, merged
            )
        for blip in element.iter(_BLIP):
            content = self.pictures.get(blip.get(_EMBED, ""), b"")
            extent = next(element.iter(_EXTENT), None)
            if content and extent is not None:
                width = int(extent.get("cx", "0")) / _EMU_PER_POINT
                height = int(extent.get("cy", "0")) / _EMU_PER_POINT
                yield PreviewRun("", picture=content, width=width, height=height)


def _in_fallback(element: etree._Element) -> bool:
    fallback = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
    return next(element.iterancestors(fallback), None) is not None


def _runs(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if child.tag == w("r"):
            yield child
        elif child.tag not in {w("pPr"), w("del"), w("moveFrom")}:
            yield from _runs(child)


def _characters(run: etree._Element) -> Iterator[str]:
    for child in run:
        if child.tag == w("t"):
            yield child.text or ""
        elif child.tag == w("tab"):
            yield "\t"
        elif child.tag in {w("br"), w("cr")} and child.get(w("type")) is None:
            yield "\n"
        elif child.tag == w("noBreakHyphen"):
            yield "‑"


def _breaks_page(paragraph: etree._Element) -> bool:
    if paragraph.find(f"{w('pPr')}/{w('pageBreakBefore')}") is not None:
        return True
    return any(b.get(w("type")) == "page" for b in paragraph.iter(w("br")))


def letter_text(template: Template, values: Mapping[str, Any]) -> list[PreviewParagraph]:
    """The merged letter as paragraphs: header first, then body, then footer.

    Empty if a rule of the template leaves this person out.
    """
    styles = Styles.of(template)
    names = FieldNames(template.field_map)
    out: list[PreviewParagraph] = []
    try:
        for place, name in _parts_shown(template):
            record = MergeRecord(values, names)
            root, own = _filled(template, name, record)
            body = root.find(w("body"))
            reader = _Reader(styles, _pictures(template, name) | own, place)
            out.extend(reader.blocks(root if body is None else body))
    except SkipRecord:
        return []
    return out


def _parts_shown(template: Template) -> list[tuple[str, str]]:
    root = parse_part(template.part(template.main))
    section = next(root.iter(w("sectPr")), None)
    targets = _targets(template, template.main)
    shown = [("body", template.main)]
    if section is None:
        return shown
    title = section.find(w("titlePg")) is not None
    for place in ("header", "footer"):
        found = {
            e.get(w("type"), "default"): targets.get(_rid(e), "")
            for e in section.findall(w(f"{place}Reference"))
        }
        name = found.get("first", "") if title else found.get("default", "")
        if name:
            shown.insert(0 if place == "header" else len(shown), (place, name))
    return shown


def _rid(element: etree._Element) -> str:
    return element.get(_EMBED.replace("embed", "id"), "")


def _targets(template: Template, part: str) -> dict[str, str]:
    folder, base = posixpath.split(part)
    name = posixpath.join(folder, "_rels", f"{base}.rels")
    if name not in template.members:
        return {}
    found = {}
    for relation in parse_part(template.part(name)).iter(_REL):
        target = relation.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        path = posixpath.normpath(path)
        if path in template.members:
            found[relation.get("Id", "")] = path
    return found


def _pictures(template: Template, part: str) -> dict[str, bytes]:
    return {
        rid: template.part(name)
        for rid, name in _targets(template, part).items()
        if "/media/" in f"/{name}"
    }


def _filled(
    template: Template, name: str, record: MergeRecord
) -> tuple[etree._Element, dict[str, bytes]]:
    """The filled part, and the pictures that only this letter has."""
    program = template.programs.get(name)
    if program is None:
        return parse_part(template.part(name)), {}
    chunks: list[bytes] = []
    letter = _PreviewLetter(record)
    fill_nodes(program, letter, chunks)
    data = b"".join(chunks).replace(GAP, b"")
    return parse_part(data.replace(b"<?merged?><w:r>", b'<w:r merged="1">')), letter.pictures

"""Labels and envelopes at the desk: the same gate as letters, then a PDF in exact millimetres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.desk import letters
from app.desk.letter_values import LeftOut, RunOptions
from app.exchange.new_file import CannotWrite
from app.exchange.papers import pdf_pages
from app.exchange.papers.envelopes import ENVELOPES, envelope_page, find_envelope
from app.exchange.papers.font_file import FontFile, read_font
from app.exchange.papers.label_sheets import SHEETS, LabelSheet, find_sheet, sheet_from_json
from app.exchange.papers.labels import LabelBlock, layout
from app.models.errors import Refusal
from app.models.operations import letter_runs as operations
from app.storage import places
from app.storage.queries import letter_runs
from app.storage.settings import setting
from app.storage.store import Store

Offset = tuple[float, float]


@dataclass(frozen=True, slots=True)
class AddressBlock:
    """What stands on one label or envelope, and whose it is."""

    contact_id: int
    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LabelsMade:
    """Labels or envelopes that were made; `warnings` say what was shrunk, cut or cannot be shown.

    Nothing is logged: a label alone is nothing that was sent.
    """

    file: Path
    labels: int
    pages: int
    left_out: tuple[LeftOut, ...]
    warnings: tuple[str, ...] = ()


def address_blocks(
    store: Store, ids: Sequence[int], options: RunOptions | None = None
) -> tuple[list[AddressBlock], tuple[LeftOut, ...]]:
    """The postal addresses of those of ``ids`` who pass the gate, and who is left out and why."""
    found = letters.prepare(store, None, ids, options=options, posted=True)
    blocks = [
        AddressBlock(each.contact_id, each.name, tuple(_lines(each.values["address_block"])))
        for each in found.letters
    ]
    return blocks, found.left_out


def known_sheets(store: Store) -> list[LabelSheet]:
    """The firm's own label sheets, then those one can buy."""
    return [*_own_sheets(store), *SHEETS]


def keep_sheet(store: Store, sheet: LabelSheet) -> int:
    """Keep a sheet of one's own measures. Raises ``Refusal`` with what is wrong with them."""
    problems = sheet.problems()
    if problems:
        raise Refusal(problems[0])
    return operations.save_label_sheet(store, sheet.name, sheet.to_json())


def make_labels(
    store: Store,
    ids: Sequence[int],
    to: Path,
    *,
    sheet: str,
    start: int = 1,
    offset: Offset = (0.0, 0.0),
    options: RunOptions | None = None,
    outlines: bool = False,
) -> LabelsMade:
    """Labels as a PDF, beginning at the label ``start``. Raises ``CannotWrite``, ``Refusal``."""
    chosen = find_sheet(sheet, _own_sheets(store))
    if chosen is None:
        some = ", ".join(each.name for each in SHEETS[:6])
        raise Refusal(f"There is no label sheet {sheet}. Known are {some} and more.", "sheet")
    if not 1 <= start <= chosen.count:
        raise Refusal(f"{chosen.name} has labels 1 to {chosen.count}.", "start")
    blocks, left_out = _somebody(store, ids, options)
    font = _font()
    wanted = [LabelBlock(each.lines, each.name) for each in blocks]
    made = layout(chosen, wanted, start=start, offset=offset, measure=font.width, outlines=outlines)
    pages = pdf_pages.write_pdf(made.pages, _pdf(to), _font_path())
    told = [each.sentence for each in made.overflows] + _unseen(font, blocks)
    return LabelsMade(to, len(blocks), pages, left_out, tuple(told))


def make_envelopes(
    store: Store,
    ids: Sequence[int],
    to: Path,
    *,
    envelope: str,
    offset: Offset = (0.0, 0.0),
    options: RunOptions | None = None,
) -> LabelsMade:
    """An envelope for each person as a PDF, our address above. Raises as ``make_labels``."""
    chosen = find_envelope(envelope)
    if chosen is None:
        some = ", ".join(each.name for each in ENVELOPES)
        raise Refusal(f"There is no envelope {envelope}. Known are {some}.", "envelope")
    blocks, left_out = _somebody(store, ids, options)
    font = _font()
    ours = [setting(store, "business_name"), *_lines(setting(store, "business_address"))]
    sender = [line for line in ours if line]
    made = [
        envelope_page(chosen, each.lines, sender, measure=font.width, offset=offset)
        for each in blocks
    ]
    pages = pdf_pages.write_pdf([page for page, _ in made], _pdf(to), _font_path())
    told = [found.sentence for _, found in made if found is not None] + _unseen(font, blocks)
    return LabelsMade(to, len(blocks), pages, left_out, tuple(told))


def _own_sheets(store: Store) -> tuple[LabelSheet, ...]:
    found = []
    for row in letter_runs.label_sheets(store):
        try:
            found.append(sheet_from_json(row["measures"]))
        except ValueError:
            continue
    return tuple(found)


def _somebody(
    store: Store, ids: Sequence[int], options: RunOptions | None
) -> tuple[list[AddressBlock], tuple[LeftOut, ...]]:
    blocks, left_out = address_blocks(store, ids, options)
    if not blocks:
        raise Refusal("Nobody is left to write to, so nothing was made.")
    return blocks, left_out


def _pdf(to: Path) -> Path:
    if to.suffix.lower() != ".pdf":
        raise CannotWrite("The name of the file must end in .pdf.")
    return to


def _font_path() -> Path:
    return places.resources_folder() / "fonts" / "Inter-Regular.otf"


def _font() -> FontFile:
    return read_font(_font_path())


def _unseen(font: FontFile, blocks: Sequence[AddressBlock]) -> list[str]:
    return [
        f"{each.name}: the letters {unseen} cannot be shown on paper."
        for each in blocks
        if (unseen := "".join(font.missing("".join(each.lines))))
    ]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]

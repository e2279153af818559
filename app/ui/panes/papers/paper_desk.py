"""Labels, envelopes and lists: shows who they are for, makes them, and remembers the printer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from app.desk import letters, word_lists
from app.desk.faults import WORLD, sentence
from app.exchange.papers.labels import LabelBlock
from app.exchange.papers.paper_geometry import PlacedPage
from app.models.qt.jobs import Job
from app.models.qt.session import Session
from app.storage.settings import all_settings
from app.ui.panes import list_preview
from app.ui.panes.letters.letter_maker import show_outside
from app.ui.panes.letters.letter_recipients import LetterRecipients
from app.ui.panes.letters.letter_work import LetterWork
from app.ui.panes.papers.envelope_page import EnvelopePage
from app.ui.panes.papers.label_page import FIRST_SHEET, USUAL, LabelPage
from app.ui.panes.papers.paper_kinds import BY_KEY, LISTS, PaperKind
from app.ui.panes.papers.paper_page import PaperPage
from app.ui.panes.papers.printer_offset import OffsetPopover, Offsets
from app.ui.printing.placed_pages import paint_pages, write_pdf
from app.ui.words import counted


class PaperDesk(QObject):
    """Holds the pages in ``stack``. Signal: ``failed(str)``."""

    failed = Signal(str)

    def __init__(
        self,
        session: Session,
        work: LetterWork,
        side: LetterRecipients,
        clock: Callable[[], datetime],
        owner: QWidget,
    ) -> None:
        super().__init__(owner)
        self._session, self._work, self._side = session, work, side
        self._clock, self._owner = clock, owner
        self.kind: PaperKind | None = None
        self.job: Job | None = None
        self.offsets: Offsets = {}
        self.printer = ""
        self._where: Path | None = None
        self.labels = LabelPage(session)
        self.envelopes = EnvelopePage()
        self.lists = PaperPage("")
        self.stack = QStackedWidget()
        for page in (self.labels, self.envelopes, self.lists):
            self.stack.addWidget(page)
            page.made.opened.connect(self._open)
        for page in (self.labels, self.envelopes):
            page.offset_requested.connect(self.ask_offset)
        self.labels.grid_requested.connect(self.print_grid)
        side.paper_requested.connect(self.make)
        side.paper_way_changed.connect(self.show_place)
        self._sheet_known = False

    # Showing -----------------------------------------------------------------------------------

    def page(self) -> PaperPage:
        """The page in front."""
        found = self.stack.currentWidget()
        return found if isinstance(found, PaperPage) else self.lists

    def show_kind(self, key: str) -> None:
        """Turn to labels, envelopes or a list."""
        kind = self.kind = BY_KEY[key]
        pages = {"labels": self.labels, "envelopes": self.envelopes}
        self.stack.setCurrentWidget(pages.get(key, self.lists))
        if key in LISTS:
            self.lists.title.set_text(kind.title)
            self.lists.hint.set_text(self.tr("Preview. Word may break lines differently."))
        self.page().made.hide()
        if not self._sheet_known:
            self._sheet_known = True
            country = self._session.read(all_settings)["country"]
            self.labels.take_sheet(FIRST_SHEET.get(country, USUAL))

    def refresh(self) -> None:
        """Show it for the people of now."""
        kind = self.kind
        if kind is None:
            return
        made = self._work.letters()
        if kind.key in LISTS:
            ids = [one.contact_id for one in made]
            found = self._session.read(list_preview.entries, kind.key, ids)
            self.lists.view.show_page(list_preview.preview(found, kind.title))
            self.lists.show_place(1, 1)
            self._side.show_count(len(found))
        else:
            blocks = [_block(one) for one in made]
            if kind.key == "labels":
                self.labels.show_blocks(blocks)
            else:
                self.envelopes.show_blocks(blocks, self._sender())
            self._side.show_count(len(blocks))
        self.show_place()

    def show_person(self, contact_id: int) -> None:
        """Show the envelope of somebody."""
        ids = self._work.receiving()
        if self.kind is not None and self.kind.key == "envelopes" and contact_id in ids:
            self.envelopes.show_person(ids.index(contact_id))

    def _sender(self) -> list[str]:
        kept = self._session.read(all_settings)
        lines = [kept["business_name"], *kept["business_address"].splitlines()]
        return [line for line in lines if line.strip()]

    def show_place(self) -> None:
        """Say where it goes."""
        if self.kind is None:
            return
        if self._side.paper_way.current_key() == "print":
            self._side.show_place(self.tr("You choose the printer next. Print at 100 %."))
            return
        target = self._target()
        where = f"{target.parent.parent.name}/{target.parent.name}"
        self._side.show_place(self.tr("Saved in {where}.").format(where=where))

    def _target(self) -> Path:
        title = self.kind.title if self.kind is not None else ""
        ending = ".docx" if self._side.paper_way.current_key() == "word" else ".pdf"
        return letters.output_file(
            self._session.store.path, f"{title}.docx", self._clock().date(), ending=ending
        )

    # Making ------------------------------------------------------------------------------------

    def make(self) -> None:
        """Make the file, or print."""
        kind = self.kind
        if kind is None or self.job is not None:
            return
        if kind.key in LISTS:
            self._make_list(kind)
        elif self._side.paper_way.current_key() == "print":
            self.print_pages(self.pages())
        else:
            self._make_pdf(kind)

    def pages(self) -> Sequence[PlacedPage]:
        """Everything as it comes out of the printer."""
        if self.kind is not None and self.kind.key == "labels":
            return self.labels.laid.pages
        return self.envelopes.pages()

    def _make_pdf(self, kind: PaperKind) -> None:
        target, pages = self._target(), self.pages()
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            write_pdf(target, pages)
        except WORLD as error:
            self.failed.emit(str(error))
            return
        except OSError as error:
            words = self.tr("{where} cannot be written: {why}. Nothing was changed.")
            self.failed.emit(words.format(where=target.parent, why=error.strerror))
            return
        self._made(target, counted(len(self._work.letters()), kind.noun))

    def _make_list(self, kind: PaperKind) -> None:
        target, ids = self._target(), self._work.receiving()
        name = self._session.read(all_settings)["business_name"]
        title = f"{kind.title}, {name}" if name else kind.title
        make: Any = {
            "directory": word_lists.address_directory, "phones": word_lists.phone_list,
            "birthdays": word_lists.birthday_list,
        }[kind.key]  # fmt: skip

        def work(store: Any, _progress: Any) -> int:
            target.parent.mkdir(parents=True, exist_ok=True)
            found = make(store, ids, target, title=title)
            return found[0] if isinstance(found, tuple) else found

        job = self.job = Job(self.tr("Making the list"), work)
        job.finished.connect(lambda count: self._made(target, counted(count, "person", "people")))
        job.failed.connect(self._failed)
        job.ended.connect(self._ended)
        self._session.start(job)

    def _failed(self, error: object) -> None:
        self.failed.emit(sentence(error))

    def _ended(self) -> None:
        self.job = None
        self.show_place()

    def _made(self, target: Path, what: str) -> None:
        self._where = target
        folder = f"{target.parent.parent.name}/{target.parent.name}"
        words = self.tr("{what}, saved in {folder}.").format(what=what, folder=folder)
        bar = self.page().made
        bar.show_made(words, to_confirm=False)
        bar.undo.hide()

    def _open(self) -> None:
        if self._where is not None and not show_outside(self._where):
            self.failed.emit(self.tr("No program on this computer opens such files."))

    # Printers ----------------------------------------------------------------------------------

    def print_pages(self, pages: Sequence[PlacedPage]) -> None:
        """Ask for a printer and print in true measures."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setFullPage(True)
        if self.printer:
            printer.setPrinterName(self.printer)
        dialog = QPrintDialog(printer, self._owner)
        if dialog.exec() != QDialog.DialogCode.Accepted or not pages:
            return
        self._use_printer(printer.printerName())
        # The offset belongs to the printer that was chosen, so the pages are laid out anew.
        if not paint_pages(printer, self.pages()):
            self.failed.emit(self.tr("The printer did not take the pages."))

    def print_grid(self) -> None:
        """Print the outlines of the labels, to be held against a sheet."""
        target = letters.output_file(
            self._session.store.path, "Test grid.docx", self._clock().date(), ending=".pdf"
        )
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            write_pdf(target, [self.labels.grid()])
        except (*WORLD, OSError) as error:
            self.failed.emit(str(error))
            return
        self._made(target, self.tr("Test grid: print it at 100 %"))

    def ask_offset(self) -> None:
        """Ask by how much a printer is off."""
        printers = QPrinterInfo.availablePrinterNames()
        popover = OffsetPopover(self._owner.window(), printers, self.printer, self.offsets)
        popover.kept.connect(self.keep_offset)
        popover.closed.connect(popover.deleteLater)
        page = self.page()
        popover.open_beside(page.more if isinstance(page, LabelPage | EnvelopePage) else page)

    def keep_offset(self, printer: str, across: float, down: float) -> None:
        """Remember by how much a printer is off, and print so from now on."""
        self.offsets[printer] = (across, down)
        self._use_printer(printer)

    def _use_printer(self, printer: str) -> None:
        self.printer = printer
        offset = self.offsets.get(printer, (0.0, 0.0))
        for page in (self.labels, self.envelopes):
            page.set_offset(*offset)

    # Remembering -------------------------------------------------------------------------------

    def layout_values(self) -> dict[str, object]:
        """What this computer remembers: sheet, envelope, printer and offsets."""
        return {
            "sheet": self.labels.sheet.name if self._sheet_known else "",
            "envelope": self.envelopes.envelope.name, "ours": self.envelopes.with_sender,
            "printer": self.printer, "offsets": {k: list(v) for k, v in self.offsets.items()},
        }  # fmt: skip

    def take_layout(self, values: dict[str, object]) -> None:
        """Take back what ``layout_values`` gave."""
        if values.get("sheet"):
            self.labels.take_sheet(str(values["sheet"]))
            self._sheet_known = True
        self.envelopes.with_sender = bool(values.get("ours", True))
        self.envelopes.take_envelope(str(values.get("envelope") or ""))
        offsets = values.get("offsets")
        if isinstance(offsets, dict):
            self.offsets = {
                str(key): (float(pair[0]), float(pair[1]))
                for key, pair in offsets.items()
                if isinstance(pair, list) and len(pair) == 2
            }
        self._use_printer(str(values.get("printer") or ""))


def _block(letter: letters.LetterFor) -> LabelBlock:
    lines = str(letter.filled().get("address_block") or letter.name).splitlines()
    return LabelBlock(tuple(lines), letter.name)

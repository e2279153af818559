"""Documents: letters to write, letters that were made, and files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.desk import letters, opening
from app.exchange.word.letters import UnusableTemplate
from app.models.errors import Refusal
from app.models.operations import documents
from app.models.qt.session import Session
from app.storage.changes import Changes
from app.storage.queries.lists import ListQuery
from app.storage.tables import Row
from app.ui import book_time
from app.ui.dialogs.files import choose_file
from app.ui.pane import ListWish, Pane
from app.ui.panes.files.file_keeping import FileDrop
from app.ui.panes.files.file_page import FilePage
from app.ui.panes.files.files_view import FileList
from app.ui.panes.files.open_file import opened_here
from app.ui.panes.letters.letter_tab import LetterTab
from app.ui.panes.letters.letter_templates import TemplateList
from app.ui.panes.letters.sent_letters import SentList, SentPage
from app.ui.panes.page_parts import SurfaceColumn, UprightRule, export_button
from app.ui.theme.theme import current
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Rule
from app.ui.widgets.label import Label
from app.ui.widgets.segmented import SegmentedControl

LETTERS, SENT, FILES = range(3)
_TABS = ("letters", "sent", "files")
WORD_FILES = "Word documents (*.docx *.dotx)"


class DocumentsPane(Pane):
    """Three tabs in the left column, each with its list there and its page beside it.

    Signal: ``command_requested(str id)`` of the command table.
    """

    command_requested = Signal(str)

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        *,
        clock: Callable[[], datetime] = book_time.now,
    ) -> None:
        super().__init__(session, parent)
        self.tab = LETTERS
        self.new = Button(self.tr("New"), "plus", "primary")
        self.export = export_button(self)
        self.tabs = SegmentedControl(
            [
                ("letters", self.tr("Letters")),
                ("sent", self.tr("Sent")),
                ("files", self.tr("Files")),
            ]
        )
        self.templates = TemplateList(session, clock)
        self.sent = SentList(session, clock)
        self.files = FileList(session, clock)
        self.letter = LetterTab(session, clock)
        self.sent_page = SentPage(session, clock)
        self.file_page = FilePage(session, clock)
        self.lists, self.pages = QStackedWidget(), QStackedWidget()
        for widget in (self.templates, self.sent, self.files):
            self.lists.addWidget(widget)
        for widget in (self.letter, self.sent_page, self.file_page):
            self.pages.addWidget(widget)
        self._compose()
        self._wire()

    def _compose(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(18, 14, 12, 10)
        head.addWidget(Label(self.tr("Documents"), "title"))
        head.addStretch(1)
        head.addWidget(self.export)
        head.addWidget(self.new)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(16, 0, 16, 11)
        tabs.addWidget(self.tabs)
        tabs.addStretch(1)
        self.side = SurfaceColumn()
        side = QVBoxLayout(self.side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        side.addLayout(head)
        side.addLayout(tabs)
        side.addWidget(Rule("line"))
        side.addWidget(self.lists, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addWidget(UprightRule())
        row.addWidget(self.pages, 1)
        current().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        """As wide as its head needs at this text size."""
        self.side.setFixedWidth(max(288, self.side.layout().minimumSize().width()))

    def _wire(self) -> None:
        self.tabs.chosen.connect(lambda key: self.show_tab(_TABS.index(key)))
        self.new.clicked.connect(self.new_record)
        self.templates.chosen.connect(self.letter.show_entry)
        self.letter.template_taken.connect(self.templates.read)
        self.letter.settings_requested.connect(lambda: self.command_requested.emit("settings"))
        self.sent.chosen.connect(self.sent_page.show_run)
        self.sent_page.person_requested.connect(
            lambda contact: self.record_requested.emit("contact", contact)
        )
        self.sent_page.more_requested.connect(self._write_to_rest)
        self.files.chosen.connect(self._file_chosen)
        self.files.list.opened.connect(lambda _id: self.file_page.open_file())
        self.file_page.record_requested.connect(self.record_requested)
        FileDrop(self.file_page).dropped.connect(self.files.add_paths)
        self.session.changed.connect(self._follow)

    # Showing -----------------------------------------------------------------------------------

    def load(self) -> None:
        """Read templates, runs and files."""
        if not self.file_page.changes.look() and not opened_here:
            opening.clear_copies()
        self.templates.read()
        self.letter.read_people()
        self.sent.read()
        self.files.read()
        self.show_tab(self.tab)

    def show_tab(self, tab: int) -> None:
        """Show letters, sent letters or files."""
        self.tab = tab
        self.tabs.set_current(_TABS[tab])
        self.lists.setCurrentIndex(tab)
        self.pages.setCurrentIndex(tab)
        self.new.setVisible(tab != SENT)
        self.export.setVisible(tab != LETTERS)
        self.new.setText(self.tr("Add") if tab == FILES else self.tr("New"))

    def _follow(self, changes: Changes) -> None:
        if not self.entered:
            return
        if changes.touches("letter_run", "letter", "document"):
            self.templates.read()
            self.sent.read()
        if changes.touches("contact", "account", "address", "contact_account", "field_value"):
            self.letter.read_people()

    def _write_to_rest(self, run: Row, ids: list[int]) -> None:
        self.show_tab(LETTERS)
        self.templates.read(run["template_name"])
        self.letter.continue_run(run, ids)

    def _file_chosen(self, document_id: object) -> None:
        self.file_page.show_file(document_id)
        if isinstance(document_id, int) and self.tab == FILES and self.isVisible():
            self.record_shown.emit("document", document_id)

    # What every pane can do --------------------------------------------------------------------

    def open_record(self, kind: str, record_id: int) -> None:
        """Show one file, or for a template its letter."""
        if kind != "document":
            return
        row = self.session.store.get("document", record_id)
        if row is not None and row["kind"] == "template":
            self.show_tab(LETTERS)
            self.templates.read(row["name"])
            return
        self.show_tab(FILES)
        self.files.choose(record_id)

    def new_record(self) -> None:
        """Add one's own Word file as a template, or a file."""
        if self.tab == FILES:
            self.files.ask_to_add()
            return
        self.show_tab(LETTERS)
        folder = self.session.store.path.parent
        path = choose_file(self, self.tr("Add a letter made in Word"), folder, WORD_FILES)
        if path is not None:
            self.add_template(path)

    def add_template(self, path: Path) -> None:
        """Keep a Word file in the book as a template; says why when it cannot be one."""
        try:
            letters.open_template(path)
            content = path.read_bytes()
            self.session.do(documents.add_content, path.name, content, kind="template")
        except (UnusableTemplate, Refusal) as error:
            self.letter.preview.show_notice(str(error), "danger")
            return
        except OSError as error:
            words = self.tr("{name} cannot be read: {why}.")
            self.letter.preview.show_notice(
                words.format(name=path.name, why=error.strerror), "danger"
            )
            return
        self.templates.read(path.name)
        self.session.say(self.tr("{name} added.").format(name=path.stem))

    def write_letter(self, contact_ids: list[int]) -> None:
        """Write to these people."""
        self.show_tab(LETTERS)
        self.letter.write_to(contact_ids)

    def make_paper(self, kind: str, contact_ids: list[int]) -> None:
        """Make labels, envelopes or a list of these people."""
        self.show_tab(LETTERS)
        self.templates.choose_kind(kind)
        self.letter.write_to(contact_ids)

    def focus_filter(self) -> None:
        """Find a file."""
        if self.tab == FILES:
            self.files.filter.editor.setFocus()

    def delete_selected(self) -> None:
        """Delete the chosen files."""
        if self.tab == FILES:
            self.file_page.delete_files(self.files.selected_ids())

    def edit_selected(self) -> None:
        """Rename the file, or edit the letter in Word."""
        if self.tab == FILES:
            self.file_page.name.edit()
        elif self.tab == LETTERS:
            self.letter.edit()

    def selected(self) -> list[tuple[str, int]]:
        """The chosen files, or who gets the letter."""
        if self.tab == FILES:
            return [("document", one) for one in self.files.selected_ids()]
        return [("contact", one) for one in self.letter.work.receiving()]

    def list_on_view(self) -> ListWish:
        """The files, who got the letters of a run, or who gets the letter."""
        if self.tab == FILES:
            return self.files.list_on_view()
        if self.tab == SENT:
            people, title = self.sent_page.people(), self.sent_page.title.whole_text()
            return ListWish(ListQuery("contact", ids=tuple(people)), title=f"Who got {title}")
        ids = tuple(self.letter.work.receiving())
        return ListWish(ListQuery("contact", ids=ids), title=self.tr("Who gets the letter"))

    def areas(self) -> list[QWidget]:
        """List, page, and who gets the letter."""
        if self.tab == LETTERS:
            return [self.side, self.letter.middle, self.letter.recipients]
        return [self.side, self.pages]

    def save_layout(self) -> dict[str, object]:
        """The tab, and what printers and sheets were used."""
        return {
            "tab": _TABS[self.tab],
            "paper": self.letter.paper.layout_values(),
            "window": self.letter.preview.window_name(),
        }

    def restore_layout(self, layout: dict[str, object]) -> None:
        """The tab and the paper of last time."""
        self.letter.preview.choose_window(str(layout.get("window") or ""))
        paper = layout.get("paper")
        if isinstance(paper, dict):
            self.letter.paper.take_layout(paper)
        if layout.get("tab") in _TABS:
            self.show_tab(_TABS.index(str(layout["tab"])))

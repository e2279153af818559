"""Who gets the letter: sources, everybody with a box, and what is made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk.letters import LeftOut, LetterFor
from app.ui.delegates.value_model import ValueModel
from app.ui.panes.letters.letter_mail import MailForm
from app.ui.panes.letters.letter_work import LetterWork
from app.ui.panes.letters.recipient_row import RecipientList, RecipientRow, RecipientValue
from app.ui.panes.page_parts import SurfaceColumn
from app.ui.panes.papers.paper_kinds import LISTS, PaperKind
from app.ui.theme.theme import current
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Rule
from app.ui.widgets.chips import Chip
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.floating import KEPT_FREE
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.label import Label
from app.ui.widgets.segmented import SegmentedControl
from app.ui.words import counted

WIDTH = 284


@dataclass(frozen=True, slots=True)
class Source:
    """Where people came from: a tag, a list, a choice; `ids` in their order."""

    key: str
    text: str
    kind: str
    ids: tuple[int, ...]


class LetterRecipients(SurfaceColumn):
    """The right column. Shows a ``LetterWork``; what is pressed leaves as signals.

    Signals: `toggled(object id)` on a box, `chosen(object id)`, `add_requested`,
    `sources_changed`, `make_requested`, `way_changed`, `options_requested`.
    """

    toggled = Signal(object)
    chosen = Signal(object)
    add_requested = Signal()
    sources_changed = Signal()
    make_requested = Signal()
    way_changed = Signal()
    options_requested = Signal()
    paper_requested = Signal()
    paper_way_changed = Signal()

    def __init__(self, *, pdf: bool, email: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sources: list[Source] = []
        self.noun = "letter"
        self._work: LetterWork | None = None
        self.model = ValueModel()
        self.list = RecipientList(RecipientRow())
        self.list.setModel(self.model)
        self.list.setAccessibleName(self.tr("Who gets it"))
        self.count = Label("", "body", "text2")
        self.add = Chip(self.tr("Add people"), "", icon="plus")
        self.filter = SegmentedControl([("all", self.tr("All")), ("left", self.tr("Left out"))])
        self.empty = EmptyState(
            self.tr("Nobody chosen yet"), self.tr("Add a tag, a list, or people by name.")
        )
        ways = [("word", "Word"), ("pdf", "PDF"), ("print", self.tr("Print"))]
        ways = ways if pdf else ways[:1]
        self.way = SegmentedControl([*ways, *([("email", self.tr("Email"))] if email else [])])
        self.files = SegmentedControl(
            [("one", self.tr("One file")), ("each", self.tr("One file each"))]
        )
        self.mail = MailForm()
        self.kind: PaperKind | None = None
        self._pdf = pdf
        self._print_way = SegmentedControl([("pdf", "PDF"), ("print", self.tr("Print"))])
        self.list_way = SegmentedControl(ways[:2])
        self.options = Button(self.tr("Options"), "sliders-horizontal", small=True)
        self.options_line = Label("", "small", "text2", wrap=True)
        self.place = Label("", "small", "text2", wrap=True)
        self.make = Button("", "file-text", "primary", wide=True)
        self.make.setObjectName(KEPT_FREE)
        self._compose()
        self._wire()
        self.refresh()

    def _wire(self) -> None:
        self.add.clicked.connect(self.add_requested)
        self.make.clicked.connect(self._make_pressed)
        for control in (self._print_way, self.list_way):
            control.chosen.connect(lambda _key: self.paper_way_changed.emit())
        self.options.clicked.connect(self.options_requested)
        self.list.toggled.connect(self.toggled)
        self.list.current_changed.connect(self.chosen)
        self.filter.chosen.connect(lambda _key: self.refresh())
        self.way.chosen.connect(lambda _key: self._way_chosen())
        self.mail.changed.connect(self.way_changed)
        self.files.chosen.connect(lambda _key: self.way_changed.emit())
        self._show_way()
        current().changed.connect(self._fit)
        self._fit()

    def _compose(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(20, 16, 20, 8)
        head.addWidget(Label(self.tr("Who gets it"), "strong"))
        head.addStretch(1)
        head.addWidget(self.count)
        self.tags = QWidget()
        self._flow = FlowLayout(self.tags, gap=6)
        tags = QHBoxLayout()
        tags.setContentsMargins(20, 0, 20, 8)
        tags.addWidget(self.tags)
        self.filter_line = QWidget()
        line = QHBoxLayout(self.filter_line)
        line.setContentsMargins(20, 0, 20, 6)
        line.addWidget(self.filter)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(tags)
        column.addWidget(self.filter_line)
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(Rule("line"))
        column.addWidget(self._foot())

    def _foot(self) -> QWidget:
        self.foot = QWidget()
        foot = QVBoxLayout(self.foot)
        foot.setContentsMargins(20, 12, 20, 16)
        foot.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.options)
        row.addWidget(self.options_line, 1)
        ways = (self.way, self._print_way, self.list_way)
        for widget in (*ways, self.files, self.mail):
            foot.addWidget(widget)
        foot.addLayout(row)
        foot.addWidget(self.place)
        foot.addWidget(self.make)
        return self.foot

    def by_email(self) -> bool:
        """Whether these letters go out as email."""
        return self.kind is None and self.way.current_key() == "email"

    def typed_name(self) -> str:
        """What the email typed here is called; "" where a template is written with."""
        return self.mail.typed_name() if self.by_email() else ""

    @property
    def paper_way(self) -> SegmentedControl:
        """The ways that labels, envelopes or lists can go."""
        listed = self.kind is not None and self.kind.key in LISTS
        return self.list_way if listed else self._print_way

    def show_kind(self, kind: PaperKind | None) -> None:
        """Ask what is asked of letters, or with a kind what is asked of that."""
        self.kind = kind
        self._show_way()

    def _make_pressed(self) -> None:
        (self.make_requested if self.kind is None else self.paper_requested).emit()

    def _way_chosen(self) -> None:
        self._show_way()
        self.way_changed.emit()

    def _show_way(self) -> None:
        kind = self.kind
        self.mail.setVisible(self.by_email())
        self.way.setVisible(kind is None)
        self._print_way.setVisible(kind is not None and self.paper_way is self._print_way)
        self.list_way.setVisible(kind is not None and self.paper_way is self.list_way)
        self.files.setVisible(kind is None and not self.by_email())
        for widget in (self.options, self.options_line):
            widget.setVisible(kind is None or kind.key not in LISTS)
        self.noun = kind.noun if kind is not None else "email" if self.by_email() else "letter"

    def _fit(self) -> None:
        """As wide as the ways at this text size need."""
        ways = (self.way, self.files, self.mail.words)
        wide = max(one.sizeHint().width() for one in ways) + 40
        self.setFixedWidth(max(WIDTH, wide))

    def show_place(self, words: str) -> None:
        """Say where the letters go; as high as the words need."""
        self.place.set_text(words)
        self.place.setMinimumHeight(self.place.heightForWidth(self.width() - 40))

    # Sources -----------------------------------------------------------------------------------

    def ids(self) -> list[int]:
        """Everybody of all sources, once each."""
        return list(dict.fromkeys(one for source in self.sources for one in source.ids))

    def add_source(self, source: Source) -> None:
        """Add people from somewhere; the same place twice is one."""
        self.sources = [one for one in self.sources if one.key != source.key] + [source]
        if self._work is not None:
            self._work.skipped -= set(source.ids)
        self._show_tags()
        self.sources_changed.emit()

    def set_sources(self, sources: Sequence[Source]) -> None:
        """Write to these and nobody else."""
        self.sources = list(sources)
        if self._work is not None:
            self._work.forget_people()
        self.filter.set_current("all")
        self._show_tags()
        self.sources_changed.emit()

    def _drop_source(self, key: str) -> None:
        self.set_sources([one for one in self.sources if one.key != key])

    def _show_tags(self) -> None:
        while self._flow.count():
            item = self._flow.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None and widget is not self.add:
                widget.hide()
                widget.deleteLater()
        for source in self.sources:
            chip = Chip(source.text, source.kind, removable=True)
            chip.setAccessibleName(f"{source.text}, {counted(len(source.ids), 'contact')}")
            key = source.key
            chip.remove_requested.connect(lambda key=key: self._drop_source(key))
            self._flow.addWidget(chip)
        self._flow.addWidget(self.add)
        self.tags.updateGeometry()

    # People ------------------------------------------------------------------------------------

    def show_work(self, work: LetterWork) -> None:
        """Show who gets a letter and who does not."""
        self._work = work
        if self.add.parent() is not self.tags:
            self._show_tags()
        self.refresh()

    def refresh(self) -> None:
        """Show the same people with what is ticked now; the chosen row stays."""
        work = self._work
        gets = work.base.letters if work is not None else ()
        left = work.base.left_out if work is not None else ()
        if not left:
            self.filter.set_current("all")
        only_left = self.filter.current_key() == "left"
        current_id = self.list.current_id()
        values = self._grouped(left) if only_left else self._values()
        self.model.set_values(values)
        self.list.set_section_rows([row for row, one in enumerate(values) if one.section])
        row = self.model.row_of(current_id) if current_id else -1
        if row >= 0:
            blocked = self.list.blockSignals(True)
            self.list.choose_row(row)
            self.list.blockSignals(blocked)
        total, count = len(gets) + len(left), len(work.letters()) if work is not None else 0
        self.count.set_text(f"{count:,} of {total:,}" if total else "")
        self.filter_line.setVisible(bool(left))
        self.list.setVisible(bool(total))
        self.empty.setVisible(not total)
        self.show_count(count)

    def show_count(self, count: int) -> None:
        """Name what the button makes."""
        noun = self.noun
        if self.kind is not None:
            self._show_paper_count(count)
            return
        verb = self.tr("Send") if self.by_email() and self.mail.is_sent() else self.tr("Make")
        if self.by_email() and not self.mail.is_sent():
            noun = "draft"
        self.make.setText(f"{verb} {counted(count, noun) if count else f'{noun}s'}")
        self.make.set_icon("send" if verb == self.tr("Send") else "file-text")
        self.make.setEnabled(bool(count))

    def _show_paper_count(self, count: int) -> None:
        kind = self.kind
        if kind is None:
            return
        printing = self.paper_way.current_key() == "print"
        if kind.key in LISTS:
            words = self.tr("Make the list")
        else:
            verb = self.tr("Print") if printing else self.tr("Make")
            words = f"{verb} {counted(count, kind.noun) if count else f'{kind.noun}s'}"
        self.make.setText(words)
        self.make.set_icon("printer" if printing else kind.icon)
        self.make.setEnabled(bool(count))

    def _values(self) -> list[RecipientValue]:
        work = self._work
        if work is None:
            return []
        by_id = {one.contact_id: _letter_value(work, one) for one in work.base.letters}
        by_id |= {one.id: _left_value(one, one.reason) for one in work.base.left_out}
        if work.options.order:
            return list(by_id.values())
        asked = [one for one in work.ids if one in by_id]
        return [by_id[one] for one in asked]

    def _grouped(self, left: Sequence[LeftOut]) -> list[RecipientValue]:
        """Those left out, under the reason they share."""
        groups: dict[str, list[LeftOut]] = {}
        for one in left:
            groups.setdefault(one.reason, []).append(one)
        found = []
        for reason, people in sorted(groups.items(), key=lambda pair: -len(pair[1])):
            for place, one in enumerate(people):
                said = self.tr("Tick to send anyway") if one.overridable else ""
                section = f"{reason} ({len(people):,})" if place == 0 else ""
                found.append(replace(_left_value(one, said, section), quiet=True))
        return found


def _letter_value(work: LetterWork, letter: LetterFor) -> RecipientValue:
    contact_id = letter.contact_id
    line = str(letter.values.get("company") or letter.values.get("town") or "")
    if letter.overridden:
        line = "Sent anyway"
    elif work.is_changed(contact_id):
        line = "Changed by hand"
    return RecipientValue(
        contact_id, letter.name, line, contact_id not in work.skipped,
        marked=bool(letter.overridden),
    )  # fmt: skip


def _left_value(one: LeftOut, line: str, section: str = "") -> RecipientValue:
    return RecipientValue(one.id, one.name, line, False, one.reason, one.overridable, section)

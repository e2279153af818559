"""The second step of an import: which column goes where."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.desk import importing
from app.exchange.tables.recognise import ColumnGuess
from app.exchange.tables.table import TableInfo
from app.models.imports.import_picklists import UnknownWord
from app.models.imports.import_targets import LEAVE_OUT, OWN, label_of
from app.ui.panes.imports.import_column_menu import open_menu, rule_words
from app.ui.panes.imports.import_switches import RowSwitches
from app.ui.panes.imports.import_targets_picker import TargetBox, TargetPicker
from app.ui.panes.imports.import_words_dialog import ExplainWords, WordQuestion, summary
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.cards import Card, Rule
from app.ui.widgets.combo import ComboField
from app.ui.widgets.label import IconLabel, Label
from app.ui.widgets.notices import InfoBar
from app.ui.widgets.segmented import SegmentedControl

_STATES = {
    "recognised": ("circle-check", "accent_text", "Recognised"),
    "check": ("circle-question-mark", "warn", "Please check"),
    "new_field": ("circle-plus", "accent_text", "New field"),
    "left_out": ("circle-minus", "text2", "Left out"),
}
_ENCODINGS = ("utf-8", "cp1252", "iso-8859-15", "utf-16", "cp1250", "mac_roman", "cp850", "cp437",
              "cp1251", "cp1253", "cp1254", "shift_jis", "gb18030", "big5", "euc-kr")  # fmt: skip
_NOUNS = {"vcard": ("card", "cards"), "ldif": ("entry", "entries")}
_DELIMITERS = ((",", "Comma"), (";", "Semicolon"), ("\t", "Tab"), ("|", "Bar"), (":", "Colon"))


def _cut(label: Label) -> Label:
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    return label


class ColumnRow:
    """The widgets of one column's row in the grid."""

    def __init__(self, guess: ColumnGuess) -> None:
        self.header = _cut(Label(guess.header, "strong", elide=True))
        self.examples = _cut(Label(_examples(guess), "body", "text2", elide=True))
        self.more = IconButton("ellipsis", "If the person is in your book…", box=26)
        self.more.setAccessibleName(f"More about {guess.header}")
        self.box = TargetBox()
        self.icon = IconLabel("circle-check", 16)
        self.state = Label("", "small_medium")

    def show_guess(self, guess: ColumnGuess) -> None:
        """Say where the column goes and how sure that is."""
        words = guess.label or label_of(guess.target)
        if guess.state in ("new_field", "check") and guess.target.startswith(OWN):
            named = guess.options.get("named")
            words = "Fields named by the column before it" if named else f"New field: {words}"
        order = guess.options.get("date_order")
        if order in ("dmy", "mdy") and guess.target != LEAVE_OUT:
            words += ", day first" if order == "dmy" else ", month first"
        rule = rule_words(guess)
        words += f" · {rule.lower()}" if rule else ""
        out = guess.target == LEAVE_OUT
        icon, tone, said = _STATES[guess.state]
        said = guess.note if guess.note and guess.state == "recognised" else said
        self.examples.set_text(_examples(guess))
        self.more.setEnabled(not out)
        self.box.show_target(words, quiet=out)
        self.box.setAccessibleName(f"{guess.header} goes into {words}, {said}")
        self.header.set_style(colour="text2" if out else "text")
        self.icon.set_icon(icon, tone)
        self.state.set_text(said)
        self.state.set_style(colour=tone)


def _examples(guess: ColumnGuess) -> str:
    """Samples, or how a few of them are split."""
    if guess.preview:
        return "   ".join(f"{before} → {after}" for before, after in guess.preview[:2])
    return ", ".join(guess.samples) or "–"


class MatchStep(QWidget):
    """A row a column: name, examples, where it goes, how sure that is.

    Signals: `columns_changed`, `rows_switched`, `reading_changed(dict)` with sheet,
    encoding or delimiter, `save_requested`, `load_requested` for the choices as a file.
    """

    columns_changed = Signal()
    rows_switched = Signal()
    reading_changed = Signal(object)
    save_requested = Signal()
    load_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns: tuple[ColumnGuess, ...] = ()
        self.rows: list[ColumnRow] = []
        self._picker: TargetPicker | None = None
        self._own: tuple[str, ...] = ()
        self._asked: tuple[int, ...] = ()
        self.info = Label("", "body", "text2", wrap=True)
        self.switches = RowSwitches()
        self.switches.changed.connect(self.rows_switched)
        self.keep = IconButton("ellipsis", self.tr("Save or load these choices"))
        self.keep.clicked.connect(self._open_keep)
        self.sheet = self._reading("sheet", self.tr("Sheet"), 220)
        self.encoding = self._reading("encoding", self.tr("Letters"))
        self.delimiter = self._reading("delimiter", self.tr("Between cells"))
        self.look = InfoBar("", "warn")
        self.words_of: Callable[[ColumnGuess], list[UnknownWord]] = lambda _guess: []
        self.stages: Sequence[str] = ()
        self.words_bar = InfoBar("", "info", button=self.tr("Say what they mean"))
        self.words_bar.pressed.connect(self._explain_words)
        self.order = SegmentedControl(
            [("dmy", self.tr("Day first")), ("mdy", self.tr("Month first"))]
        )
        self.order.setAccessibleName(self.tr("Order of dates"))
        self.order.chosen.connect(self._order_chosen)
        self._compose()

    def _reading(self, name: str, caption: str, width: int = 150) -> ComboField:
        field = ComboField("", [])
        field.combo.setAccessibleName(caption)
        field.setToolTip(caption)
        field.setFixedWidth(width)
        field.chosen.connect(lambda key: self.reading_changed.emit({name: key}))
        return field

    def _compose(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(self.tr("Where should each column go?"), "lead"))
        words.addWidget(self.info)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addLayout(words, 1)
        for field in (self.sheet, self.encoding, self.delimiter):
            head.addWidget(field, 0, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self.switches, 0, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignBottom)
        notice = QHBoxLayout()
        notice.setSpacing(8)
        notice.addWidget(self.look, 1)
        notice.addWidget(self.order)
        self.scroll = QScrollArea()
        self.scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll.setWidgetResizable(True)
        self.scroll.viewport().setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 20, 32, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(notice)
        column.addWidget(self.words_bar)
        column.addWidget(self.scroll, 1)

    # Showing ---------------------------------------------------------------------------------

    def show_table(
        self,
        info: TableInfo,
        count: int,
        columns: Sequence[ColumnGuess],
        own_fields: Sequence[str],
    ) -> None:
        """Show a table that was read, and where its columns seem to belong."""
        self.columns = tuple(columns)
        self._own = tuple(own_fields)
        self._asked = tuple(g.index for g in columns if g.options.get("ambiguous"))
        sheet = f", sheet “{info.sheet}”" if info.sheet else ""
        one, many = _NOUNS.get(info.kind, ("row", "rows"))
        rows = f"1 {one}" if count == 1 else f"{count:,} {many}"
        notes = " ".join(info.notes)
        self.info.set_text(f"{info.path_name}{sheet}, {rows}. {notes}".strip())
        self.switches.show_table(info)
        self._show_reading(info)
        self._fill()
        self._show_look()

    def _show_reading(self, info: TableInfo) -> None:
        text = info.kind == "csv"
        said = text or bool(info.targets)
        hidden = [(name, f"{name} (hidden)") for name in info.hidden_sheets]
        known = [(name, name) for name in info.sheets if name not in info.hidden_sheets]
        self.sheet.set_options([*known, *hidden], info.sheet)
        self.sheet.setVisible(len(known) + len(hidden) > 1)
        names = list(dict.fromkeys((info.encoding or "utf-8", *_ENCODINGS)))
        self.encoding.set_options([(name, name.upper()) for name in names], info.encoding)
        signs = dict(_DELIMITERS)
        signs.setdefault(info.delimiter, info.delimiter)
        self.delimiter.set_options([*signs.items()], info.delimiter)
        self.encoding.setVisible(said)
        self.delimiter.setVisible(text)

    def _fill(self) -> None:
        card = Card(padding=0)
        card.body.setSpacing(0)
        grid = QGridLayout()
        grid.setContentsMargins(16, 0, 16, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        for place, stretch in enumerate((21, 40, 0, 35, 0, 12, 0)):
            grid.setColumnStretch(place, stretch)
        grid.setColumnMinimumWidth(5, 100)
        for place, words in ((0, "In your file"), (1, "Examples"), (3, "Goes into")):
            grid.addWidget(_cut(Label(words, "small_medium", "text2")), 0, place)
        grid.setRowMinimumHeight(0, 40)
        self.rows = []
        for guess in self.columns:
            self._add_row(grid, guess)
        card.body.addLayout(grid)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 76)  # room for what floats at the foot
        column.addWidget(card)
        column.addStretch(1)
        self.scroll.setWidget(holder)

    def _add_row(self, grid: QGridLayout, guess: ColumnGuess) -> None:
        row = ColumnRow(guess)
        row.show_guess(guess)
        at = 2 * len(self.rows) + 1
        grid.addWidget(Rule("line"), at, 0, 1, 7)
        grid.setRowMinimumHeight(at + 1, 46)
        arrow = IconLabel("arrow-right", 16)
        for place, widget in enumerate(
            (row.header, row.examples, arrow, row.box, row.icon, row.state, row.more)
        ):
            grid.addWidget(widget, at + 1, place)
        row.box.clicked.connect(partial(self._pick, len(self.rows)))
        row.more.clicked.connect(partial(self._open_menu, len(self.rows)))
        self.rows.append(row)

    def _show_look(self) -> None:
        words = self.questions()
        self.look.set_notice(words, "warn")
        self.look.setVisible(bool(words))
        asked = self.unknown()
        unknown = summary(asked)
        one = len(asked) == 1
        button = self.tr("Say what it means") if one else self.tr("Say what they mean")
        self.words_bar.set_notice(unknown, "info", button)
        self.words_bar.setVisible(bool(unknown))
        self.order.setVisible(bool(self._asked))
        if self._asked:
            options = self.columns[self._asked[0]].options
            self.order.set_current(str(options.get("date_order", "dmy")))

    def unknown(self) -> list[WordQuestion]:
        """The words in columns of few words that nobody explained yet."""
        return [
            WordQuestion(place, guess.header, guess.target, word)
            for place, guess in enumerate(self.columns)
            for word in self.words_of(guess)
        ]

    def _explain_words(self) -> None:
        dialog = ExplainWords(self.unknown(), self.stages, self.window())
        if dialog.exec():
            self.explain(dialog.said())

    def explain(self, said: Mapping[int, Mapping[str, str]]) -> None:
        """Use what was said of words: place of the column to word to meaning."""
        for place, words in said.items():
            self._put(place, importing.with_words(self.columns[place], words))
        self._show_look()
        self.columns_changed.emit()

    def questions(self) -> str:
        """What needs a look, in sentences."""
        said = []
        for place in self._asked:
            guess = self.columns[place]
            if guess.question:
                said.append(guess.question)
            elif "date_order" in guess.options:
                examples = ", ".join(guess.samples[:3])
                said.append(f"“{guess.header}” could be day first or month first: {examples}.")
        unsure = [g for g in self.columns if g.state == "check" and g.index not in self._asked]
        for guess in unsure[:3]:
            if guess.question:
                said.append(guess.question)
                continue
            two = guess.target.endswith("postcode_town")
            said.append(
                f"“{guess.header}” holds two things, which are split."
                if two
                else f"“{guess.header}” is taken as “{guess.label}”. Is that right?"
            )
        if len(unsure) > 3:
            said.append(f"{len(unsure) - 3} more need a look.")
        return "\n".join(said)

    # What the person does --------------------------------------------------------------------

    def _pick(self, place: int) -> None:
        if self._picker is None:
            self._picker = TargetPicker(self.window(), self._own)
            self._picker.picked.connect(self._picked)
        self._place = place
        guess = self.columns[place]
        self._picker.open_for(self.rows[place].box, guess.header, guess.target)

    def _picked(self, key: str) -> None:
        self.send(self._place, key)

    def send(self, place: int, key: str) -> None:
        """Send a column elsewhere."""
        changed = importing.with_target(self.columns[place], key)
        if key.startswith(OWN) and key[len(OWN) :] in self._own:
            changed = replace(changed, state="recognised")
        self._put(place, changed)
        self._show_look()
        self.columns_changed.emit()

    def _open_keep(self) -> None:
        menu = QMenu(self)
        menu.addAction(self.tr("Save these choices…"), self.save_requested.emit)
        menu.addAction(self.tr("Load choices…"), self.load_requested.emit)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.keep.mapToGlobal(self.keep.rect().bottomLeft()))

    def _open_menu(self, place: int) -> None:
        def changed(guess: ColumnGuess) -> None:
            self._put(place, guess)
            self._show_look()
            self.columns_changed.emit()

        open_menu(self.columns[place], self.rows[place].more, changed)

    def put_columns(self, columns: Sequence[ColumnGuess]) -> None:
        """Send every column where a saved choice says."""
        for place, guess in enumerate(columns):
            self._put(place, guess)
        self._show_look()
        self.columns_changed.emit()

    def _put(self, place: int, guess: ColumnGuess) -> None:
        columns = list(self.columns)
        columns[place] = guess
        self.columns = tuple(columns)
        self.rows[place].show_guess(guess)

    def _order_chosen(self, order: str) -> None:
        for place in self._asked:
            guess = self.columns[place]
            self._put(place, importing.with_date_order(guess, order))
        self.columns_changed.emit()

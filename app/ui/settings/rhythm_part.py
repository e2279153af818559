"""How often one keeps in touch with everybody who has a tag."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models.errors import Refusal
from app.models.operations import rhythms
from app.models.qt.session import Session
from app.storage.changes import Changes
from app.storage.queries import records
from app.storage.tables import Row
from app.ui import words
from app.ui.delegates.rows import TodoRowValue
from app.ui.delegates.small_rows import TodoRow
from app.ui.delegates.value_model import ValueModel
from app.ui.delegates.views import RowList
from app.ui.forms.kind_words import rhythm_options, rhythm_words
from app.ui.widgets.combo import ComboField
from app.ui.widgets.label import Label

HIGHEST = 230


class RhythmPart(QWidget):
    """The tags with their rhythm, and a choice for the chosen one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._tags: dict[int, Row] = {}
        self.model = ValueModel()
        self.rows = RowList(TodoRow(), ground="canvas")
        self.rows.setModel(self.model)
        self.rows.setAccessibleName(self.tr("Tags"))
        self.nothing = Label(
            self.tr("There are no tags yet. Give a contact or an account one on its page."),
            "body", "text2", wrap=True,
        )  # fmt: skip
        self.rhythm = ComboField(self.tr("How often"))
        self.rhythm.chosen.connect(self._chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.nothing, self.rows, self.rhythm):
            column.addWidget(part)
        self.rows.current_changed.connect(lambda _id: self._show())
        session.changed.connect(self._follow)
        self.load()

    def _follow(self, _changes: Changes) -> None:
        self.load()

    def load(self) -> None:
        """Read the tags; the chosen one stays chosen."""
        before = self.rows.current_id()
        found = self._session.read(records.all_tags)
        self._tags = {row["id"]: row for row in found}
        self.model.set_values([_row(row) for row in found])
        self.rows.setFixedHeight(max(1, min(self.rows.content_height(), HIGHEST)))
        self.rows.setVisible(bool(found))
        self.nothing.setVisible(not found)
        self.rhythm.setVisible(bool(found))
        if found:
            place = self.model.row_of(before) if before in self._tags else 0
            self.rows.setCurrentIndex(self.model.index(place, 0))
        self._show()

    def _show(self) -> None:
        tag = self._tags.get(self.rows.current_id())  # type: ignore[call-overload]
        if tag is None:
            return
        days = str(tag["rhythm_days"] or "")
        self.rhythm.set_caption(
            self.tr("Keep in touch with everybody who has “{}”").format(tag["name"])
        )
        self.rhythm.combo.setAccessibleName(self.rhythm.caption.whole_text())
        self.rhythm.set_options(rhythm_options(tag["rhythm_days"]), days)

    def _chosen(self, key: object) -> None:
        tag = self._tags.get(self.rows.current_id())  # type: ignore[call-overload]
        days = int(str(key) or 0)
        if tag is None or days == tag["rhythm_days"]:
            return
        try:
            self._session.do(rhythms.set_tag_rhythm, tag["id"], days)
        except Refusal as refusal:
            self._session.say(refusal.message, kind="warn", undo=False)
            return
        said = rhythm_words(days).lower() if days else ""
        self._session.say(
            self.tr("“{}”: keep in touch {}.").format(tag["name"], said)
            if days
            else self.tr("“{}” has no rhythm now.").format(tag["name"])
        )


def _row(tag: Row) -> TodoRowValue:
    carried = [
        words.counted(tag[name], noun)
        for name, noun in (("contacts", "contact"), ("accounts", "account"))
        if tag[name]
    ]
    days = tag["rhythm_days"]
    return TodoRowValue(
        tag["id"], tag["name"], ", ".join(carried) or "Nobody yet",
        rhythm_words(days) if days else "–", "accent_text" if days else "text2",
        lead="tag", kind=tag["colour"],
    )  # fmt: skip

"""The filter of a list of people or firms: a few questions, one rule, read as a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.models.errors import Refusal
from app.models.operations import views
from app.models.qt.session import Session
from app.storage.queries import records
from app.ui.forms.facts import Owner
from app.ui.forms.kind_words import KINDS
from app.ui.widgets.buttons import Button
from app.ui.widgets.checks import CheckBox
from app.ui.widgets.combo import ComboField
from app.ui.widgets.fields import TextField
from app.ui.widgets.label import Label
from app.ui.widgets.popover import Popover


@dataclass(frozen=True, slots=True)
class Wish:
    """What the filter asks for; empty parts ask nothing. ``quiet`` is a number of days."""

    tag: str = ""
    kind: str = ""
    town: str = ""
    owner: str = ""
    quiet: int = 0
    open_deal: bool = False
    starred: bool = False

    def is_empty(self) -> bool:
        """Whether everybody is shown."""
        return self == Wish()

    def rule(self, entity: Owner) -> str:
        """The rule as text, as saved lists keep it."""
        parts = [
            f"{name} = {_quoted(value)}"
            for name, value in (
                ("tag", self.tag),
                ("kind", self.kind),
                ("town", self.town),
                ("owner", self.owner),
            )
            if value
        ]
        if self.quiet:
            # "not since" instead of "before": whoever was never contacted is quiet too.
            parts.append(f"not last_contact >= -{self.quiet}d")
        if self.open_deal:
            parts.append("open_deals > 0" if entity == "contact" else "open_amount > 0")
        if self.starred:
            parts.append("starred")
        return " and ".join(parts)

    def sentence(self, entity: Owner) -> str:
        """The rule as people say it: "Customers in Marlow, tagged VIP"."""
        everybody = "Contacts" if entity == "contact" else "Accounts"
        if self.is_empty():
            return "Everybody is shown" if entity == "contact" else "All accounts are shown"
        who = KINDS[self.kind][1] if self.kind in KINDS else everybody
        parts = [who + (f" in {self.town}" if self.town else "")]
        parts += [f"tagged “{self.tag}”"] if self.tag else []
        parts += [f"looked after by {self.owner}"] if self.owner else []
        parts += [f"without contact for {self.quiet} days"] if self.quiet else []
        parts += ["with an open deal"] if self.open_deal else []
        parts += ["starred"] if self.starred else []
        return ", ".join(parts)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


class ListFilter(Popover):
    """The questions. Signals: ``wished(Wish)`` at each change, ``list_saved(object id)``."""

    wished = Signal(object)
    list_saved = Signal(object)

    def __init__(self, session: Session, entity: Owner, window: QWidget) -> None:
        super().__init__(window, width=300)
        self._session, self._entity = session, entity
        self._wish, self._extra = Wish(), ""
        self.tag = ComboField(self.tr("Tag"))
        self.kind = ComboField(self.tr("Kind"))
        self.town = TextField(self.tr("Town"))
        self.owner = ComboField(self.tr("Looked after by"))
        self.quiet = TextField(self.tr("No contact for … days"))
        self.open_deal = CheckBox(self.tr("Has an open deal"))
        self.starred = CheckBox(self.tr("Starred"))
        for field in (self.tag, self.kind, self.owner):
            field.chosen.connect(self._changed)
        self.town.committed.connect(self._changed)
        self.quiet.committed.connect(self._changed)
        self.open_deal.toggled.connect(self._changed)
        self.starred.toggled.connect(self._changed)
        fields = (self.tag, self.kind, self.town, self.owner, self.quiet)
        for field in (*fields, self.open_deal, self.starred):
            self.body.addWidget(field)
        self.sentence = Label("", "small", "text2", wrap=True)
        self.body.addWidget(self.sentence)
        self.name = TextField(placeholder=self.tr("Name of the list"))
        self.name.hide()
        self.name.editor.returnPressed.connect(self._save)
        self.body.addWidget(self.name)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.clear = Button(self.tr("Clear"), kind="ghost", small=True)
        self.clear.clicked.connect(lambda: self.set_wish(Wish(), tell=True))
        self.save = Button(self.tr("Save as list…"), "list", small=True)
        self.save.clicked.connect(self._press_save)
        row.addWidget(self.clear)
        row.addStretch(1)
        row.addWidget(self.save)
        self.body.addLayout(row)

    def open_filter(self, anchor: QWidget, extra: str = "") -> None:
        """Open beside the filter button; ``extra`` is what the chips ask for besides."""
        self._extra = extra
        self.set_wish(self._wish)
        self.name.hide()
        self.name.set_text("")
        self.name.set_error("")
        self.open_beside(anchor)

    def wish(self) -> Wish:
        """What is asked for."""
        return self._wish

    def set_wish(self, wish: Wish, *, tell: bool = False) -> None:
        """Show other answers."""
        self._wish = wish
        tags = [row["name"] for row in self._session.read(records.all_tags)]
        staff = [row["name"] for row in self._session.read(records.staff)]
        anything = ("", self.tr("Any"))
        self.tag.set_options([anything, *((name, name) for name in tags)], wish.tag)
        kinds = [(key, said[0]) for key, said in KINDS.items()]
        self.kind.set_options([anything, *kinds], wish.kind)
        self.owner.set_options([anything, *((name, name) for name in staff)], wish.owner)
        self.town.set_text(wish.town)
        self.quiet.set_text(str(wish.quiet) if wish.quiet else "")
        self.quiet.set_error("")
        for box, held in ((self.open_deal, wish.open_deal), (self.starred, wish.starred)):
            box.blockSignals(True)
            box.setChecked(held)
            box.blockSignals(False)
        self._say()
        if tell:
            self.wished.emit(wish)

    def _changed(self) -> None:
        days = self.quiet.text().strip()
        if days and not (days.isdecimal() and int(days) <= 36500):
            self.quiet.set_error(self.tr("Type a number of days."))
            return
        self.quiet.set_error("")
        self._wish = Wish(
            tag=str(self.tag.current_key() or ""),
            kind=str(self.kind.current_key() or ""),
            town=self.town.text().strip(),
            owner=str(self.owner.current_key() or ""),
            quiet=int(days or 0),
            open_deal=self.open_deal.isChecked(),
            starred=self.starred.isChecked(),
        )
        self._say()
        self.wished.emit(self._wish)

    def _say(self) -> None:
        self.sentence.set_text(self._wish.sentence(self._entity))
        self.save.setEnabled(not self._wish.is_empty() or bool(self._extra))

    def _press_save(self) -> None:
        if self.name.isHidden():
            self.name.set_text(self._wish.sentence(self._entity))
            self.name.show()
            self.refit()
            self.name.setFocus()
            self.name.editor.selectAll()
            return
        self._save()

    def _save(self) -> None:
        rule = " and ".join(part for part in (self._extra, self._wish.rule(self._entity)) if part)
        try:
            made = self._session.do(
                views.save_view,
                {"name": self.name.text().strip(), "entity": self._entity, "rule": rule},
            )
        except Refusal as refusal:
            self.name.set_error(refusal.message)
            return
        self.close_popover()
        self._session.say(f"List “{self.name.text().strip()}” saved.")
        self.list_saved.emit(made)

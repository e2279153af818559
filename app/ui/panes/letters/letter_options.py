"""How a run is made: what it is for, who gets one, in which order, on which sheets."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.desk.letter_values import ORDERS, TOGETHER
from app.desk.letters import RunOptions
from app.models.consent import PURPOSES
from app.ui.forms.kind_words import LANGUAGES
from app.ui.widgets.buttons import Button
from app.ui.widgets.checks import CheckBox
from app.ui.widgets.combo import ComboField
from app.ui.widgets.editor_parts import side_by_side
from app.ui.widgets.fields import TextField
from app.ui.widgets.label import Label
from app.ui.widgets.popover import Popover

_WITHIN = (
    (0, "Everybody"), (1, "Not if sent since yesterday"), (7, "Not if sent in the last week"),
    (30, "Not if sent in the last 30 days"), (90, "Not if sent in the last 90 days"),
    (365, "Not if sent in the last year"), (36_500, "Not if they ever got it"),
)  # fmt: skip
_SAID = {
    "household": "one a household", "address": "one an address", "name": "by name",
    "postcode": "by postcode", "region": "by region",
}  # fmt: skip


def options_words(options: RunOptions, *, letter: bool = True) -> str:
    """The options in a few words for their button: "Service, one a household, by postcode"."""
    language = dict(LANGUAGES).get(options.language, "") if options.language else ""
    said = [
        PURPOSES.get(options.purpose or "service", ""), _SAID.get(options.together, ""),
        _SAID.get(options.order, ""), f"{language} only" if language else "",
        "both sides" if options.duplex and letter else "",
    ]  # fmt: skip
    return ", ".join(one for one in said if one)


class OptionsPopover(Popover):
    """How a run is made; ``language`` is the one its template is written in.

    Signals: ``changed(RunOptions)`` after each choice; ``purpose_chosen(str)`` and
    ``language_chosen(str)`` for the template.
    ``separate`` shows the pattern of file names; without ``letter`` only what labels know too.
    """

    changed = Signal(object)
    purpose_chosen = Signal(str)
    language_chosen = Signal(str)

    def __init__(
        self,
        window: QWidget,
        options: RunOptions,
        *,
        separate: bool,
        letter: bool = True,
        language: str = "",
    ) -> None:
        super().__init__(window, width=340)
        self.options = options
        self.body.setSpacing(10)
        self.body.addWidget(Label(self.tr("Options"), "lead"))
        purposes = list(PURPOSES.items())
        self.purpose = ComboField(self.tr("This is"), purposes, options.purpose or "service")
        self.purpose_line = Label("", "small", "text2", wrap=True)
        self.together = ComboField(self.tr("How many"), list(TOGETHER.items()), options.together)
        self.order = ComboField(self.tr("In the order"), list(ORDERS.items()), options.order)
        languages = [("", self.tr("Not said")), *LANGUAGES[1:]]
        self.language = ComboField(self.tr("Written in"), languages, language or options.language)
        self.only = CheckBox(self.tr("Only to those who read that"), checked=bool(options.language))
        self.within = ComboField(self.tr("Sent before"), list(_WITHIN), options.not_within_days)
        self.duplex = CheckBox(self.tr("Both sides: each on its own sheet"), checked=options.duplex)
        self.pattern = TextField(
            self.tr("Names of the files"), options.name_pattern,
            placeholder="{last_name} {first_name}",
        )  # fmt: skip
        self.body.addWidget(self.purpose)
        self.body.addWidget(self.purpose_line)
        self.body.addLayout(side_by_side((self.together, 1), (self.order, 1)))
        self.body.addLayout(side_by_side((self.language, 1), (self.within, 1)))
        self.body.addWidget(self.only)
        if letter:
            self.body.addWidget(self.pattern if separate else self.duplex)
        self.within.setVisible(letter)
        row = QHBoxLayout()
        row.addStretch(1)
        done = Button(self.tr("Done"), kind="primary")
        done.clicked.connect(self.close_popover)
        row.addWidget(done)
        self.body.addLayout(row)
        self._wire()
        self._say_purpose()

    def _wire(self) -> None:
        self.purpose.chosen.connect(lambda key: self._purpose_chosen(str(key)))
        self.together.chosen.connect(lambda key: self._change(together=str(key)))
        self.order.chosen.connect(lambda key: self._change(order=str(key)))
        self.language.chosen.connect(lambda key: self._language_chosen(str(key)))
        self.only.toggled.connect(lambda _on: self._ask_language())
        self.within.chosen.connect(lambda key: self._change(not_within_days=int(str(key))))
        self.duplex.toggled.connect(lambda on: self._change(duplex=on))
        self.pattern.committed.connect(lambda text: self._change(name_pattern=text.strip()))

    def _language_chosen(self, key: str) -> None:
        self._ask_language()
        self.language_chosen.emit(key)

    def _ask_language(self) -> None:
        asked = str(self.language.current_key() or "") if self.only.isChecked() else ""
        if asked != self.options.language:
            self._change(language=asked)

    def _purpose_chosen(self, key: str) -> None:
        self._change(purpose=key)
        self._say_purpose()
        self.purpose_chosen.emit(key)

    def _say_purpose(self) -> None:
        self.purpose_line.set_text(
            {
                "advert": self.tr("Goes to nobody who asked for no letters or no advertising."),
                "service": self.tr("About something they have from us, such as a reminder."),
                "contract": self.tr("Owed to them, such as an invoice or a notice."),
            }.get(self.options.purpose or "service", "")
        )
        self.refit()

    def _change(self, **values: object) -> None:
        self.options = replace(self.options, **values)  # type: ignore[arg-type]
        self.changed.emit(self.options)

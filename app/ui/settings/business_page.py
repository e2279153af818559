"""What the book knows of the business itself; drawn from the table of options."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QLocale, QTimeZone
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models.errors import Refusal
from app.models.operations import logo
from app.models.qt.session import Session
from app.storage import settings
from app.storage.settings import OPTIONS, Option
from app.ui.settings.calendar_page import KEYS as ON_CALENDAR_PAGE
from app.ui.settings.letters_page import KEYS as ON_LETTERS_PAGE
from app.ui.settings.logo_part import LogoPart
from app.ui.widgets.combo import ComboField
from app.ui.widgets.fields import TextArea, TextField
from app.ui.widgets.label import Label

_HIDDEN = ("example_data", *ON_LETTERS_PAGE, *ON_CALENDAR_PAGE)
_CURRENCIES = ("GBP", "EUR", "USD", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "CAD", "AUD",
               "NZD", "INR", "JPY", "ZAR", "BRL")  # fmt: skip


class BusinessPage(QWidget):
    """One field an option; each keeps itself when it is left."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._kept = settings.all_settings(session.store)
        self.fields: dict[str, QWidget] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for option in OPTIONS:
            if option.key in _HIDDEN:
                continue
            if option.key == logo.KEY:
                self.logo = LogoPart(session)
                column.addWidget(self.logo)
                continue
            field = self.fields[option.key] = self._field(option)
            column.addWidget(field)
            if option.help:
                column.addWidget(Label(option.help, "small", "text2", wrap=True))
        self.setMaximumWidth(460)

    def _field(self, option: Option) -> QWidget:
        value = self._kept[option.key]
        choices = choices_of(option, value)
        if choices:
            combo = ComboField(option.label, choices, value)
            combo.chosen.connect(partial(self._save, option.key))
            return combo
        if option.kind == "lines":
            area = TextArea(option.label, value, lines=3)
            area.committed.connect(partial(self._save, option.key))
            return area
        line = TextField(option.label, value)
        line.committed.connect(partial(self._save, option.key))
        return line

    def _save(self, key: str, value: object) -> None:
        text = str(value).strip()
        if text == self._kept[key]:
            return
        try:
            self._session.do(settings.save_settings, {key: text})
        except Refusal as refusal:
            self.fields[key].set_error(refusal.message)
            return
        self.fields[key].set_error("")
        self._kept[key] = text
        # Settings are no part of the history, so nothing in the changes says that they moved.
        self._session.changed.emit(self._session.store.last_changes)


def choices_of(option: Option, value: str) -> list[tuple[str, str]]:
    """What an option may be, as (value, words); empty where anything may be typed."""
    found: list[tuple[str, str]] = [(one, one) for one in option.choices]
    if option.kind == "currency":
        found = [(one, one) for one in _CURRENCIES]
    elif option.kind == "country":
        found = _countries()
    elif option.key == "zone":
        ids = (bytes(one.data()).decode() for one in QTimeZone.availableTimeZoneIds())
        found = [(one, one.replace("_", " ")) for one in sorted(ids) if _is_place(one)]
    elif option.key == "locale":
        found = _locales()
    if found and value and value not in {key for key, _ in found}:
        found.insert(0, (value, value))
    return found


def _is_place(zone: str) -> bool:
    first = zone.partition("/")[0]
    return first in ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe",
                     "Indian", "Pacific")  # fmt: skip


def _countries() -> list[tuple[str, str]]:
    named: dict[str, str] = {}
    for territory in QLocale.Country:
        code = QLocale.territoryToCode(territory)
        if len(code) == 2 and code.isalpha():
            named.setdefault(code, QLocale.territoryToString(territory))
    return sorted(named.items(), key=lambda pair: pair[1])


def _locales() -> list[tuple[str, str]]:
    wanted = ("en_GB", "en_IE", "en_US", "de_DE", "de_AT", "de_CH", "fr_FR", "fr_CH", "es_ES",
              "it_IT", "nl_NL", "pt_PT", "pt_BR", "sv_SE", "da_DK", "nb_NO", "pl_PL")  # fmt: skip
    found = []
    for name in wanted:
        locale = QLocale(name)
        language = QLocale.languageToString(locale.language())
        country = QLocale.territoryToString(locale.territory())
        found.append((name, f"{language}, {country}"))
    return found

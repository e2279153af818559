"""Cells that set a mark on a person: what they do not want to get, and that they have died.

A mark is only ever set; no cell of a foreign file lifts one.
"""

import re
from collections.abc import Mapping
from typing import Final

from app.models.dates import DateOrder, read_date
from app.models.imports.import_draft import NOTHING, STORED, TRANSFORMED
from app.models.imports.import_gathered import Gathered, Taker, park
from app.models.imports.import_reach import refuse
from app.models.imports.import_words import is_no, is_yes
from app.storage.text import fold

MARKS: Final[Mapping[str, tuple[str, ...]]] = {
    "no_post": ("no_post",),
    "no_email": ("no_email",),
    "no_phone": ("no_phone",),
    "no_contact": ("no_post", "no_email", "no_phone"),
    "no_trade": ("no_trade",),
    "deceased": ("deceased",),
}
"""Target to the columns of a person that its yes sets."""
DIED_ON: Final = "deceased_on"
BANS: Final = ("no_email", "no_phone", "no_post")
"""What a no in a column of permissions can forbid."""
_GIVEN: Final = re.compile(
    "(?:re)?subscribed|(?:opt(?:ed)? ?-?in)|granted|given|allowed|accepted|agreed|consented"
    "|confirmed|angemeldet|abonniert|erteilt|erlaubt|eingewilligt|zugestimmt|bestatigt|inscrite?|abonnee?"
    "|accorde|accepte|autorise|suscrit[oa]|aceptad[oa]|concedido|permitido|iscritt[oa]|concesso"
    "|accettato|aangemeld|toegestaan|akkoord|inscrito|aceito|zapisan[ya]|udzielona|wyrazona"
    "|zgoda|prenumererar|samtycker"
).fullmatch
_TAKEN_BACK: Final = re.compile(
    "un-?subscribed|(?:not|non|never)[ _-]?subscribed|opt(?:ed)? ?-?out|denied|declined|refused"
    "|withdrawn|revoked|rejected|objected|abgemeldet|abbestellt|widerrufen|widersprochen|verweigert"
    "|abgelehnt|nicht erteilt|nicht erlaubt|desinscrite?|desabonnee?|refuse|retire|revoque|baja"
    "|dad[oa] de baja|rechazad[oa]|revocad[oa]|denegado|no suscrito|disiscritt[oa]|negato|rifiutato"
    "|revocato|non concesso|afgemeld|uitgeschreven|geweigerd|ingetrokken|recusado|revogado"
    "|cancelado|wypisan[ya]|cofnieta|odmowa|brak zgody|avregistrerad|avanmald|nekad"
).fullmatch
_LEFT: Final = re.compile(
    "un-?subscribed|newsletter abgemeldet|desinscrite?|desabonnee?|disiscritt[oa]|uitgeschreven"
    "|dad[oa] de baja|wypisan[ya]|avregistrerad"
).fullmatch
_NEITHER: Final = re.compile(
    "cleaned|bounced|pending|unconfirmed|unknown|not set|offen|ausstehend|unbekannt|en attente"
).fullmatch


def _word(cell: object) -> str:
    return fold(str(cell)).strip(" .").replace("_", " ")


def permits(cell: object) -> bool:
    """Whether a cell gives leave: "yes", "subscribed", "erteilt"."""
    word = _word(cell)
    return bool(is_yes(word) or _GIVEN(word))


def forbids(cell: object) -> bool:
    """Whether a cell takes leave back: "no", "unsubscribed", "widerrufen"."""
    word = _word(cell)
    return word != "-" and bool(is_no(word) or _TAKEN_BACK(word))


def is_of_permission(cell: object) -> bool:
    """Whether a cell says yes or no to being written to, or that nobody knows."""
    return permits(cell) or forbids(cell) or bool(_NEITHER(_word(cell)) or is_no(_word(cell)))


def left_a_list(cell: object) -> bool:
    """Whether a cell says that somebody gets no more emails, whatever stands above it."""
    return bool(_LEFT(_word(cell)))


def mark(target: str, header: str) -> Taker:
    """Cells of yes and no whose yes sets the marks of a target."""
    names = MARKS[target]

    def take(row: Gathered, text: str, _cell: object, _same: int) -> int:
        word = _word(text)
        if is_yes(word) or (target == "deceased" and word in ("†", "✝", "+", "deceased")):
            row.contact.update(dict.fromkeys(names, 1))
        elif not is_no(word):
            return refuse(row, header, text, "This is neither yes nor no.")
        return TRANSFORMED

    return take


def own_with_ban(label: str, ban: str) -> Taker:
    """Cells of an own field that give leave or take it back: the latter is a ban besides."""

    def take(row: Gathered, text: str, _cell: object, _same: int) -> int:
        fate = park(row, label, text)
        if forbids(text):
            # The field says what the file said; a ban is only ever set
            row.contact[ban] = 1
            return TRANSFORMED
        return fate

    return take


def died_on(order: DateOrder, header: str) -> Taker:
    """The day on which somebody died; whatever has a figure in it says that they did."""

    def take(row: Gathered, text: str, cell: object, _same: int) -> int:
        day = read_date(text if isinstance(cell, str) else cell, order)
        if day is not None and not day.startswith("--"):
            row.contact |= {"deceased": 1, DIED_ON: day}
            return STORED if day == text else TRANSFORMED
        if not text.strip("0-/. :"):
            # What databases write for no day at all: 00/00/0000
            return NOTHING
        if is_no(_word(text)):
            return TRANSFORMED
        if is_yes(_word(text)) or any(map(str.isdecimal, text)):
            row.contact["deceased"] = 1
        return park(row, header, text)

    return take

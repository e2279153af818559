"""One cell to one place: a small function for every column, made before the first row.

Each takes a cell and says what became of it, so that every cell of a file is accounted for.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple, cast

from app.models import address_text
from app.models.country_names import country_code
from app.models.dates import DateOrder, read_date
from app.models.import_targets import LEAVE_OUT, OWN
from app.models.import_words import (
    CONTACT_KIND_OF,
    GENDER_OF,
    KIND_OF,
    LANGUAGE_OF,
    is_no,
    is_yes,
)
from app.models.phone import Phone, normalise
from app.storage.text import digits, fold

Outcome = Literal[0, 1, 2, 3, 4]
STORED: Final = 0
TRANSFORMED: Final = 1
PARKED: Final = 2
LEFT_OUT: Final = 3
REFUSED: Final = 4


@dataclass(frozen=True, slots=True)
class Column:
    """What is to become of one column: its place, its target, its options."""

    index: int
    target: str
    options: Mapping[str, object] = field(default_factory=dict)


class Problem(NamedTuple):
    """A cell that could not go where its column goes: the row, the header, what stood, why."""

    row: int
    column: str
    value: str
    reason: str


@dataclass(slots=True)
class Gathered:
    """What one row says, as far as the cells read so far go."""

    contact: dict[str, str | int] = field(default_factory=dict)
    account: dict[str, str] = field(default_factory=dict)
    phones: list[dict[str, str]] = field(default_factory=list)
    account_phones: list[dict[str, str]] = field(default_factory=list)
    emails: list[dict[str, str]] = field(default_factory=list)
    addresses: dict[tuple[str, int], dict[str, str]] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    own: dict[str, str] = field(default_factory=dict)
    kinds: dict[int, str] = field(default_factory=dict)
    slot_kinds: dict[tuple[str, int], str] = field(default_factory=dict)
    birth: dict[str, tuple[str, str]] = field(default_factory=dict)
    owner: str = ""
    problems: list[tuple[str, str, str]] = field(default_factory=list)


# (what the row says so far, the cell's text, the cell, STORED or TRANSFORMED for text kept as is)
Taker = Callable[[Gathered, str, object, int], int]

_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f]+")
# What people and programs write where they know nothing. "None" and "Null" are names of people.
_NOTHING: Final = frozenset(
    ["-", "--", "---", "–", "—", "?", "??", "???", ".", "/", "n/a", "#n/a", "n.a.", "k.a.", "k. a."]
)
_LONGEST_NOTHING: Final = 6

_CONTACT_TEXT: Final = frozenset(
    {"prefix", "first_name", "middle_name", "particle", "last_name", "suffix", "nickname"}
    | {"job_title", "department", "source"}
)
_EMAIL: Final = re.compile(
    r"[^@\s,;:<>()\[\]\"|]+@[^@\s,;:<>()\[\]\"|]*[^@\s,;:<>()\[\]\"|.]"
).fullmatch
_EMAIL_SPLIT: Final = re.compile(r"\s*(?::::|[;,|\n])\s*|\s+")
_PHONE_SPLIT: Final = re.compile(
    r"\s*(?::::|[;\n|])\s*|\s+/\s+|\s*,\s+|\s+(?:or|oder|ou|und|and)\s+"
)
_TAG_SPLIT: Final = re.compile(r"\s*(?::::|[;,|\n])\s*")
_NAMED_EMAIL: Final = re.compile(r".*<\s*([^<>\s]+@[^<>\s]+)\s*>\s*|mailto:(\S+)", re.I).fullmatch


def taker(column: Column, header: str, headers: Sequence[str], country: str) -> Taker:
    """The function that takes the cells of one column, its decisions made beforehand."""
    target, _, rest = column.target.partition(".")
    if column.target == LEAVE_OUT:
        return lambda *_: LEFT_OUT
    if column.target.startswith(OWN):
        return _own(column.target[len(OWN) :])
    if target in _CONTACT_TEXT:
        return _text(target)
    if target == "email":
        return _emails(rest, column.index, header)
    if target == "phone" or column.target == "account.phone":
        return _phones("work" if target == "account" else rest, column, header, country)
    if target == "address":
        kind, _, part = rest.partition(".")
        return _address(kind, part, cast("int", column.options.get("number", 1)), header)
    if target == "account":
        return _account("customer_code" if rest == "code" else rest)
    if target == "birthday":
        return _birthday(cast("DateOrder", column.options.get("date_order", "ymd")), header)
    return _special(target, column, header)


def _special(target: str, column: Column, header: str) -> Taker:
    if target in {"no_post", "no_email", "no_phone"}:
        return _flag(target, header)
    if target in {"birth_year", "birth_month", "birth_day"}:
        return _birth_part(target, header)
    words = {"gender": GENDER_OF, "language": LANGUAGE_OF, "kind": CONTACT_KIND_OF}
    if target in words:
        return _word(target, words[target], header)
    if target == "row_kind":
        return _row_kind(column)
    tags = _tag_lines if column.options.get("lines") else _tags
    plain = {"full_name": _full_name, "note": _note, "tag": tags, "owner": _owner}
    if target == "customer_code":
        return _account("customer_code")
    return plain[target]


def park(row: Gathered, label: str, text: str) -> int:
    """Keep `text` with the record in an own field, beside what already stands there."""
    before = row.own.get(label)
    row.own[label] = text if before is None or before == text else f"{before}; {text}"
    return PARKED


def _refuse(row: Gathered, header: str, text: str, reason: str) -> int:
    row.problems.append((header, text, reason))
    return park(row, header, text)


def one_line(text: str) -> str:
    """`text` without line breaks, tabs and signs that nobody sees: a name stands in one line.

    Never empty: a text of nothing else comes back as it is.
    """
    if text.isprintable() and "  " not in text:
        return text
    return " ".join(_CONTROL.sub(" ", text).split()) or text


def filled_in(take: Taker) -> Taker:
    """`take`, unless the cell only says that there is nothing to say: "-", "n/a", "?"."""

    def taken(row: Gathered, text: str, cell: object, same: int) -> int:
        if len(text) < _LONGEST_NOTHING and text.lower() in _NOTHING:
            return LEFT_OUT
        return take(row, text, cell, same)

    return taken


def _own(label: str) -> Taker:
    def take(row: Gathered, text: str, _cell: object, _same: int) -> int:
        return park(row, label, text)

    return take


def _text(name: str) -> Taker:
    def take(row: Gathered, text: str, _cell: object, same: int) -> int:
        contact = row.contact
        line = one_line(text)
        if name in contact:
            contact[name] = f"{contact[name]} {line}"
            return TRANSFORMED
        contact[name] = line
        return same if line == text else TRANSFORMED

    return take


def _full_name(row: Gathered, text: str, _cell: object, same: int) -> int:
    line = row.contact["name"] = one_line(text)
    return same if line == text else TRANSFORMED


def _note(row: Gathered, text: str, _cell: object, same: int) -> int:
    before = row.contact.get("note")
    row.contact["note"] = f"{before}\n{text}" if before else text
    return same


def _owner(row: Gathered, text: str, _cell: object, same: int) -> int:
    row.owner = text
    return same


def _tags(row: Gathered, text: str, _cell: object, same: int) -> int:
    names = [name.strip('* "') for name in _TAG_SPLIT.split(text)]
    row.tags += [name for name in names if name and name != "myContacts"]
    return same if len(names) == 1 and names[0] == text else TRANSFORMED


def _tag_lines(row: Gathered, text: str, _cell: object, same: int) -> int:
    """Tags one a line, as address books tell them apart: commas belong to the tag."""
    names = [name.strip() for name in text.split("\n")]
    row.tags += [name for name in names if name and name != "myContacts"]
    return same if len(names) == 1 else TRANSFORMED


def _account(name: str) -> Taker:
    def take(row: Gathered, text: str, _cell: object, same: int) -> int:
        before = row.account.get(name)
        line = one_line(text)
        row.account[name] = line if before is None else f"{before}, {line}"
        return same if line == text else TRANSFORMED

    return take


def _word(name: str, known: Mapping[str, str], header: str) -> Taker:
    def take(row: Gathered, text: str, _cell: object, same: int) -> int:
        folded = fold(text)
        code = known.get(folded) or known.get(folded.replace(" ", ""))
        if code is None and name == "language" and re.fullmatch("[a-z]{2}([-_][a-z]{2})?", folded):
            code = folded[:2]
        if code is None:
            return park(row, header, text)
        row.contact[name] = code
        return same if code == text else TRANSFORMED

    return take


def _flag(name: str, header: str) -> Taker:
    def take(row: Gathered, text: str, _cell: object, _same: int) -> int:
        word = fold(text).rstrip(".")
        if is_yes(word):
            row.contact[name] = 1
        elif not is_no(word):
            return _refuse(row, header, text, "This is neither yes nor no.")
        return TRANSFORMED

    return take


def _birthday(order: DateOrder, header: str) -> Taker:
    def take(row: Gathered, text: str, cell: object, _same: int) -> int:
        found = read_date(text if isinstance(cell, str) else cell, order)
        if found is None:
            return _refuse(row, header, text, "There is no such day.")
        row.contact["birthday"] = found
        return STORED if found == text else TRANSFORMED

    return take


def _birth_part(name: str, header: str) -> Taker:
    def take(row: Gathered, text: str, _cell: object, _same: int) -> int:
        row.birth[name] = (header, text)
        return TRANSFORMED

    return take


def _row_kind(column: Column) -> Taker:
    of = cast("int", column.options.get("of", -1))
    slot = cast("tuple[str, int] | None", column.options.get("slot"))

    def take(row: Gathered, text: str, _cell: object, _same: int) -> int:
        if slot is None:
            row.kinds[of] = text
        else:
            row.slot_kinds[slot] = text
        return TRANSFORMED

    return take


def kind_of(text: str) -> str:
    """mobile, work, home, fax or other for "* Work" or "Privat"; "" for a word of their own."""
    return KIND_OF.get(fold(text).strip("* "), "")


def _kind_and_label(row: Gathered, kind: str, index: int) -> tuple[str, str]:
    said = row.kinds.get(index) if row.kinds else None
    if not said:
        return kind, ""
    known = kind_of(said)
    return (known, "") if known else (kind, said.strip("* "))


def _emails(kind: str, index: int, header: str) -> Taker:
    def take(row: Gathered, text: str, _cell: object, same: int) -> int:
        said, label = _kind_and_label(row, kind, index)
        if said not in {"work", "home"}:
            said = "other"
        if _EMAIL(text):
            row.emails.append({"kind": said, "label": label, "value": text})
            return same
        named = _NAMED_EMAIL(text)
        pieces = [named[1] or named[2]] if named else _EMAIL_SPLIT.split(text)
        good = [piece for piece in pieces if _EMAIL(piece)]
        row.emails += [{"kind": said, "label": label, "value": piece} for piece in good]
        if good and (named or len(good) == len([piece for piece in pieces if piece])):
            return TRANSFORMED
        return _refuse(row, header, text, "This is not an email address.")

    return take


def _phones(kind: str, column: Column, header: str, country: str) -> Taker:
    of_account = column.target == "account.phone"

    def add(row: Gathered, phone: Phone) -> None:
        said, label = _kind_and_label(row, kind, column.index) if row.kinds else (kind, "")
        goal = row.account_phones if of_account else row.phones
        goal.append(
            {
                "kind": said,
                "label": label,
                "value": phone.value,
                "e164": phone.e164,
                "digits": phone.digits,
            }
        )

    def take(row: Gathered, text: str, _cell: object, same: int) -> int:
        phone = normalise(text, country)
        if phone.e164:
            add(row, phone)
            return same
        pieces = _PHONE_SPLIT.split(text)
        if any(len(digits(piece)) < 5 for piece in pieces):
            pieces = [text]
        if not phone.digits:
            return _refuse(row, header, text, "There is no number in it.")
        for piece in pieces:
            add(row, normalise(piece, country))
        return same if len(pieces) == 1 else TRANSFORMED

    return take


def _address(kind: str, part: str, number: int, header: str) -> Taker:
    slot = (kind, number)

    def take(row: Gathered, text: str, _cell: object, same: int) -> int:
        lines = row.addresses.get(slot)
        if lines is None:
            lines = row.addresses[slot] = {}
        if part in lines:
            lines[part] = f"{lines[part]}, {text}"
            return TRANSFORMED
        lines[part] = text
        return same

    def take_country(row: Gathered, text: str, _cell: object, same: int) -> int:
        code = country_code(text)
        return take(row, code or text, _cell, TRANSFORMED if code and code != text else same)

    def take_split(row: Gathered, text: str, _cell: object, _same: int) -> int:
        found = address_text.split_line(text)
        lines = row.addresses.setdefault(slot, {})
        if found is None or lines.keys() & found.keys():
            return take(row, text, _cell, _same) if part in lines else _town(lines, text)
        lines.update(found)
        return TRANSFORMED

    def take_block(row: Gathered, text: str, _cell: object, _same: int) -> int:
        lines = row.addresses.setdefault(slot, {})
        if lines:
            known = set(fold(" ".join(lines.values())).replace(",", " ").split())
            said = set(fold(text).replace(",", " ").split())
            return TRANSFORMED if said <= known else park(row, header, text)
        lines.update(address_text.split_block(text))
        return TRANSFORMED

    special = {"country": take_country, "postcode_town": take_split, "block": take_block}
    return special.get(part, take)


def _town(lines: dict[str, str], text: str) -> int:
    lines["town"] = f"{lines['town']}, {text}" if "town" in lines else text
    return STORED

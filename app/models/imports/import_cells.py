"""One cell to one place: a small function for every column, made before the first row.

Each takes a cell and says what became of it, so that every cell of a file is accounted for.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, cast

from app.models.dates import DateOrder, read_date
from app.models.fold import UNSEEN
from app.models.imports.import_draft import ERROR, LEFT_OUT, NOTHING, STORED, TRANSFORMED
from app.models.imports.import_files import FILE, PHOTO, files
from app.models.imports.import_gathered import Column, Gathered, Taker, park
from app.models.imports.import_marks import BANS, DIED_ON, MARKS, died_on, mark, own_with_ban
from app.models.imports.import_numbers import number_beside
from app.models.imports.import_picklists import KEEP, LEAVE, is_picklist, said_of
from app.models.imports.import_reach import addresses, emails, phones, refuse, without_guard
from app.models.imports.import_targets import LEAVE_OUT, OWN
from app.models.imports.import_words import (
    CONTACT_KIND_OF,
    GENDER_OF,
    LANGUAGE_OF,
    VACANT,
    VACANT_SMALL,
    field_name,
    field_with_name,
    is_firm_word,
    is_firms_site,
    is_yes,
    language_of,
)
from app.models.imports.import_work import deals, notes
from app.storage.text import fold

_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f]+")
# What people and programs write where they know nothing, and what a spreadsheet writes.
_NOTHING: Final = frozenset(
    """
    -|--|---|–|—|?|??|???|.|/|n/a|n.a.|k.a.|k. a.|na|null|none|nil|(null)|(none)|<null>|nan
    |undefined|(leer)|(empty)|(blank)|keine angabe|unbekannt|unknown|not known|inconnu|desconocido
    |onbekend|tbc|tbd|n.n.|k.A.|k. A.|N/a|n/A|unspecified|not specified|nicht angegeben
    |non spécifié|no especificado|non specificato|niet opgegeven
    """.replace("\n", "")
    .replace("    ", "")
    .split("|")
)
# What Outlook and databases write for no date at all, in whatever column.
_NO_DATES: Final = frozenset(
    sign.join(parts)
    for sign in "./-"
    for parts in (("0", "0", "00"), ("00", "00", "00"), ("00", "00", "0000"), ("0000", "00", "00"))
)
_ERRORS: Final = frozenset(
    """
    #n/a #ref! #value! #div/0! #name? #num! #null! #spill! #calc! #nv #wert! #bezug! #zahl!
    #getting_data #field! #busy! ####### #valeur! #nom? #nombre! #valor! #waarde! #naam? #verw!
    """.split()  # noqa: SIM905
) | {f"err:{number}" for number in range(501, 541)}
_FREE: Final = ("note", "account.note", "note.text")
# People are called Null and None; programs write null and NULL.
_NAMES: Final = frozenset({"full_name", "first_name", "last_name", "middle_name", "nickname"})
_NAMES_TOO: Final = frozenset({"Null", "None", "Nil", "Na", "Nan"})

_CONTACT_TEXT: Final = frozenset(
    {"prefix", "first_name", "middle_name", "particle", "last_name", "suffix", "nickname"}
    | {"job_title", "department", "source", "greeting_formal", "greeting_informal"}
)
_UUID: Final = re.compile(r"[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}", re.I).fullmatch
_IN_BRACKETS: Final = re.compile(r"([^()]+?)\s*\(([^()]{2,60})\)").fullmatch
_YEAR: Final = re.compile(r"(?:18|19|20)\d\d(?:[-/.]00?[-/.]00?)?").fullmatch
_MONTH: Final = re.compile(
    r"(?:18|19|20)\d\d[-/.](?:0?[1-9]|1[0-2])(?:[-/.]00?)?|(?:0?[1-9]|1[0-2])[-/.](?:19|20)\d\d"
    r"|[^\W\d_]{3,12}\.? (?:19|20)\d\d"
).fullmatch
_TAG_SPLIT: Final = re.compile(r"\s*(?::::|[;,|\n])\s*")


def taker(column: Column, header: str, headers: Sequence[str], country: str) -> Taker:
    """The function that takes the cells of one column, its decisions made beforehand."""
    take = _taker(column, header, headers, country)
    if column.options.get("words") and is_picklist(column.target):
        return _with_words(take, column, header)
    return take


def _taker(column: Column, header: str, headers: Sequence[str], country: str) -> Taker:
    target, _, rest = column.target.partition(".")
    if column.target == LEAVE_OUT:
        return lambda *_: LEFT_OUT
    if column.target.startswith(OWN):
        return _own(column)
    if target in _CONTACT_TEXT:
        return _text(target, couples=column.options.get("couples") == "split")
    if target == "email":
        return emails(rest, column.index, header)
    if target == "phone" or column.target == "account.phone":
        return phones("work" if target == "account" else rest, column, header, country)
    if target == "address":
        kind, _, part = rest.partition(".")
        number = cast("int", column.options.get("number", 1))
        figures = cast("int", column.options.get("figures", 0))
        return addresses(kind, part, number, header, figures)
    if target == "account":
        return _account("customer_code" if rest == "code" else rest)
    if target in ("deal", "note") and rest:
        return (deals if target == "deal" else notes)(rest, column, header)
    if target == "birthday":
        return _birthday(cast("DateOrder", column.options.get("date_order", "ymd")), header)
    return _special(target, column, header, country)


def _with_words(take: Taker, column: Column, header: str) -> Taker:
    """Takes words that a person explained as what they said."""
    said = said_of(column.target, column.options["words"])
    as_written = column.target.endswith(".country")

    def explained(row: Gathered, text: str, cell: object, same: int) -> int:
        meant = said(text)
        if meant == LEAVE:
            return LEFT_OUT
        if meant == KEEP and not as_written:
            return park(row, header, text)
        if meant in (text, KEEP):
            return take(row, text, cell, same)
        return take(row, meant, meant, TRANSFORMED)

    return explained


def _special(target: str, column: Column, header: str, country: str) -> Taker:
    if target in MARKS:
        return mark(target, header)
    if target == DIED_ON:
        return died_on(cast("DateOrder", column.options.get("date_order", "ymd")), header)
    if target in {PHOTO, FILE}:
        return files(target, header)
    if target in {"birth_year", "birth_month", "birth_day"}:
        return _birth_part(target, header)
    words = {"gender": GENDER_OF, "language": LANGUAGE_OF, "kind": CONTACT_KIND_OF}
    if target in words:
        return _word(target, words[target], header)
    if target == "row_kind":
        return _row_kind(column)
    tags = _tag_lines if column.options.get("lines") else _tags
    if target == "full_name":
        return _full_name(column, phones("other", column, header, country))
    if target == "customer_code":
        return _account("customer_code")
    return {"note": _note, "tag": tags, "owner": _owner, "uid": _uid}[target]


def one_line(text: str) -> str:
    """`text` without line breaks, tabs and signs that nobody sees: a name stands in one line.

    Never empty: a text of nothing else comes back as it is.
    """
    if text.isprintable() and "  " not in text:
        return text
    return " ".join(_CONTROL.sub(" ", text.translate(UNSEEN)).split()) or text


def mute_words(target: str) -> Mapping[str, int]:
    """The cells of a column that say nothing, with the fate that they meet: "-", "n/a", "#REF!"."""
    if target.startswith(OWN) or target in _FREE:
        return _MUTE_ERRORS
    if target.endswith(".country"):
        return _MUTE_COUNTRIES
    if target == "full_name":
        return _MUTE_FULL_NAMES
    return _MUTE_NAMES if target in _NAMES else _MUTE


def _in_every_case(words: Iterable[str], fate: int) -> dict[str, int]:
    return {
        form: fate
        for word in words
        for form in (word, word.upper(), word.capitalize(), word.title())
    }


_MUTE_ERRORS: Final = _in_every_case(_ERRORS, ERROR) | dict.fromkeys(_NO_DATES, NOTHING)
_MUTE: Final = _in_every_case(_NOTHING, NOTHING) | _MUTE_ERRORS
_MUTE_NAMES: Final = {word: fate for word, fate in _MUTE.items() if word not in _NAMES_TOO}
_MUTE_FULL_NAMES: Final = (
    _MUTE_NAMES | _in_every_case(VACANT, NOTHING) | dict.fromkeys(VACANT_SMALL, NOTHING)
)
# NA is Namibia
_MUTE_COUNTRIES: Final = {word: fate for word, fate in _MUTE.items() if word.lower() != "na"}


def _own(column: Column) -> Taker:
    base, at = column.target[len(OWN) :], column.index
    named = column.options.get("named")
    if named == "firm":
        return _own_of_firms(base)
    if column.options.get("tightens") in BANS:
        return own_with_ban(base, str(column.options["tightens"]))

    def take(row: Gathered, text: str, _cell: object, _same: int) -> int:
        said = row.kinds.get(at, "") if row.kinds else ""
        of_firm = named == "website" and "name" in row.account and is_firms_site(said)
        if of_firm and row.account.setdefault("website", text) == text:
            return STORED
        if not said:
            return park(row, base, text)
        if not named:
            # What the column beside it says would have nowhere else to go
            return park(row, base, f"{text} ({said.strip('* ')})")
        name = field_name(said, base, website=named == "website")
        return park(row, *field_with_name(name, text))

    return take


def _own_of_firms(label: str) -> Taker:
    def take(row: Gathered, text: str, _cell: object, _same: int) -> int:
        word = fold(text)
        if is_firm_word(word) or is_yes(word):
            # As if "Firma" stood where Mr and Mrs do
            row.contact.setdefault("prefix", "Firma")
        return park(row, label, text)

    return take


def _text(name: str, *, couples: bool = False) -> Taker:
    def take(row: Gathered, text: str, _cell: object, same: int) -> int:
        contact = row.contact
        line = one_line(text)
        if couples:
            row.couple = True
        if name in contact:
            contact[name] = f"{contact[name]} {line}"
            return TRANSFORMED
        contact[name] = line
        return same if line == text else TRANSFORMED

    return take


def _full_name(column: Column, dial: Taker) -> Taker:
    numbers = column.options.get("numbers") == "phone"
    couples = column.options.get("couples") == "split"
    brackets = column.options.get("brackets") == "company"

    def take(row: Gathered, text: str, _cell: object, same: int) -> int:
        line = one_line(text)
        row.couple = couples
        beside = number_beside(line) if numbers else None
        if beside:
            line = beside[0]
            dial(row, beside[1], beside[1], same)
        if brackets and "name" not in row.account:
            found = _IN_BRACKETS(line)
            if found:
                row.account["name"] = found[2].strip()
                row.contact["name"] = found[1].strip()
                return TRANSFORMED
        row.contact["name"] = line
        return same if line == text else TRANSFORMED

    return take


def _uid(row: Gathered, text: str, _cell: object, same: int) -> int:
    # RFC 6350 6.7.6: mostly a UUID as a URN; another text is kept as the other program wrote it
    bare = text[9:] if text[:9].lower() == "urn:uuid:" else text
    row.contact["uuid"] = bare.lower() if _UUID(bare) else one_line(text)
    return same if row.contact["uuid"] == text else TRANSFORMED


def _note(row: Gathered, text: str, _cell: object, same: int) -> int:
    before = row.contact.get("note")
    row.contact["note"] = f"{before}\n{text}" if before else text
    return same


def _owner(row: Gathered, text: str, _cell: object, same: int) -> int:
    row.owner = text
    return same


def _tags(row: Gathered, text: str, _cell: object, same: int) -> int:
    names = [" ".join(name.strip('* "').split()) for name in _TAG_SPLIT.split(text)]
    row.tags += [name for name in names if name and name != "myContacts"]
    return same if len(names) == 1 and names[0] == text else TRANSFORMED


def _tag_lines(row: Gathered, text: str, _cell: object, same: int) -> int:
    """Tags one a line, as address books tell them apart: commas belong to the tag."""
    names = [" ".join(name.split()) for name in text.split("\n")]
    row.tags += [name for name in names if name and name != "myContacts"]
    return same if names == [text] else TRANSFORMED


def _account(name: str) -> Taker:
    def take(row: Gathered, text: str, _cell: object, same: int) -> int:
        before = row.account.get(name)
        line = one_line(without_guard(text) if name == "customer_code" else text)
        row.account[name] = line if before is None else f"{before}, {line}"
        return same if line == text else TRANSFORMED

    return take


def _word(name: str, known: Mapping[str, str], header: str) -> Taker:
    def take(row: Gathered, text: str, _cell: object, same: int) -> int:
        folded = fold(text)
        code = known.get(folded) or known.get(folded.replace(" ", ""))
        if code is None and name == "language":
            code = language_of(text)
        if not code:
            return park(row, header, text)
        row.contact[name] = code
        return same if code == text else TRANSFORMED

    return take


def _birthday(order: DateOrder, header: str) -> Taker:
    def take(row: Gathered, text: str, cell: object, _same: int) -> int:
        found = read_date(text if isinstance(cell, str) else cell, order)
        if found is None:
            return _no_birthday(row, header, text)
        row.contact["birthday"] = found
        return STORED if found == text else TRANSFORMED

    return take


def _no_birthday(row: Gathered, header: str, text: str) -> int:
    """Keep what is no day beside the person, and say what it is instead."""
    if not text.strip("0-/. :") and "0" in text:
        # What databases write for no date at all: 00/00/0000
        return NOTHING
    reason = "There is no such day."
    if _YEAR(text):
        reason = "It is a year alone, without day and month."
    elif _MONTH(text):
        reason = "It is a month and a year, without a day."
    return refuse(row, header, text, reason)


def _birth_part(name: str, header: str) -> Taker:
    def take(row: Gathered, text: str, _cell: object, _same: int) -> int:
        row.birth[name] = (header, text)
        return TRANSFORMED

    return take


def _extension(of: int) -> Taker:
    def take(row: Gathered, text: str, _cell: object, _same: int) -> int:
        row.extensions[of] = text
        return TRANSFORMED

    return take


def _row_kind(column: Column) -> Taker:
    of = cast("int", column.options.get("of", -1))
    slot = cast("tuple[str, int] | None", column.options.get("slot"))
    if column.options.get("extension"):
        return _extension(of)

    def take(row: Gathered, text: str, _cell: object, _same: int) -> int:
        if slot is None:
            row.kinds[of] = text
        else:
            row.slot_kinds[slot] = text
        return TRANSFORMED

    return take

"""The law of cells for address books: what is said to be kept stands in the book.

Each value of a card is a word of its own, so that it can be looked for among all that was written.
"""

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.desk import importing
from app.models.imports.import_targets import LEAVE_OUT
from tests.desk.trial_book import trial_book
from tests.storage.builders import dump

NOT_OF_PEOPLE = ("import_run", "step", "change", "blob")
LINES = (
    "TEL;TYPE=work:{phone}", "TEL;TYPE=home,fax:{phone}", "TEL;X-LABEL={w}:{phone}",
    "a.TEL:{phone}\r\na.X-ABLabel:{w}", "EMAIL;TYPE=work,home:{w}@lee.example",
    "ADR;TYPE=home:{w};{w};{w};{w};{w};{w};{w}", 'ADR;TYPE=work;GEO="geo:{w}":;;1 {w};{w};;;DE',
    "LABEL;TYPE=work:{w}\\n{w}", "ORG:{w} Ltd;{w};{w}", "ORG:{w}", "TITLE:{w}, {w}", "ROLE:{w}",
    "NICKNAME:{w},{w}", "NOTE:{w}\\n{w}", "URL:https://{w}.example/", "CATEGORIES:{w},{w}",
    "IMPP;X-SERVICE-TYPE={w}:sip:{w}", "X-SOCIALPROFILE;x-user={w}:https://{w}.example",
    "RELATED;TYPE=friend:{w}", "HOBBY;LEVEL=high:{w}", "X-SKYPE:{w}", "X-{w}:{w}", "GENDER:F;{w}",
    "X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;{w};0;{w};;", "BIRTHPLACE:{w}",
    "DEATHDATE;VALUE=text:{w}", "BDAY;VALUE=text:{w}", "LANG:de", "UID:{w}", "REV:{w}",
    "MEMBER:{w}", "KIND:org", "X-ABRELATEDNAMES:{w}", "GEO:{w}", "FN:{w} {w}", "N:{w};{w};;;",
)  # fmt: skip
LDIF = (
    "mail: {w}@lee.example", "telephoneNumber: {phone}", "otherMobile: {phone}", "o: {w}",
    "street: 1 {w}", "l: {w}", "postalAddress: {w}$1 {w}$LS1 1AA {w}", "title: {w}", "ou: {w}",
    "description: {w}", "mozillaCustom1: {w}", "proxyAddresses: smtp:{w}@lee.example",
    "member: cn={w}", "category: {w}", "labeledURI: https://{w}.example {w}", "xyz: {w}",
)  # fmt: skip


def written(lines, start):
    """The lines with a word or number of its own at every gap, and the words and digits used."""
    used = []

    def word(found):
        number = start + len(used)
        if found[0] == "{phone}":
            used.append(f"+44 20 7946 {number:04}")
        else:
            used.append("zq" + "".join(chr(97 + int(sign)) for sign in str(number)) + "x")
        return used[-1]

    return [re.sub(r"\{w\}|\{phone\}", word, line) for line in lines], used


@st.composite
def books(draw):
    """The name and text of an address book, and all words in it."""
    form = draw(st.sampled_from(("vcf", "ldif")))
    words, cards = [], []
    for number in range(draw(st.integers(1, 5))):
        chosen = draw(st.lists(st.sampled_from(LINES if form == "vcf" else LDIF), max_size=9))
        lines, used = written(chosen, 1000 + 100 * number)
        words += used
        name = f"Person {chr(65 + number)}"
        if form == "vcf":
            cards.append("\r\n".join(["BEGIN:VCARD", "VERSION:4.0", f"FN:{name}", *lines,
                                      "END:VCARD", ""]))  # fmt: skip
        else:
            cards.append("\n".join([f"dn: cn={name}", f"cn: {name}", *lines, ""]))
    return f"people.{form}", "\n".join(cards), words


def said(values):
    """Values as one text to look in: small letters, numbers without blanks."""
    return re.sub(r"(?<=\d) (?=\d)", "", "\n".join(map(str, values))).lower()


@settings(
    deadline=None, max_examples=20, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
@given(books())
def test_every_word_of_an_address_book_is_in_the_book_or_in_what_is_left_out(made):
    name, text, words = made
    with trial_book() as (store, other):
        file = other.with_name(name)
        file.write_text(text, encoding="utf-8", newline="")
        table = importing.read(file)
        columns = tuple(importing.recognised(table, "GB", store=store))
        done = importing.bring_in(store, file, table, importing.Choices(columns, "duplicate"))
        filled = sum(bool(str(cell or "").strip()) for row in table.rows for cell in row)
        kept = {name: rows for name, rows in dump(store).items() if name not in NOT_OF_PEOPLE}
    ledger = done.ledger
    assert ledger.adds_up()
    assert ledger.total == filled + sum(
        bool(str(cell or "").strip()) for each in table.beside for cell in each.cells
    )
    left = [row[guess.index] for row in table.rows for guess in columns
            if guess.target == LEAVE_OUT]  # fmt: skip
    left += [cell for each in table.beside for cell in each.cells] + [*table.headers]
    everything = said([*left, *(value for rows in kept.values() for row in rows for value in row)])
    assert [word for word in words if said([word]) not in everything] == []

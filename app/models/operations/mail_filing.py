"""File mails: an entry in the timeline of each person, the mail and its files kept with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.models.contact import Contact
from app.models.letters.mail_message import MailMessage, MailPerson
from app.models.names import split_name
from app.models.operations import contacts, documents, people
from app.models.reach import EmailAddress
from app.storage import clock
from app.storage.queries import matching
from app.storage.settings import setting
from app.storage.store import Store

MOST_PEOPLE = 20


@dataclass(frozen=True, slots=True)
class MailMatch:
    """Whom of the book a mail is about; ``outgoing`` says that one of us wrote it.

    ``contacts`` are the ids of known people on the other side by their address, ``unknown`` the
    others there.
    """

    outgoing: bool
    staff_id: int | None
    contacts: dict[str, int]
    unknown: tuple[MailPerson, ...]


@dataclass(slots=True)
class Filed:
    """What filing did: new entries, files, people; mails that were there already."""

    run_id: int = 0
    step_id: int = 0
    activities: list[int] = field(default_factory=list)
    documents: list[int] = field(default_factory=list)
    contacts: list[int] = field(default_factory=list)
    mails: int = 0
    known: int = 0
    notes: list[str] = field(default_factory=list)


def match_people(
    store: Store, mail: MailMessage, known_emails: Mapping[str, list[int]] | None = None
) -> MailMatch:
    """The people of a mail who are in the book, by their addresses, oldest first.

    For many mails the addresses of the book are looked up once and given as ``known_emails``.
    """
    emails = matching.known_emails(store) if known_emails is None else known_emails
    ours = own_addresses(store)
    outgoing = mail.sender.address.lower() in ours
    others = (*mail.to, *mail.cc) if outgoing else (mail.sender,)
    other_side = [each for each in others if each.address and each.address.lower() not in ours]
    known, unknown = {}, []
    for each in other_side[:MOST_PEOPLE]:
        address = each.address.lower()
        found = emails.get(address)
        if found:
            known[address] = found[0]
        else:
            unknown.append(each)
    writers = [mail.sender] if outgoing else [*mail.to, *mail.cc]
    staff = next((ours[one.address.lower()] for one in writers if one.address.lower() in ours), 0)
    return MailMatch(outgoing, staff or None, known, tuple(unknown))


def own_addresses(store: Store) -> dict[str, int]:
    """The addresses of us who work here and of the business, and whose each is (0: everybody's)."""
    found = {setting(store, "business_email").strip().lower(): 0}
    rows = store.select("SELECT lower(email), id FROM staff WHERE email <> '' ORDER BY id DESC")
    found.update(rows)
    found.pop("", None)
    return found


def file_mails(
    store: Store,
    mails: Iterable[MailMessage],
    file_name: str,
    file_sha256: str = "",
    *,
    contact_id: int | None = None,
    account_id: int | None = None,
    deal_id: int | None = None,
) -> Filed:
    """Keep mails in one step. With an owner they are filed there, else with who wrote or got them.

    Somebody unknown is added as a person, one a mail at most. A mail that is filed already changes
    nothing.
    """
    filed = Filed()
    owner = (contact_id, account_id, deal_id)
    emails = dict(matching.known_emails(store))
    with store.step(f"File {file_name}") as step:
        for mail in mails:
            if _is_known(store, mail, owner):
                filed.known += 1
                continue
            if not filed.run_id:
                filed.run_id = _begin(store, file_name, file_sha256)
            _file(store, mail, owner, emails, filed)
            filed.mails += 1
        if filed.run_id:
            _note_counts(store, filed)
    filed.step_id = step.step_id
    return filed


def _is_known(store: Store, mail: MailMessage, owner: tuple[int | None, ...]) -> bool:
    """Whether the mail is in the timeline, where an owner is named in that one's."""
    where, values = "uid = ?", [mail.key]
    for column, value in zip(("contact_id", "account_id", "deal_id"), owner, strict=True):
        if value is not None:
            where += f" AND {column} = ?"
            values.append(value)  # type: ignore[arg-type]
    return store.value(f"SELECT 1 FROM activity WHERE {where}", values) is not None


def _begin(store: Store, file_name: str, file_sha256: str) -> int:
    return store.put(
        "import_run",
        {"file_name": file_name, "file_sha256": file_sha256, "kind": "mail", "at": clock.now(),
         "actor": store.actor},
    )  # fmt: skip


def _note_counts(store: Store, filed: Filed) -> None:
    from app.storage.recorder import dump

    counts = {"activities": len(filed.activities), "documents": len(filed.documents),
              "contacts": len(filed.contacts), "unchanged": filed.known}  # fmt: skip
    store.put("import_run", {"id": filed.run_id, "counts": dump(counts)})


def _file(
    store: Store,
    mail: MailMessage,
    owner: tuple[int | None, ...],
    emails: dict[str, list[int]],
    filed: Filed,
) -> None:
    match = match_people(store, mail, emails)
    contact_id, account_id, deal_id = owner
    whom: Sequence[int | None] = [contact_id]
    if owner == (None, None, None):
        whom = list(dict.fromkeys(match.contacts.values())) or _added(
            store, mail, match, emails, filed
        )
    kept = _keep(store, mail, whom[0], account_id, deal_id, filed)
    filed.notes += mail.notes
    for person in whom:
        filed.activities.append(
            store.put(
                "activity",
                {"kind": "email", "at": mail.at or clock.now(), "subject": mail.subject,
                 "body": mail.text, "direction": "out" if match.outgoing else "in",
                 "staff_id": match.staff_id, "contact_id": person, "account_id": account_id,
                 "deal_id": deal_id, "document_id": kept, "uid": mail.key,
                 "created_at": clock.now(), "import_id": filed.run_id,
                 "import_row": mail.number},
            )
        )  # fmt: skip


def _added(
    store: Store, mail: MailMessage, match: MailMatch, emails: dict[str, list[int]], filed: Filed
) -> list[int | None]:
    """The first unknown person of the other side as a new contact; nobody when there is none."""
    if not match.unknown:
        return [None]
    stranger = match.unknown[0]
    name = stranger.name or stranger.address.partition("@")[0]
    parts = split_name(name)
    made = contacts.save_contact(
        store,
        Contact(
            name=name, prefix=parts.prefix, first_name=parts.first, middle_name=parts.middle,
            particle=parts.particle, last_name=parts.last, suffix=parts.suffix,
        ),
    )  # fmt: skip
    people.save_emails(store, "contact", made, [EmailAddress(value=stranger.address)])
    store.put("contact", {"id": made, "import_id": filed.run_id, "import_row": mail.number})
    emails[stranger.address.lower()] = [made]
    filed.contacts.append(made)
    return [made]


def _keep(
    store: Store,
    mail: MailMessage,
    contact_id: int | None,
    account_id: int | None,
    deal_id: int | None,
    filed: Filed,
) -> int:
    """The mail itself and its files as documents; returns the mail's."""
    links = {"contact_id": contact_id, "account_id": account_id, "deal_id": deal_id}
    subject = mail.subject or "Mail"
    itself = _document(store, f"{subject[:100]}{mail.suffix}", mail.raw, links)
    filed.documents.append(itself)
    for file in mail.files:
        made = _document(store, file.name, file.data, links)
        note = f"Came with the mail “{subject[:200]}”"
        store.put("document", {"id": made, "note": note, "media_type": file.media_type})
        filed.documents.append(made)
    return itself


def _document(store: Store, name: str, data: bytes, links: dict[str, int | None]) -> int:
    return documents.add_content(store, name, data, **links)  # type: ignore[arg-type]

"""What passed between the example business and its people: entries, letters, files, lists."""

from __future__ import annotations

import json
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from app.desk import recipients, sample_data
from app.desk.letter_runs import kept_values
from app.desk.sample_people import People, Person
from app.desk.sample_rows import Rows
from app.models.activity import Activity
from app.models.operations import activities
from app.storage import blobs, places
from app.storage.store import Store

TEMPLATES = places.resources_folder() / "letter_templates"
MEDIA = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".csv": "text/csv",
    ".txt": "text/plain",
}
KIND_SHARES = (
    ("call", 34),
    ("email", 34),
    ("meeting", 18),
    ("note", 10),
    ("letter", 3),
    ("fax", 1),
)
MINUTES = {"call": 1, "meeting": 5}
LETTERS = 40
MAILING_AGO = 16


class Dealings:
    """Makes a year of dealings with everybody; the story's own entries come first."""

    def __init__(self, rows: Rows, people: People) -> None:
        self.rows, self.people = rows, people
        self._texts = sample_data.table("texts")
        self._story = sample_data.table("story")
        self._files: dict[str, int] = {}
        self._letters: dict[int, int] = {}

    def make(self, store: Store) -> None:
        """Files, letters, entries and saved lists."""
        self._make_files(store)
        self._make_letters(store)
        told: dict[str, int] = {}
        for entry in self._story["entry"]:
            told[entry["person"]] = min(told.get(entry["person"], 9_999), entry["ago"])
            if entry["ago"] > 0:
                self._write_entry(entry)
        for person in self.people.persons:
            begin = told.get(person.name, 0) + 30 if person.from_story else person.quiet
            self._write_year(person, max(begin, 1))
        for position, view in enumerate(self._story["view"]):
            self.rows.add("saved_view", position=position, **view)

    def log_today(self, store: Store) -> None:
        """What the story says of today, logged as anybody would: a step each."""
        for entry in self._story["entry"]:
            if entry["ago"] == 0:
                values = self._values(entry)
                values.pop("created_at")
                activities.log_activity(store, Activity(**values))

    # Inside ------------------------------------------------------------------------------------

    def _account_of(self, person: Person) -> int | None:
        return person.firm.id if person.firm else None

    def _values(self, entry: dict[str, Any]) -> dict[str, Any]:
        person = next(p for p in self.people.persons if p.name == entry["person"])
        at = self.rows.ago(entry["ago"], entry["time"])
        return {
            "kind": entry["kind"], "at": at, "subject": entry["subject"],
            "body": entry.get("body", ""), "minutes": entry.get("minutes", 0),
            "direction": entry.get("direction", "out"), "contact_id": person.id,
            "account_id": self._account_of(person), "created_at": at,
            "staff_id": self.people.staff(person.firm.staff if person.firm else "Priya Nair"),
            "document_id": self._files.get(entry.get("file", "")),
        }  # fmt: skip

    def _write_entry(self, entry: dict[str, Any]) -> None:
        self.rows.add("activity", **self._values(entry))

    def _write_year(self, person: Person, newest: int) -> None:
        """A few dealings between ``newest`` days ago and a year ago, none before we met."""
        rng = self.rows.rng
        oldest = max(min(person.created, 365), 1)
        newest = min(newest, oldest)
        if person.from_story and newest >= oldest:
            return
        days = [newest] if not person.from_story else []
        days += [rng.randrange(newest, oldest + 1) for _ in range(rng.randrange(2, 9))]
        for number, ago in enumerate(sorted(days)):
            self._write_dealing(person, ago, spoken=number == 0)

    def _write_dealing(self, person: Person, ago: int, *, spoken: bool) -> None:
        rng, rows = self.rows.rng, self.rows
        kinds, shares = zip(*KIND_SHARES, strict=True)
        kind = rng.choices(kinds, shares)[0]
        if kind == "fax" and (person.firm is None or person.firm.kind != "supplier"):
            kind = "email"
        if spoken and kind == "note":
            kind = "call"
        day = rows.today - timedelta(days=ago)
        ago += max(day.weekday() - 4, 0)
        subject, body = rng.choice(self._texts[kind])
        place = person.firm.name if person.firm else "the garden"
        subject = subject.format(first=person.first_name, firm=place)
        body = body.format(first=person.first_name, firm=place)
        at = rows.ago(ago)
        rows.add(
            "activity", kind=kind, at=at, subject=subject, body=body, created_at=at,
            direction="in" if subject.endswith(" called") else "" if kind == "note" else "out",
            minutes=rng.randrange(2, 19) * MINUTES.get(kind, 0),
            contact_id=person.id, account_id=self._account_of(person),
            staff_id=self.people.staff(
                person.firm.staff if person.firm else rng.choice(("Priya Nair", "Sam Osborne"))
            ),
        )  # fmt: skip

    def _make_files(self, store: Store) -> None:
        for file in self._story["file"]:
            name, lines = file["name"], file["lines"]
            ending = Path(name).suffix
            data = word_file(lines) if ending == ".docx" else "\r\n".join(lines).encode() + b"\r\n"
            person = next(p for p in self.people.persons if p.name == file["person"])
            self._files[name] = self._document(
                store, name, data, created_at=self.rows.ago(file["ago"], "08:55"),
                contact_id=person.id, account_id=self._account_of(person),
                deal_id=self.rows.ids.get(f"deal {file.get('deal', '')}"),
            )  # fmt: skip

    def _document(self, store: Store, name: str, data: bytes, **more: Any) -> int:
        digest, size = blobs.put_bytes(store, data)
        media_type = MEDIA[Path(name).suffix]
        return self.rows.add(
            "document", name=name, media_type=media_type, size=size, sha256=digest, **more
        )

    def _make_letters(self, store: Store) -> None:
        """One mailing that went out: the template, each letter, and its place on each timeline."""
        rows, at = self.rows, self.rows.ago(MAILING_AGO, "14:30")
        path = TEMPLATES / "Spring mailing.docx"
        template = self._document(
            store, path.name, path.read_bytes(), kind="template", created_at=rows.ago(380, "10:00")
        )
        wanted = [p for p in self.people.persons if self._gets_letter(p)][:LETTERS]
        run = rows.add(
            "letter_run", template_name=path.name, template_document_id=template, made_at=at,
            output_name="Spring mailing.docx", letters=len(wanted), left_out=json.dumps([]),
        )  # fmt: skip
        for person in wanted:
            letter = rows.add(
                "letter", letter_run_id=run, contact_id=person.id,
                account_id=self._account_of(person),
            )  # fmt: skip
            self._letters[letter] = person.id
            rows.add(
                "activity", kind="letter", at=at, subject="Letter sent: Spring mailing",
                direction="out", letter_id=letter, contact_id=person.id,
                account_id=self._account_of(person), created_at=at,
                staff_id=self.people.staff("Priya Nair"),
            )  # fmt: skip

    def fill_letters(self, store: Store) -> None:
        """What each letter of the mailing says, once people and business are in the book."""
        day = self.rows.today - timedelta(days=MAILING_AGO)
        from_us = recipients.sender(store, day)
        found = recipients.gathered(store, list(self._letters.values()), day)
        for letter, person in self._letters.items():
            values = kept_values(recipients.values(found[person], from_us))
            kept = json.dumps(values, ensure_ascii=False, sort_keys=True)
            store.put("letter", {"id": letter, "merge_values": kept})

    def _gets_letter(self, person: Person) -> bool:
        lively = not person.from_story and person.quiet < 90 and person.created > MAILING_AGO
        kind = person.firm.kind if person.firm else "private"
        return lively and kind in ("customer", "private")


def word_file(lines: list[str]) -> bytes:
    """A small Word document: the first line is its heading."""
    import docx

    document = docx.Document()
    document.add_heading(lines[0], level=1)
    for line in lines[1:]:
        document.add_paragraph(line)
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()

"""Hartley Gardens, a made-up garden firm near Reading: what a new user can look at and play with.

Everything is invented. Phone numbers come from ranges kept free for fiction and emails end in
``.example``, so that nobody can be called or written to by mistake.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.desk.sample_people import People
from app.desk.sample_plans import Plans
from app.desk.sample_rows import Rows
from app.desk.sample_work import Dealings
from app.storage.store import Store

Progress = Callable[[int, int, str], None]
LABEL = "Example data"
BUSINESS = {
    "business_name": "Hartley Gardens",
    "business_address": "4 Mill Lane\nReading RG1 4AB",
    "business_phone": "0118 496 0100",
    "business_email": "office@hartleygardens.example",
    "business_website": "https://www.hartleygardens.example",
    "sender_name": "Tom Hartley",
    "country": "GB",
    "currency": "GBP",
    "zone": "Europe/London",
    "example_data": "yes",
}


@dataclass(frozen=True, slots=True)
class Sample:
    """What was made: how many rows in all, and of the kinds people ask about."""

    rows: int
    contacts: int
    accounts: int
    activities: int
    appointments: int
    deals: int
    step_id: int


def make_sample(
    store: Store, *, today: date, seed: int = 7, progress: Progress | None = None
) -> Sample:
    """Fill a new book with the example business as it stands on ``today``.

    The same day and seed give the same business, ids apart. All of it is one step, "Example
    data", that can be undone; what was logged today follows as steps of its own.
    """
    said = progress or (lambda done, total, what: None)
    with store.step(LABEL) as changes:
        rows = Rows(store, today, seed)
        people, said_steps = People(rows), 4
        said(0, said_steps, "people and firms")
        people.make()
        said(1, said_steps, "deals and appointments")
        Plans(rows, people).make()
        said(2, said_steps, "calls, letters and files")
        dealings = Dealings(rows, people)
        dealings.make(store)
        said(3, said_steps, "writing")
        written = rows.write()
        for key, value in BUSINESS.items():
            store.set_business(key, value)
        dealings.fill_letters(store)
    dealings.log_today(store)
    said(said_steps, said_steps, "done")
    return Sample(
        written, rows.count("contact"), rows.count("account"), rows.count("activity"),
        rows.count("appointment"), rows.count("deal"), changes.step_id,
    )  # fmt: skip

"""Deals, to-dos and appointments of the example business."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from app.desk import sample_data
from app.desk.sample_people import STAFF, Firm, People, Person
from app.desk.sample_rows import ZONE, Rows
from app.models import money
from app.models.calendar.appointment import KINDS, moved_from_gap, to_utc
from app.models.operations.deals import FIRST_STAGES

SLOTS = (("08:30", "10:00"), ("10:30", "11:30"), ("13:00", "14:30"), ("15:00", "16:00"))
STORY_DAYS = range(-2, 3)
"""Working days around today that the story fills by itself."""
PAST_DAYS, COMING_DAYS = 230, 35
KIND_OF = {
    "Care round": "care", "Planting": "install", "Quote walk-through": "meeting",
    "Meeting about the garden": "meeting",
}  # fmt: skip
OLD_SALES, OLD_LOSSES, PUT_OFF = 34, 9, 4


class Plans:
    """Makes the pipeline with its deals, what there is to do, and the calendar."""

    def __init__(self, rows: Rows, people: People) -> None:
        self.rows, self.people = rows, people
        self._story = sample_data.table("story")
        self._texts = sample_data.table("texts")
        self._stages: dict[str, int] = {}

    def make(self) -> None:
        """Everything, older deals first, so that the newest of a firm is the open one."""
        pipeline = self.rows.add("pipeline", name="Sales")
        for position, name in enumerate(FIRST_STAGES):
            self._stages[name] = self.rows.add(
                "stage", pipeline_id=pipeline, name=name, position=position
            )
        self._make_closed()
        for position, told in enumerate(self._story["deal"]):
            self._write_open(told, position)
        self._make_tasks()
        for told in self._story["appointment"]:
            self._write_told(told)
        self._make_calendar()

    # Deals --------------------------------------------------------------------------------------

    def _month_day(self, back: int) -> date:
        """A working day of the month that many months back, never after today."""
        today = self.rows.today
        month = today.year * 12 + today.month - 1 - back
        last = today.day if back == 0 else 26
        day = date(month // 12, month % 12 + 1, min(last, self.rows.rng.randrange(4, 27)))
        return day if day.weekday() < 5 or day.day < 3 else day - timedelta(days=2)

    def _main_person(self, firm: Firm) -> Person:
        return next(person for person in self.people.persons if person.firm is firm)

    def _make_closed(self) -> None:
        rng = self.rows.rng
        by_name = {firm.name: firm for firm in self.people.firms}
        for told in self._story["won"]:
            for title, pounds, back in told["sales"]:
                self._write_closed(by_name[told["firm"]], title, pounds, "won", back)
        buyers = [f for f in self.people.firms if f.kind == "customer" and not f.from_story]
        asked = [f for f in self.people.firms if f.kind == "lead" and not f.from_story]
        titles = self._texts["deal"]
        for _ in range(OLD_SALES):
            pounds = rng.randrange(450, 7600, 50)
            back = rng.randrange(2, 31)
            self._write_closed(rng.choice(buyers), rng.choice(titles), pounds, "won", back)
        for told in self._story["lost"]:
            self._write_closed(by_name[told["firm"]], told["title"], told["amount"], "lost",
                               told["month"], told["reason"])  # fmt: skip
        for _ in range(OLD_LOSSES):
            self._write_closed(
                rng.choice(asked), rng.choice(titles), rng.randrange(600, 9000, 100), "lost",
                rng.randrange(1, 16), rng.choice(self._texts["lost"]),
            )  # fmt: skip
        for _ in range(PUT_OFF):
            pounds, back = rng.randrange(900, 6000, 100), rng.randrange(1, 6)
            self._write_closed(rng.choice(asked), rng.choice(titles), pounds, "later", back)

    def _write_closed(
        self, firm: Firm, title: str, pounds: int, state: str, back: int, reason: str = ""
    ) -> None:
        day, person = self._month_day(back), self._main_person(firm)
        begun = self.rows.stamp(day - timedelta(days=40), "10:00")
        ended = self.rows.stamp(day, "12:00")
        won = state == "won"
        deal = self.rows.add(
            "deal", title=title, account_id=firm.id, contact_id=person.id, state=state,
            stage_id=self._stages["Agreed" if won else "Quote sent"], amount=pounds * 100,
            currency="GBP", closed_on="" if state == "later" else day.isoformat(),
            lost_reason=reason, stage_since=begun, created_at=begun,
            staff_id=self.people.staff(firm.staff), source="Recommended",
        )  # fmt: skip
        said = {"won": "won", "lost": "lost", "later": "put off"}[state]
        self.rows.add(
            "activity", kind="note", at=ended, created_at=ended, deal_id=deal,
            subject=f"Deal {said}: {title}, {money.show(pounds * 100, 'GBP')}", body=reason,
            contact_id=person.id, account_id=firm.id, staff_id=self.people.staff(firm.staff),
        )  # fmt: skip

    def _write_open(self, told: dict[str, Any], position: int) -> None:
        rows = self.rows
        person = self._person(told["person"])
        firm = person.firm.id if person.firm else None
        staff = self.people.staff(person.firm.staff if person.firm else "Priya Nair")
        deal = rows.ids[f"deal {told['title']}"] = rows.add(
            "deal", title=told["title"], contact_id=person.id, account_id=firm,
            stage_id=self._stages[told["stage"]], amount=told["amount"] * 100, currency="GBP",
            expected_close=(rows.today + timedelta(days=told["close"])).isoformat(),
            staff_id=staff, position=position, created_at=rows.ago(told["age"]),
            stage_since=rows.ago(max(told["age"] // 3, 1)),
        )  # fmt: skip
        step = told.get("next")
        if step:
            rows.add(
                "task", title=step["title"], due_on=rows.work_day(step["day"]).isoformat(),
                due_time=step.get("time", ""), contact_id=person.id, account_id=firm,
                deal_id=deal, staff_id=staff, created_at=rows.ago(min(told["age"], 6)),
            )  # fmt: skip

    def _person(self, name: str) -> Person:
        return next(person for person in self.people.persons if person.name == name)

    # To do --------------------------------------------------------------------------------------

    def _make_tasks(self) -> None:
        rng = self.rows.rng
        others = [person for person in self.people.persons if not person.from_story]
        for number in range(46):
            person, back = rng.choice(others), rng.randrange(5, 200)
            due: date | None = self.rows.work_day(-back if number >= 16 else 10 + 2 * number)
            if number in (13, 14, 15):
                due = None
            done = self.rows.stamp(due, "16:20") if due and number >= 16 else ""
            self.rows.add(
                "task", title=rng.choice(self._texts["task"]), done_at=done,
                due_on=due.isoformat() if due else "", contact_id=person.id,
                account_id=person.firm.id if person.firm else None,
                staff_id=self.people.staff(rng.choice(STAFF)[0]),
                created_at=self.rows.ago(back + 12 if done else rng.randrange(1, 20)),
            )  # fmt: skip

    # Calendar -----------------------------------------------------------------------------------

    def _write_told(self, told: dict[str, Any]) -> None:
        day = self.rows.work_day(told["day"])
        person = self._person(told["person"]) if "person" in told else None
        if "days" in told:
            last = self.rows.work_day(told["day"] + told["days"] - 1) + timedelta(days=1)
            start, end = day.isoformat(), last.isoformat()
        else:
            start, end = f"{day.isoformat()}T{told['from']}", f"{day.isoformat()}T{told['to']}"
        usual = "held" if told["day"] < 0 else "confirmed"
        self._write(
            told["title"], told["kind"], start, end, person, told["staff"],
            status=told.get("status", usual), place=told.get("place", ""),
            deal_id=self.rows.ids.get(f"deal {told.get('deal', '')}"),
        )  # fmt: skip

    def _make_calendar(self) -> None:
        """One or two things on most working days of the past year and the coming weeks."""
        rng = self.rows.rng
        others = [p for p in self.people.persons if not p.from_story]
        spare = [p for p in others if p.firm is None or p.firm.kind in ("customer", "lead")]
        for shift in range(-PAST_DAYS, COMING_DAYS + 1):
            if shift in STORY_DAYS or (shift > 0 and rng.random() < shift / 50):
                continue
            day = self.rows.work_day(shift)
            slots = rng.sample(SLOTS, rng.choice((0, 1, 1, 2, 2)))
            for (begin, end), (name, _) in zip(slots, rng.sample(STAFF, 3), strict=False):
                status = "held" if shift < 0 else "confirmed"
                if rng.random() < 0.07:
                    status = rng.choice(("cancelled", "no-show") if shift < 0 else ("tentative",))
                title = rng.choice(self._texts["visit"])
                self._write(
                    title, KIND_OF.get(title, "visit"),
                    f"{day.isoformat()}T{begin}", f"{day.isoformat()}T{end}",
                    rng.choice(spare), [name], status=status,
                )  # fmt: skip

    def _write(
        self, title: str, kind: str, start: str, end: str, person: Person | None,
        staff: list[str], **more: Any,
    ) -> None:  # fmt: skip
        all_day = len(start) == 10
        zone = "" if all_day else ZONE
        start, end = moved_from_gap(start, zone), moved_from_gap(end, zone)
        row = self.rows.add(
            "appointment", title=title, kind=kind if kind in KINDS else "meeting", start_at=start,
            end_at=end, zone=zone, all_day=int(all_day), start_utc=to_utc(start, zone),
            end_utc=to_utc(end, zone), created_at=self.rows.ago(12),
            account_id=person.firm.id if person and person.firm else None, **more,
        )  # fmt: skip
        if person is not None:
            self.rows.add("attendance", appointment_id=row, contact_id=person.id)
        for position, name in enumerate(staff):
            self.rows.add(
                "attendance", appointment_id=row, staff_id=self.people.staff(name),
                position=position,
            )  # fmt: skip

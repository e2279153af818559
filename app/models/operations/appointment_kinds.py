"""Kinds of appointment: the usual ones until the business keeps its own."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.models.activity_series import ActivitySeries
from app.models.calendar.appointment import KINDS
from app.models.errors import Problem, Refusal
from app.models.operations.activity_series import all_series, save_series
from app.storage.store import Store
from app.storage.text import fold


@dataclass(frozen=True, slots=True)
class AppointmentKind:
    """What an appointment of a kind is like: length and buffers in minutes, what to bring."""

    key: str = ""
    name: str = ""
    colour: str = "evergreen"
    minutes: int = 60
    before_minutes: int = 0
    after_minutes: int = 0
    bring: str = ""
    activity_series_id: int | None = None
    active: int = 1
    id: int = 0

    def problems(self) -> list[Problem]:
        """What keeps this from being kept."""
        found = []
        if not self.name.strip():
            found.append(Problem("name", "A kind needs a name."))
        if not 5 <= self.minutes <= 1440:
            found.append(Problem("minutes", "An appointment lasts five minutes to a day."))
        if not 0 <= self.before_minutes <= 1440 or not 0 <= self.after_minutes <= 1440:
            found.append(Problem("before_minutes", "Buffers are 0 to 1,440 minutes."))
        return found


_USUAL = tuple(
    AppointmentKind(key, name, colour, minutes) for key, (name, colour, minutes) in KINDS.items()
)
_COLUMNS = (
    "key", "name", "colour", "minutes", "before_minutes", "after_minutes", "bring",
    "activity_series_id", "active", "id",
)  # fmt: skip


def kinds(store: Store, *, everything: bool = False) -> tuple[AppointmentKind, ...]:
    """The kinds offered, in their order; with ``everything`` those given up as well."""
    rows = store.select(f"SELECT {', '.join(_COLUMNS)} FROM appointment_kind ORDER BY position, id")
    found = tuple(AppointmentKind(*row) for row in rows) or _USUAL
    return found if everything else tuple(kind for kind in found if kind.active)


def kind_named(store: Store, key: str) -> AppointmentKind:
    """The kind with that key; an unknown one is shown by its key."""
    for kind in kinds(store, everything=True):
        if kind.key == key:
            return kind
    return AppointmentKind(key, key.capitalize(), "slate", 60)


def series_of_kind(store: Store, key: str) -> ActivitySeries | None:
    """The series of to-dos that the business wants offered when a kind is booked, if any."""
    wanted = kind_named(store, key).activity_series_id
    return next((one for one in all_series(store) if wanted and one.id == wanted), None)


def save_kind(store: Store, kind: AppointmentKind) -> int:
    """Keep a kind, new or known by its key; raises ``Refusal``."""
    if problems := kind.problems():
        raise Refusal(problems)
    with store.step(f"Change kind “{kind.name}”" if kind.key else f"Add kind “{kind.name}”"):
        _write_usual(store)
        known = kinds(store, everything=True)
        key = kind.key or _free_key(kind.name, {one.key for one in known})
        mine = next((one for one in known if one.key == key), None)
        values = {name: getattr(kind, name) for name in _COLUMNS[1:-1]} | {"key": key}
        values |= {"id": mine.id} if mine else {"position": len(known)}
        return store.put("appointment_kind", values)


def give_series(store: Store, kind: AppointmentKind, series: ActivitySeries | None) -> int:
    """Let a kind start a series of steps when booked; a suggested one becomes the firm's own."""
    with store.step(f"Change kind “{kind.name}”"):
        number = (series.id or save_series(store, series)) if series is not None else None
        return save_kind(store, replace(kind, activity_series_id=number))


def remove_kind(store: Store, key: str) -> None:
    """Offer a kind no longer; appointments that have it keep it."""
    kind = kind_named(store, key)
    save_kind(store, replace(kind, active=0))


def order_kinds(store: Store, keys: list[str]) -> None:
    """Put the kinds into another order."""
    with store.step("Order kinds of appointment"):
        _write_usual(store)
        places = {kind.key: kind.id for kind in kinds(store, everything=True)}
        for position, key in enumerate(keys):
            if key in places:
                store.put("appointment_kind", {"id": places[key], "position": position})


def _write_usual(store: Store) -> None:
    if store.value("SELECT count(*) FROM appointment_kind"):
        return
    for position, kind in enumerate(_USUAL):
        values = {name: getattr(kind, name) for name in _COLUMNS[:-1]}
        store.put("appointment_kind", values | {"position": position})


def _free_key(name: str, taken: set[str]) -> str:
    plain = "-".join(fold(name).split())[:40] or "kind"
    key, number = plain, 2
    while key in taken:
        key, number = f"{plain}-{number}", number + 1
    return key

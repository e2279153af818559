"""Small looks into a book with appointments."""

from app.storage.queries import calendar

_TABLES = ("appointment", "attendance", "reminder", "waiting", "task", "activity", "document")


def shown(store, first, last):
    """When the calendar shows something."""
    return [row["start"] for row in calendar.between(store, first, last)]


def dump(store):
    """Every row of the tables that appointments touch."""
    return {name: store.select(f"SELECT * FROM {name} ORDER BY id") for name in _TABLES}

"""A rule over the records of one kind becomes an SQL condition; values are always bound.

A rule is a neutral nested tuple: ``("and"|"or", [rules])``, ``("not", rule)`` or
``("is", field, operator, values)``. Field names come from the table below, never from the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from app.storage.currencies import NO_MINOR
from app.storage.errors import BookError
from app.storage.text import fold

Rule = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class RuleField:
    """One field a rule can ask about: its kind and the SQL that yields it for row ``r``."""

    kind: str
    sql: str
    label: str


class UnknownField(BookError):
    """A rule asks about a field that is not there, or for something that it can never hold."""

    kind = "unknown_field"
    default_hint = "Nothing was changed."


_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def _money(column: str) -> str:
    """An amount in hundredths, also in a currency that has none and is kept in whole units."""
    whole = ", ".join(f"'{code}'" for code in sorted(NO_MINOR))
    return f"(r.{column} * CASE WHEN r.currency IN ({whole}) THEN 100 ELSE 1 END)"


def _owned(owner: str, table: str, column: str) -> str:
    return f"EXISTS (SELECT 1 FROM {table} x WHERE x.{owner}_id = r.id AND {{test:x.{column}}})"


def _look_alikes(owner: str) -> str:
    one, other = f"{owner}_id", f"other_{owner}_id"
    pile = "FROM near_match WHERE state = 'open'"
    return f"(r.id IN (SELECT {one} {pile} UNION SELECT {other} {pile}))"


def _common(owner: str) -> dict[str, RuleField]:
    tags = (
        f"EXISTS (SELECT 1 FROM tagging g JOIN tag t ON t.id = g.tag_id"
        f" WHERE g.{owner}_id = r.id AND {{test:t.name}})"
    )
    owner_sql = (
        f"EXISTS (SELECT 1 FROM {owner} x JOIN staff s ON s.id = x.staff_id WHERE x.id = r.id"
        " AND {test:s.name})"
    )
    return {
        "id": RuleField("number", "r.id", "number"),
        "name": RuleField("text", "r.name", "name"),
        "kind": RuleField("key", "r.kind", "kind"),
        "town": RuleField("text", "r.town", "town"),
        "postcode": RuleField("text", "r.postcode", "postcode"),
        "country": RuleField("text", "r.country", "country"),
        "email": RuleField("text", _owned(owner, "email_address", "value"), "email"),
        "phone": RuleField("digits", _owned(owner, "phone", "digits"), "phone"),
        "tag": RuleField("text", tags, "tag"),
        "owner": RuleField("text", owner_sql, "looked after by"),
        "starred": RuleField("yesno", "r.starred", "starred"),
        "look_alikes": RuleField("yesno", _look_alikes(owner), "looks like somebody else"),
        "last_contact": RuleField("date", "substr(r.last_contact_at, 1, 10)", "last contact"),
        "created": RuleField("date", "substr(r.created_at, 1, 10)", "added"),
    }


def _column(table: str, name: str, kind: str, label: str) -> RuleField:
    sql = f"(SELECT x.{name} FROM {table} x WHERE x.id = r.id)"
    return RuleField(kind, sql, label)


CONTACT_FIELDS = {
    **_common("contact"),
    "company": RuleField("text", "r.company", "company"),
    "job_title": RuleField("text", "r.job_title", "job title"),
    "open_deals": RuleField("number", "r.open_deals", "open deals"),
    **{
        name: _column("contact", name, "text", name.replace("_", " "))
        for name in ("first_name", "last_name", "language", "source", "note", "birthday", "gender")
    },
    **{
        name: _column("contact", name, "yesno", label)
        for name, label in (
            ("no_post", "no letters"), ("no_email", "no emails"), ("no_phone", "no calls"),
        )
    },
    "import": _column("contact", "import_id", "number", "import"),
    "region": RuleField("text", _owned("contact", "address", "region"), "region"),
}  # fmt: skip
ACCOUNT_FIELDS = {
    **_common("account"),
    "customer_code": RuleField("text", "r.customer_code", "customer code"),
    "main_contact": RuleField("text", "r.main_contact", "main contact"),
    "people": RuleField("number", "r.people", "people"),
    "open_amount": RuleField("money", _money("open_amount"), "open deals"),
    "won_amount": RuleField("money", _money("won_amount"), "sold so far"),
    **{
        name: _column("account", name, "text", name.replace("_", " "))
        for name in ("website", "source", "note")
    },
    "import": _column("account", "import_id", "number", "import"),
    "region": RuleField("text", _owned("account", "address", "region"), "region"),
}
DEAL_FIELDS = {
    "id": RuleField("number", "r.id", "number"),
    "title": RuleField("text", "r.title", "title"),
    "state": RuleField("text", "r.state", "state"),
    "stage": RuleField("text", "(SELECT name FROM stage WHERE id = r.stage_id)", "stage"),
    "account": RuleField("text", "(SELECT name FROM account WHERE id = r.account_id)", "account"),
    "contact": RuleField("text", "(SELECT name FROM contact WHERE id = r.contact_id)", "contact"),
    "amount": RuleField("money", _money("amount"), "amount"),
    "currency": RuleField("text", "r.currency", "currency"),
    "expected_close": RuleField("date", "r.expected_close", "expected close"),
    "created": RuleField("date", "substr(r.created_at, 1, 10)", "added"),
}
APPOINTMENT_FIELDS = {
    "id": RuleField("number", "r.id", "number"),
    "title": RuleField("text", "r.title", "title"),
    "kind": RuleField("text", "r.kind", "kind"),
    "status": RuleField("text", "r.status", "status"),
    "place": RuleField("text", "r.place", "place"),
    "start": RuleField("date", "substr(r.start_at, 1, 10)", "start"),
}
TASK_FIELDS = {
    "id": RuleField("number", "r.id", "number"),
    "title": RuleField("text", "r.title", "title"),
    "due": RuleField("date", "r.due_on", "due"),
    "done": RuleField("yesno", "(r.done_at <> '')", "done"),
    "priority": RuleField("number", "r.priority", "priority"),
}
DOCUMENT_FIELDS = {
    "id": RuleField("number", "r.id", "number"),
    "name": RuleField("text", "r.name", "name"),
    "kind": RuleField("text", "r.kind", "kind"),
    "created": RuleField("date", "substr(r.created_at, 1, 10)", "added"),
    "expires": RuleField("date", "r.expires_on", "expires"),
    "status": RuleField("text", "r.status", "status"),
    "newest": RuleField(
        "number",
        "NOT EXISTS (SELECT 1 FROM document n WHERE n.version_of_id"
        " = coalesce(r.version_of_id, r.id) AND n.version > r.version)",
        "newest version",
    ),
}
ACTIVITY_FIELDS = {
    "id": RuleField("number", "r.id", "number"),
    "kind": RuleField("text", "r.kind", "kind"),
    "subject": RuleField("text", "r.subject", "subject"),
    "at": RuleField("date", "substr(r.at, 1, 10)", "when"),
    "contact": RuleField("text", "(SELECT name FROM contact WHERE id = r.contact_id)", "contact"),
    "account": RuleField("text", "(SELECT name FROM account WHERE id = r.account_id)", "account"),
}
FIELDS: dict[str, dict[str, RuleField]] = {
    "contact": CONTACT_FIELDS,
    "account": ACCOUNT_FIELDS,
    "deal": DEAL_FIELDS,
    "appointment": APPOINTMENT_FIELDS,
    "task": TASK_FIELDS,
    "document": DOCUMENT_FIELDS,
    "activity": ACTIVITY_FIELDS,
}

_SIGNS = {"=": "=", "!=": "<>", "<": "<", ">": ">", "<=": "<=", ">=": ">="}


def condition(entity: str, rule: Rule | None) -> tuple[str, list[Any]]:
    """The SQL condition over alias ``r`` and its values; an empty rule is always true."""
    if not rule:
        return "1", []
    head = rule[0]
    if head in ("and", "or"):
        parts = [condition(entity, part) for part in rule[1]]
        joined = f" {head.upper()} ".join(f"({sql})" for sql, _ in parts)
        return joined or "1", [value for _, values in parts for value in values]
    if head == "not":
        sql, values = condition(entity, rule[1])
        return f"NOT ({sql})", values
    return _test(entity, rule[1], rule[2], rule[3])


def _test(entity: str, name: str, operator: str, values: list[Any]) -> tuple[str, list[Any]]:
    field = FIELDS[entity].get(name)
    if field is None:
        return _own_field(entity, name, operator, values)
    if "{test:" in field.sql:
        start = field.sql.index("{test:")
        end = field.sql.index("}", start)
        inner, bound = _compare(field.kind, field.sql[start + 6 : end], operator, values)
        negative = operator in ("!=", "not in", "empty")
        if negative:
            inner, bound = _compare(
                field.kind, field.sql[start + 6 : end], _POSITIVE[operator], values
            )
        sql = field.sql[:start] + inner + field.sql[end + 1 :]
        return (f"NOT {sql}" if negative else sql), bound
    return _compare(field.kind, field.sql, operator, values)


_POSITIVE = {"!=": "=", "not in": "in", "empty": "not empty"}


def _own_field(entity: str, label: str, operator: str, values: list[Any]) -> tuple[str, list[Any]]:
    if entity not in ("contact", "account"):
        message = f"There is no field called {label} here."
        raise UnknownField(message)
    negative = operator in _POSITIVE
    inner, bound = _compare("text", "v.value", _POSITIVE.get(operator, operator), values)
    sql = (
        f"EXISTS (SELECT 1 FROM field_value v JOIN field f ON f.id = v.field_id"
        f" WHERE v.{entity}_id = r.id AND f.label_key = ? AND {inner})"
    )
    return (f"NOT {sql}" if negative else sql), [fold(label), *bound]


def _compare(kind: str, sql: str, operator: str, values: list[Any]) -> tuple[str, list[Any]]:
    if operator in ("empty", "not empty"):
        blank = f"({sql} IS NULL OR {sql} = '')" if kind != "number" else f"{sql} IS NULL"
        return (blank if operator == "empty" else f"NOT {blank}"), []
    if kind == "key" and all(str(value).isascii() for value in values):
        plain = _compare_key(sql, operator, values)
        if plain is not None:
            return plain
    if kind in ("text", "key", "digits"):
        return _compare_text(kind, sql, operator, values)
    values = [_typed(kind, value) for value in values]
    if operator in ("in", "not in"):
        marks = ", ".join("?" * len(values))
        return f"{sql} {operator.upper()} ({marks})", list(values)
    guard = f"{sql} <> '' AND " if kind == "date" else ""
    return f"({guard}{sql} {_SIGNS.get(operator, '=')} ?)", [values[0]]


def _typed(kind: str, value: Any) -> Any:
    """A value as a column of that kind holds it; the engine would compare unlike types anyhow."""
    said = str(value).strip()
    if kind == "date":
        if not _DATE.fullmatch(said):
            message = f"{said[:40]} is no date. Write it as 2026-11-30, or as -90d."
            raise UnknownField(message)
        return said
    try:
        number = Decimal(said)
        if kind == "money":
            number = (number * 100).to_integral_value()
        if kind == "yesno" and number not in (0, 1):
            raise InvalidOperation
        if not abs(number) < 1 << 63:
            raise InvalidOperation
    except InvalidOperation:
        wanted = "yes or no" if kind == "yesno" else "a number"
        message = f"{said[:40]} is not {wanted}."
        raise UnknownField(message) from None
    return int(number) if number == number.to_integral_value() else float(number)


def _compare_key(sql: str, operator: str, values: list[Any]) -> tuple[str, list[Any]] | None:
    """A short word of ours, compared without folding each row: lists are filtered by it often."""
    lowered = [str(value).lower() for value in values]
    if operator in ("in", "not in"):
        marks = ", ".join("?" * len(lowered))
        return f"lower({sql}) {operator.upper()} ({marks})", lowered
    if operator in ("=", "!="):
        return f"lower({sql}) {_SIGNS[operator]} ?", [lowered[0]]
    return None


def _compare_text(kind: str, sql: str, operator: str, values: list[Any]) -> tuple[str, list[Any]]:
    if kind == "digits":
        wanted = ["".join(c for c in str(v) if c.isdecimal()).lstrip("0") for v in values]
        # Without a digit nothing is asked for, and everybody would be found.
        tests = " OR ".join(f"{sql} LIKE ?" if digits else "0" for digits in wanted)
        return f"({tests})", [f"%{digits}%" for digits in wanted if digits]
    folded = [fold(str(value)) for value in values]
    if operator in ("in", "not in"):
        marks = ", ".join("?" * len(folded))
        return f"fold({sql}) {operator.upper()} ({marks})", folded
    if operator in ("contains", "starts with"):
        text = folded[0].replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        pattern = f"%{text}%" if operator == "contains" else f"{text}%"
        return f"fold({sql}) LIKE ? ESCAPE '\\'", [pattern]
    return f"fold({sql}) {_SIGNS[operator]} ?", [folded[0]]

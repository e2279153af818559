"""The house keeps its rules, and each rule is shown to bite on a bad example."""

import ast

import pytest

from tests.house import rules
from tests.house.rules import Rule
from tests.house.sources import ROOT, Module, modules


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps(rule: Rule) -> None:
    assert rule(modules()) == [], rule.__doc__


BAD: list[tuple[Rule, str, str]] = [
    (rules.upward, "app/storage/bad.py", "from app.models import contact"),
    (rules.upward, "app/models/bad.py", "import app.desk.importing"),
    (rules.upward, "app/ui/bad.py", "from app.cli import run"),
    (rules.upward, "app/exchange/bad.py", "from app.storage.text import fold"),
    (rules.upward, "app/cli/bad.py", "from app.main import run"),
    (rules.apart, "app/models/operations/bad.py", "from app.models.qt import session"),
    (rules.apart, "app/models/qt/bad.py", "def f():\n    from app.models.operations import people"),
    (rules.qt_where_it_belongs, "app/desk/bad.py", "from PySide6.QtCore import QObject"),
    (rules.qt_where_it_belongs, "app/models/qt/bad.py", "from PySide6 import QtWidgets"),
    (rules.qt_where_it_belongs, "app/ui/bad.py", "import sqlite3"),
    (rules.qt_where_it_belongs, "app/ui/bad.py", "from PySide6.QtSql import QSqlDatabase"),
    (rules.short_enough, "app/ui/bad.py", "x = 1\n" * 401),
    (rules.short_enough, "app/ui/bad.py", "def f():\n" + "    x = 1\n" * 50),
    (rules.named_rooms, "app/utils/bad.py", ""),
    (rules.named_rooms, "app/ui/helpers.py", ""),
    (rules.banned_calls, "app/storage/bad.py", "db['t'].insert(row, replace=True)"),
    (rules.banned_calls, "app/storage/bad.py", "db['t'].insert_all(rows, alter=True)"),
    (rules.banned_calls, "app/storage/bad.py", "db.attach('x', path)"),
    (rules.banned_calls, "app/storage/bad.py", "db.conn.execute('x')"),
    (rules.banned_calls, "app/ui/bad.py", "import time\ntime.sleep(1)"),
    (rules.transactions, "app/desk/bad.py", "c.execute('BEGIN')"),
    (rules.transactions, "app/storage/undo.py", "c.execute('commit'.upper())\nc.execute('COMMIT')"),
    (rules.no_sql_above, "app/ui/bad.py", "store.select('SELECT 1 FROM contact')"),
    (rules.no_sql_above, "app/cli/bad.py", "store.value(f'DELETE FROM {x}')"),
    (rules.swallowing, "app/desk/bad.py", "try:\n    f()\nexcept Exception:\n    pass"),
    (rules.swallowing, "app/desk/bad.py", "try:\n    f()\nexcept:\n    pass"),
    (rules.swallowing, "app/desk/bad.py", "try:\n    f()\nexcept DatabaseError:\n    raise"),
    (rules.opening_files, "app/storage/bad.py", "open(book, 'rb')"),
    (rules.opening_files, "app/storage/store.py", "self.path.read_bytes()\nbook.read_bytes()"),
    (rules.threads, "app/ui/bad.py", "from PySide6.QtCore import QThread\nQThread()"),
    (rules.threads, "app/desk/bad.py", "import threading\nthreading.Thread(target=f)"),
    (rules.lasting_signals, "app/ui/bad.py", "session.changed.connect(lambda _: self.load())"),
    (rules.lasting_signals, "app/ui/bad.py", "self._memory.look_changed.connect(partial(f, 1))"),
    (rules.one_door_for_words, "app/ui/bad.py", "from PySide6.QtWidgets import QMessageBox"),
]


@pytest.mark.parametrize(
    ("rule", "path", "text"), BAD, ids=[f"{r.__name__}{n}" for n, (r, _, _) in enumerate(BAD)]
)
def test_a_rule_bites(rule: Rule, path: str, text: str) -> None:
    assert rule([Module(path, text)])


def test_a_circle_is_found_also_when_it_is_for_types_only() -> None:
    one = Module("app/models/one.py", "from app.models.two import B")
    two = Module(
        "app/models/two.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from app.models.one import A",
    )
    assert rules.circles([one, two]) == ["circle: app.models.one, app.models.two"]


def test_every_exception_is_still_needed() -> None:
    paths = {module.path for module in modules()}
    listed = (rules.MAY_CATCH_ALL, rules.MAY_CATCH_ENGINE, rules.MAY_OPEN_FILES, rules.MAY_THREAD)
    for exceptions in listed:
        for place in exceptions:
            assert any(path.startswith(place) for path in paths), place


def test_every_module_of_operations_is_tried_by_a_test() -> None:
    tests = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")
    )
    for module in modules():
        if module.is_in("app/models/operations/") and not module.path.endswith("__init__.py"):
            public = [
                node.name
                for node in module.tree.body
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
            ]
            tried = module.name in tests or any(f"{name}(" in tests for name in public)
            tried = tried or module.path in rules.TRIED_THROUGH_OTHERS
            assert tried, f"{module.path} has no test"

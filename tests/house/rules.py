"""Each rule takes modules and gives sentences about what breaks it; none means it is kept."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath

from tests.house.sources import Module, calls, imports, names

Found = list[str]
Rule = Callable[[Iterable[Module]], Found]

FLOORS = {
    "app.storage": 0, "app.models": 1, "app.exchange": 2, "app.desk": 3, "app.ui": 4,
    "app.cli": 4, "app.main": 5, "app.__main__": 6,
}  # fmt: skip
LINES, FUNCTION_LINES = 400, 50
LASTING = re.compile(r"(self\._?)?_?(session|memory|watch|bell|app)\.\w+\.connect")
"""Signals of what lives as long as the book or the program."""
LONG_FILES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}
"""Exceptions by name, each with its reason."""
KNOWN_CIRCLES: dict[frozenset[str], str] = {
    frozenset({"app.exchange.sandbox"}): (
        "as a child process it runs under another name and must find its real one"
    ),
}
TRIED_THROUGH_OTHERS = {
    "app/models/operations/import_files.py": "imports of cards with photos and keys",
    "app/models/operations/import_updates.py": "every test that imports a file twice",
    "app/models/operations/import_firms.py": "imports of people at firms that are known",
    "app/models/operations/import_writer.py": "every import of somebody new",
    "app/models/operations/mail_filing.py": "every mail that is filed from the desk",
    "app/models/operations/import_work.py": "imports with deals, days, couples and look-alikes",
}

MAY_CATCH_ALL = {
    "app/storage/store.py": "turns the engine's errors into ours and raises them",
    "app/storage/engine.py": "raises what a watch raised once the engine has stopped",
    "app/models/qt/jobs.py": "the lane: a failed job becomes a notice",
    "app/storage/secrets.py": "hands whatever a keyring raises to whoever asked",
    "app/cli/run.py": "the end of the command line: every error becomes a sentence",
    "app/ui/program.py": "the crash hook",
    "app/ui/dialogs/": "the crash report",
}
MAY_CATCH_ENGINE = {
    f"app/storage/{name}.py": reason
    for name, reason in {
        "book": "opening", "database": "probing", "backups": "copying", "checks": "checking",
        "store": "the one place that turns errors into ours",
    }.items()
}  # fmt: skip
MAY_BEGIN = tuple(f"app/storage/{name}.py" for name in ("store", "book", "migrations"))
MAY_OPEN_FILES = {
    "app/storage/database.py": "the header of a file that nobody here has open",
    "app/storage/backups.py": "closed copies and their manifest",
    "app/storage/restoring.py": "a closed copy",
    "app/storage/blobs.py": "foreign files on their way into the book",
    "app/storage/trust.py": "how a book was left, a file of our own",
    "app/storage/lock.py": "the lock file",
}
MAY_THREAD = {
    "app/models/qt/jobs.py": "the one lane",
    "app/exchange/sandbox.py": "listens to the child that parses foreign files",
    "app/storage/secrets.py": "asks the keyring, which may wait for somebody without end",
}
_SQL = re.compile(r"^\s*(SELECT|INSERT INTO|UPDATE \w+ SET|DELETE FROM|PRAGMA)\s")
_TRANSACTION = re.compile(r"^\s*(BEGIN|COMMIT|END|ROLLBACK|SAVEPOINT|RELEASE)\b")
_CLUTTER = {"utils", "common", "services", "helpers", "managers"}


def floor_of(name: str) -> int | None:
    """The floor of a dotted name, or nothing for what is not ours."""
    return next(
        (rank for floor, rank in FLOORS.items() if name == floor or name.startswith(f"{floor}.")),
        None,
    )


def upward(modules: Iterable[Module]) -> Found:
    """A floor imports only from its own floor and those below it."""
    found = []
    for module in modules:
        here = floor_of(module.name)
        for name in imports(module, names()):
            there = floor_of(name)
            if here is None or there is None:
                continue
            glass = here == there == 4 and module.name[:7] != name[:7]
            if there > here or glass:
                found.append(f"{module.path} imports {name}, which is above or beside it")
            if module.is_in("app/exchange/") and there == 0:
                found.append(f"{module.path} imports {name}, but knows no storage")
    return found


def apart(modules: Iterable[Module]) -> Found:
    """Operations and the Qt side of the business know nothing of each other."""
    sides = ("app.models.operations", "app.models.qt")
    return [
        f"{module.path} imports {name}"
        for module in modules
        for mine, other in (sides, sides[::-1])
        if module.name.startswith(mine)
        for name in imports(module, names())
        if name.startswith(other)
    ]


def qt_where_it_belongs(modules: Iterable[Module]) -> Found:
    """No Qt below the glass but QtCore and QtGui in models/qt; no other SQLite anywhere."""
    found = []
    for module in modules:
        for name in imports(module, names()):
            if name in ("sqlite3", "pysqlite3") or name.startswith(("PySide6.QtSql", "sqlite3.")):
                found.append(f"{module.path} imports {name}: one SQLite a process")
            if not name.startswith("PySide6"):
                continue
            if module.is_in("app/models/qt/"):
                if not name.startswith(("PySide6.QtCore", "PySide6.QtGui")):
                    found.append(f"{module.path} imports {name}: no widgets in models")
            elif not module.is_in("app/ui/", "app/main.py"):
                found.append(f"{module.path} imports {name}: no Qt here")
    return found


def circles(modules: Iterable[Module]) -> Found:
    """No import circles, not even type-only or late ones."""
    listed = list(modules)
    known = frozenset(module.name for module in listed)
    graph = {module.name: imports(module, known) & known for module in listed}
    found = []
    for group in _strongly_connected(graph):
        circle = frozenset(group)
        if (len(group) > 1 or group[0] in graph[group[0]]) and circle not in KNOWN_CIRCLES:
            found.append("circle: " + ", ".join(sorted(group)))
    return found


def _strongly_connected(graph: dict[str, set[str]]) -> list[list[str]]:
    """Tarjan's algorithm, without recursion deeper than the graph."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    groups: list[list[str]] = []

    def visit(node: str) -> None:
        order[node] = low[node] = len(order)
        stack.append(node)
        for after in graph[node]:
            if after not in order:
                visit(after)
                low[node] = min(low[node], low[after])
            elif after in stack:
                low[node] = min(low[node], order[after])
        if low[node] == order[node]:
            at = stack.index(node)
            groups.append(stack[at:])
            del stack[at:]

    for node in graph:
        if node not in order:
            visit(node)
    return groups


def short_enough(modules: Iterable[Module]) -> Found:
    """No file over 400 lines, no function over 50."""
    found = []
    for module in modules:
        lines = module.text.count("\n")
        if lines > LINES and module.path not in LONG_FILES:
            found.append(f"{module.path} has {lines} lines")
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                place = f"{module.path}:{node.name}"
                if length > FUNCTION_LINES and place not in LONG_FUNCTIONS:
                    found.append(f"{place} has {length} lines")
    return found


def named_rooms(modules: Iterable[Module]) -> Found:
    """No room whose name names no thing."""
    return [
        module.path
        for module in modules
        if _CLUTTER & {part.removesuffix(".py") for part in PurePosixPath(module.path).parts}
    ]


def banned_calls(modules: Iterable[Module]) -> Found:
    """What storage must never do (R10, R14): replacing inserts, altering, attaching, sleeping."""
    found = []
    for module in modules:
        for name, call in calls(module):
            given = {keyword.arg: keyword.value for keyword in call.keywords}
            for flag in ("replace", "alter"):
                value = given.get(flag)
                if name in ("insert", "insert_all", "upsert", "upsert_all", "update") and (
                    isinstance(value, ast.Constant) and value.value is True
                ):
                    found.append(f"{module.path}:{call.lineno} {name}({flag}=True)")
            if name == "attach":
                found.append(f"{module.path}:{call.lineno} attach()")
            if ast.unparse(call.func) in ("time.sleep", "sleep"):
                found.append(f"{module.path}:{call.lineno} sleeps")
        found += [
            f"{module.path}:{node.lineno} uses .conn of sqlite-utils"
            for node in ast.walk(module.tree)
            if isinstance(node, ast.Attribute) and node.attr == "conn"
        ]
    return found


def transactions(modules: Iterable[Module]) -> Found:
    """Only the store, the maker of books and migrations begin and end transactions (R10)."""
    return [
        f"{module.path}:{call.lineno} {_first_text(call)[:20]}"
        for module in modules
        if not module.is_in(*MAY_BEGIN)
        for name, call in calls(module)
        if name in ("execute", "executescript", "executemany", "select", "execute_in_step")
        and _TRANSACTION.match(_first_text(call))
    ]


def no_sql_above(modules: Iterable[Module]) -> Found:
    """No SQL in the glasses and in foreign files."""
    return [
        f"{module.path}:{call.lineno} {_first_text(call)[:40]}"
        for module in modules
        if module.is_in("app/ui/", "app/cli/", "app/exchange/", "app/models/qt/")
        for _, call in calls(module)
        if _SQL.match(_first_text(call))
    ]


def _first_text(call: ast.Call) -> str:
    first = call.args[0] if call.args else None
    if isinstance(first, ast.JoinedStr) and first.values:
        first = first.values[0]
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


def swallowing(modules: Iterable[Module]) -> Found:
    """Nobody swallows everything, and nobody but named places catches the engine's errors."""
    found = []
    for module in modules:
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.ExceptHandler):
                continue
            caught = ast.unparse(node.type) if node.type else ""
            raises = any(isinstance(inner, ast.Raise) for inner in ast.walk(node))
            wide = not caught or re.search(r"\b(Base)?Exception\b", caught)
            if wide and not raises and not module.is_in(*MAY_CATCH_ALL):
                found.append(f"{module.path}:{node.lineno} catches everything and goes on")
            engine = re.search(r"\b(DatabaseError|OperationalError|IntegrityError)\b", caught)
            if engine and not module.is_in(*MAY_CATCH_ENGINE):
                found.append(f"{module.path}:{node.lineno} catches the engine's error")
    return found


def opening_files(modules: Iterable[Module]) -> Found:
    """Storage opens no file by hand but in named places: never the live book (R6)."""
    handy = {"open", "read_bytes", "read_text", "write_bytes", "write_text", "copyfile"}
    return [
        f"{module.path}:{call.lineno} {name}()"
        for module in modules
        if module.is_in("app/storage/") and not module.is_in(*MAY_OPEN_FILES)
        for name, call in calls(module)
        if name in handy and not ast.unparse(call.func).startswith(("dict", "self"))
    ]


def threads(modules: Iterable[Module]) -> Found:
    """One lane for long work; no other thread is ever made."""
    made = {"Thread", "QThread", "QThreadPool", "QRunnable", "ThreadPoolExecutor"}
    return [
        f"{module.path}:{node.lineno} {node_name}"
        for module in modules
        if not module.is_in(*MAY_THREAD)
        for node in ast.walk(module.tree)
        for node_name in [getattr(node, "id", "") or getattr(node, "attr", "")]
        if node_name in made
    ]


def lasting_signals(modules: Iterable[Module]) -> Found:
    """What outlives a widget calls its methods, which Qt forgets with it, and no function."""
    return [
        f"{module.path}:{node.lineno} {ast.unparse(node.func)}"
        for module in modules
        if module.is_in("app/ui/")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and LASTING.fullmatch(ast.unparse(node.func))
        and not all(isinstance(each, ast.Attribute) for each in node.args)
    ]


def one_door_for_words(modules: Iterable[Module]) -> Found:
    """Message boxes stand behind one door."""
    return [
        module.path
        for module in modules
        if not module.is_in("app/ui/dialogs/")
        and any(name.endswith("QMessageBox") for name in _names_used(module))
    ]


def _names_used(module: Module) -> set[str]:
    used = {node.id for node in ast.walk(module.tree) if isinstance(node, ast.Name)}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom):
            used.update(alias.name for alias in node.names)
    return used


RULES: tuple[Rule, ...] = (
    upward, apart, qt_where_it_belongs, circles, short_enough, named_rooms, banned_calls,
    transactions, no_sql_above, swallowing, opening_files, threads, lasting_signals,
    one_door_for_words,
)  # fmt: skip

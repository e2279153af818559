"""Foreign files are parsed in a child process, which may die without harm.

The child gets a request (one JSON line on standard input), answers with frames on standard output
and holds itself to a memory limit; the parent ends it after a time limit or when it is cancelled
(reliability.md R38). A frame is its length (4 bytes, big endian) and a `marshal` value; dates go as
ISO text because marshal knows none. A parser joins by a line in `_PARSERS`.
"""

import contextlib
import gc
import importlib
import json
import marshal
import os
import queue
import struct
import subprocess
import sys
import threading
import time as clock
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import IO, Any, Final

from app.exchange.tables.table import PasswordNeeded, Row, UnreadableFile

_MEMORY_LIMIT: Final = 1 << 30
_TIME_LIMIT: Final = 60.0
_BATCH: Final = 4000
_FEW: Final = 200
"""By so many rows of a batch it is judged which columns repeat their texts."""
_POLL: Final = 0.05
_MAX_FRAME: Final = 1 << 30
# reader name -> module and function (path, options) -> (facts, rows)
_PARSERS: Final = {
    "csv": ("app.exchange.tables.csv_file", "read_csv"),
    "workbook": ("app.exchange.tables.workbook_in", "read_workbook"),
    "markup": ("app.exchange.tables.markup_in", "read_markup"),
    "sylk": ("app.exchange.tables.sylk_in", "read_sylk"),
    "dbase": ("app.exchange.tables.dbase_in", "read_dbase"),
    "sheets": ("app.exchange.tables.workbook_in", "sheet_names_of"),
    "vcard": ("app.exchange.cards.vcard_in", "read_vcard"),
    "contents": ("app.exchange.cards.card_contents", "read_contents"),
    "ldif": ("app.exchange.cards.ldif_in", "read_ldif"),
    "calendar": ("app.exchange.calendars.icalendar_in", "parse"),
    "mail": ("app.exchange.mail.mail_in", "parse"),
    "json": ("app.exchange.json_in", "read_json"),
    "words": ("app.exchange.file_text", "read_text"),
}
_TYPES: Final[dict[str, Callable[[str], date | time]]] = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
}
_PLAIN_TYPES: Final = frozenset({str, int, float, bool, type(None)})
_FAILED: Final = (
    "This file could not be read: it needs more memory or time than a table of contacts does, or"
    " it is damaged. Nothing was changed."
)


class Cancelled(Exception):
    """The person who started the reading does not want it any more."""


def child_command() -> list[str]:
    """How this program starts itself as the child; a frozen program answers to the same words."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--read-foreign-file"]
    return [sys.executable, "-m", "app.exchange.sandbox"]


def frames(
    reader: str,
    path: Path,
    options: dict[str, str | None],
    cancelled: Callable[[], bool] | None = None,
    time_limit: float = _TIME_LIMIT,
) -> Iterator[Any]:
    """What the child says, frame by frame, as ("facts", …), ("rows", …) or ("value", …).

    Raises UnreadableFile when the child refuses, dies or breaks a limit, Cancelled when
    `cancelled()` turns true. The child is ended however this is left.
    """
    child = _start()
    arrived: queue.Queue[bytes | None] = queue.Queue(maxsize=8)
    gone = threading.Event()
    listener = threading.Thread(target=_listen, args=(child.stdout, arrived, gone), daemon=True)
    listener.start()
    try:
        _ask(child, {"reader": reader, "path": str(path), "options": options})
        yield from _answers(arrived, cancelled, clock.monotonic() + time_limit)
    finally:
        gone.set()
        _end(child, listener)


def _start() -> subprocess.Popen[bytes]:
    environment = dict(os.environ)
    root = str(Path(__file__).resolve().parents[2])
    environment["PYTHONPATH"] = os.pathsep.join(
        filter(None, [root, environment.get("PYTHONPATH", "")])
    )
    return subprocess.Popen(  # noqa: S603 - our own program, no word of it from outside
        child_command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _ask(child: subprocess.Popen[bytes], request: dict[str, object]) -> None:
    # A child that died at once closes its pipe; the missing answer says so in a sentence.
    with contextlib.suppress(OSError):
        if child.stdin is not None:
            child.stdin.write(json.dumps(request).encode() + b"\n")
            child.stdin.close()


def _listen(
    pipe: IO[bytes] | None, arrived: queue.Queue[bytes | None], gone: threading.Event
) -> None:
    with contextlib.suppress(OSError, ValueError):
        while pipe is not None and not gone.is_set():
            head = pipe.read(4)
            if len(head) < 4:
                break
            (size,) = struct.unpack(">I", head)
            body = pipe.read(size) if size <= _MAX_FRAME else b""
            if len(body) < size:
                break
            _put(arrived, body, gone)
    _put(arrived, None, gone)


def _put(arrived: queue.Queue[bytes | None], body: bytes | None, gone: threading.Event) -> None:
    while not gone.is_set():
        with contextlib.suppress(queue.Full):
            arrived.put(body, timeout=_POLL)
            return


def _answers(
    arrived: queue.Queue[bytes | None], cancelled: Callable[[], bool] | None, deadline: float
) -> Iterator[Any]:
    while True:
        if cancelled is not None and cancelled():
            raise Cancelled
        if clock.monotonic() >= deadline:
            raise UnreadableFile(_FAILED)
        try:
            body = arrived.get(timeout=_POLL)
        except queue.Empty:
            continue
        if body is None:
            raise UnreadableFile(_FAILED)
        answer = marshal.loads(body)  # noqa: S302 - written by our own child a moment ago
        if answer[0] == "locked":
            raise PasswordNeeded(answer[1])
        if answer[0] == "refused":
            raise UnreadableFile(answer[1])
        if answer[0] == "end":
            return
        yield answer


def _end(child: subprocess.Popen[bytes], listener: threading.Thread) -> None:
    child.kill()
    child.wait()
    listener.join(timeout=5)
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()


def rows_of(answer: Sequence[Any]) -> tuple[list[int], list[Row]]:
    """The row numbers and rows of a ("rows", …) frame, dates as dates again."""
    _, numbers, rows, dated = answer
    for place, columns in dated:
        row = list(rows[place])
        for column, kind in columns:
            row[column] = _TYPES[kind](row[column])
        rows[place] = tuple(row)
    return list(range(*numbers)) if isinstance(numbers, tuple) else numbers, rows


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the time limit holds there too
        return
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_LIMIT, _MEMORY_LIMIT))
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _say(answer: tuple[object, ...]) -> None:
    body = marshal.dumps(answer)  # type: ignore[arg-type]
    out = sys.stdout.buffer
    out.write(struct.pack(">I", len(body)))
    out.write(body)


def _frame(numbers: list[int], rows: list[Row]) -> tuple[object, ...]:
    dated = []
    for place, row in enumerate(rows):
        if _PLAIN_TYPES.issuperset(map(type, row)):
            continue
        kinds = [(at, cell) for at, cell in enumerate(row) if isinstance(cell, date | time)]
        if kinds:
            plain: list[object] = list(row)
            for at, cell in kinds:
                plain[at] = cell.isoformat()
            rows[place] = tuple(plain)  # type: ignore[arg-type]
            dated.append((place, [(at, type(cell).__name__) for at, cell in kinds]))
    if numbers[-1] - numbers[0] == len(numbers) - 1:
        return ("rows", (numbers[0], numbers[-1] + 1), rows, dated)
    return ("rows", numbers, rows, dated)


def _send_rows(rows: Iterator[tuple[int, Row]]) -> None:
    numbers: list[int] = []
    batch: list[Row] = []
    for number, row in rows:
        numbers.append(number)
        batch.append(row)
        if len(batch) >= _BATCH:
            _say(_frame(numbers, _shared(batch)))
            numbers, batch = [], []
    if batch:
        _say(_frame(numbers, _shared(batch)))


def _shared(rows: list[Row]) -> list[Row]:
    """The rows with equal texts of a column as one, which is sent and held once: towns, titles."""
    first = rows[:_FEW]
    narrow = range(min(map(len, rows)))
    repeating = [at for at in narrow if len({row[at] for row in first}) * 2 <= len(first)]
    one: dict[str, str] = {}
    found = []
    for row in rows:
        cells = list(row)
        for at in repeating:
            cell = cells[at]
            if type(cell) is str:
                cells[at] = one.setdefault(cell, cell)
        found.append(tuple(cells))
    return found


def main() -> None:
    """Be the child: read the request, parse, answer. Never raises; silence means failure."""
    request = json.loads(sys.stdin.buffer.readline())
    module, function = _PARSERS[request["reader"]]
    parse = getattr(importlib.import_module(module), function)
    # One file and the end: what is read holds no circles, and looking for some takes a third
    gc.disable()
    _limit_memory()
    try:
        answer = parse(Path(request["path"]), **request["options"])
        if isinstance(answer, tuple):
            facts, rows = answer
            _say(("facts", facts))
            _send_rows(rows)
        elif isinstance(answer, Iterator):
            for value in answer:
                _say(("value", value))
        else:
            _say(("value", answer))
        _say(("end",))
    except PasswordNeeded as refusal:
        _say(("locked", str(refusal)))
    except UnreadableFile as refusal:
        _say(("refused", str(refusal)))
    except FileNotFoundError:
        _say(("refused", "This file is not there any more. Choose it again."))
    except OSError as error:
        _say(("refused", f"This file cannot be opened: {error.strerror or 'no access'}."))
    except (MemoryError, RecursionError):
        _say(("refused", _FAILED))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    # Under -m this module is called __main__; the parsers raise the exceptions of the real one.
    from app.exchange.sandbox import main as real_main

    real_main()

"""``deskbook mail TEXT --subject … --in BOOK``: one mail each to many, sent or as drafts."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.cli import asking
from app.cli.letters import add_gate, run_options, unknown_told
from app.cli.talk import Talk, count
from app.desk import letters, mail_merge
from app.desk.letter_values import Prepared
from app.desk.mail_merge import Outcome
from app.desk.mail_server import SECURITY, ServerSettings, server_settings
from app.desk.mail_text import Mail
from app.models.consent import PURPOSES
from app.models.errors import Refusal
from app.storage import secrets
from app.storage.queries import lists
from app.storage.store import Store

_FORMS = {".docx": "word", ".dotx": "word", ".html": "html", ".htm": "html"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "text", metavar="TEXT", nargs="?", type=Path,
        help="what the mail says: a .txt, .html or .docx file that may ask for {{first_name}}",
    )  # fmt: skip
    asking.add_book(parser)
    asking.add_choice(parser.add_mutually_exclusive_group(), ids=True)
    parser.add_argument("--subject", metavar="WORDS", default="")
    parser.add_argument("--attach", metavar="FILE", type=Path, action="append", default=[])
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--drafts", metavar="FOLDER", type=Path, help="write .eml drafts instead")
    way.add_argument("--check", action="store_true", help="say who would get one, and stop")
    way.add_argument(
        "--resume", metavar="RUN", type=asking.number_of, help="go on with a run that stopped"
    )
    parser.add_argument("--from", dest="sender", metavar="ADDRESS", default="")
    parser.add_argument("--server", metavar="HOST:PORT", help="in place of the book's mail server")
    parser.add_argument("--security", choices=SECURITY, default="starttls")
    parser.add_argument("--user", default="", help="its password is taken from the keyring")
    parser.add_argument("--per-minute", type=asking.at_least_one, metavar="N")
    parser.add_argument("--purpose", choices=tuple(PURPOSES), help="what it is for")
    add_gate(parser)
    asking.add_json(parser)


def run(args: Any, talk: Talk) -> int:
    """Send the mails, go on with a run, make drafts, or only look."""
    with asking.opened(args.book, to_change=not args.check) as store:
        if args.resume is not None:
            _told(talk, _send(store, args.resume, args, talk), None)
            return 0
        mail = _mail(args)
        ids = list(lists.list_ids(store, asking.query_of(store, "contact", args)))
        prepared = mail_merge.prepare(store, mail, ids, options=run_options(args))
        if args.check:
            _told(talk, None, prepared)
        elif args.drafts is not None:
            run_id, files = mail_merge.drafts(
                store, mail, prepared, args.drafts, progress=talk.progress
            )
            _told(talk, Outcome(run_id, 0, 0, 0, 0), prepared, [str(path) for path in files])
        else:
            where = _server(store, args)
            run_id = mail_merge.queue(store, mail, prepared)
            talk.remark(f"Run {run_id}. If this stops: deskbook mail --resume {run_id} --in BOOK")
            _told(talk, _send(store, run_id, args, talk, where), prepared)
    return 0


def _mail(args: Any) -> Mail:
    if args.text is None:
        raise Refusal("Say what the mail says: a .txt, .html or .docx file.", "text")
    if not (args.view or args.where or args.ids):
        raise Refusal("Say who gets the mail: --view, --where or --ids.", "ids")
    path = args.text
    if not path.exists() and str(path) in dict(letters.shipped_templates()):
        path = dict(letters.shipped_templates())[str(path)]
    try:
        content = asking.real_file(path).read_bytes()
    except OSError as error:
        raise Refusal(f"{path.name} cannot be read: {error.strerror}.", "text") from None
    form = _FORMS.get(path.suffix.lower(), "plain")
    return Mail(args.subject, content, form, path.stem, args.sender, tuple(args.attach))


def _server(store: Store, args: Any) -> ServerSettings:
    if not args.server:
        return server_settings(store)
    host, _, port = args.server.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port[:9]) < 65536:
        raise Refusal(f"{args.server} is no server such as smtp.example.com:587.", "server")
    return ServerSettings(host, int(port), args.security, args.user)


def _send(
    store: Store, run_id: int, args: Any, talk: Talk, where: ServerSettings | None = None
) -> Outcome:
    server = where or _server(store, args)
    password = (secrets.password(server.secret_name) or "") if server.user else ""
    return mail_merge.send(
        store, run_id, password=password, server=server, per_minute=args.per_minute,
        progress=talk.progress,
    )  # fmt: skip


def _told(
    talk: Talk, done: Outcome | None, prepared: Prepared | None, files: list[str] | None = None
) -> None:
    left_out = prepared.left_out if prepared else ()
    document: dict[str, Any] = {
        "mails": len(prepared.letters) if prepared else None, "files": files or [],
        "left_out": [
            {"id": each.id, "name": each.name, "reason": each.reason, "key": each.key,
             "overridable": each.overridable}
            for each in left_out
        ],
        "unknown_fields": [
            {"field": name, "nearest": nearest}
            for name, nearest in (prepared.unknown_fields if prepared else ())
        ],
    }  # fmt: skip
    lines = []
    if done is None and prepared is not None:
        lines.append(f"{count(len(prepared.letters), 'mail')} would be made.")
    elif files is not None:
        lines.append(f"{count(len(files), 'draft')} written. Nothing is sent yet.")
    if done is not None:
        document |= {
            "run": done.run_id, "sent": done.sent, "failed": done.failed,
            "unsure": done.unsure, "waiting": done.waiting,
        }  # fmt: skip
        if files is None:
            lines.append(
                f"{count(done.sent, 'mail')} sent, {done.failed} failed, {done.unsure} in doubt,"
                f" {done.waiting} waiting."
            )
    lines += [f"  Left out: {each.name} ({each.reason})" for each in left_out]
    lines += unknown_told(prepared, "mail") if prepared else []
    talk.result(document, *lines)

"""Files kept in the book: versions, what expires, whose they are, and their words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Literal

from app.storage.store import Store
from app.storage.tables import LINKED, Row

_SHOWN = (
    "id, kind, name, media_type, size, sha256, note, contact_id, account_id, deal_id,"
    " appointment_id, version_of_id, version, expires_on, status, tags, link_path, created_at"
)


def versions(store: Store, document_id: int) -> list[Row]:
    """Every version of a file, the newest first; ``document_id`` may be any of them."""
    first = store.value(
        "SELECT coalesce(version_of_id, id) FROM document WHERE id = ?", (document_id,)
    )
    return store.dicts(
        f"SELECT {_SHOWN} FROM document WHERE id = ? OR version_of_id = ?"
        " ORDER BY version DESC, id DESC",
        (first, first),
    )


def files_of(store: Store, owner: str, row_id: int) -> list[Row]:
    """The newest version of each file of a contact, account, deal or appointment, newest first."""
    return store.dicts(
        f"SELECT {_SHOWN} FROM document d WHERE {owner}_id = ? AND kind = 'file'"
        " AND NOT EXISTS (SELECT 1 FROM document n WHERE n.version_of_id ="
        " coalesce(d.version_of_id, d.id) AND n.version > d.version)"
        " ORDER BY created_at DESC, id DESC",
        (row_id,),
    )


def files_around(store: Store, account_id: int) -> list[Row]:
    """Every file of a firm, of its people, deals and appointments, each once, by name."""
    return store.dicts(
        f"SELECT {_SHOWN} FROM document WHERE kind = 'file' AND (account_id = :a OR contact_id IN"
        " (SELECT contact_id FROM contact_account WHERE account_id = :a) OR deal_id IN"
        " (SELECT id FROM deal WHERE account_id = :a) OR appointment_id IN"
        " (SELECT id FROM appointment WHERE account_id = :a)) ORDER BY name, version, id".replace(
            ":a", "?"
        ),
        (account_id,) * 4,
    )


_LARGEST_PHOTO = 12 << 20


def photos_of(store: Store, contact_ids: Sequence[int]) -> list[Row]:
    """PNG and JPEG files of people up to 12 MB that are called or tagged photo, newest first."""
    return _photos(store, "contact_id", contact_ids, "'image/png', 'image/jpeg'")


def pictures_of(
    store: Store, owner: Literal["contact", "account"], ids: Sequence[int]
) -> list[Row]:
    """Photos of people or firms in every kind that a screen can show, newest first."""
    kinds = "'image/png', 'image/jpeg', 'image/gif', 'image/webp'"
    return _photos(store, f"{owner}_id", ids, kinds)


def _photos(store: Store, column: str, ids: Sequence[int], kinds: str) -> list[Row]:
    return store.dicts(
        f"SELECT {column}, sha256 FROM document d WHERE {column} IN"
        " (SELECT value FROM json_each(?)) AND kind = 'file' AND size <= ?"
        f" AND media_type IN ({kinds})"
        f" AND (name LIKE 'photo%' OR tags LIKE '%photo%') AND sha256 NOT LIKE '{LINKED}%'"
        " AND NOT EXISTS (SELECT 1 FROM document n WHERE n.version_of_id ="
        " coalesce(d.version_of_id, d.id) AND n.version > d.version)"
        f" ORDER BY {column}, created_at DESC, id DESC",
        (json.dumps(list(ids)), _LARGEST_PHOTO),
    )


def words_of(store: Store, digest: str) -> str:
    """The words of a content as the search knows them; "" where it knows none."""
    return str(store.value("SELECT text FROM document_text WHERE sha256 = ?", (digest,)) or "")


def has_text(store: Store, digest: str) -> bool:
    """Whether the words of a content are known to the search."""
    return store.value("SELECT 1 FROM document_text WHERE sha256 = ?", (digest,)) is not None


def without_text(store: Store, endings: Sequence[str], limit: int = 500) -> list[Row]:
    """Files whose words the search does not know yet, of kinds that have some."""
    tests = " OR ".join("lower(name) LIKE ?" for _ in endings)
    return store.dicts(
        "SELECT id, name, sha256, size, note FROM document WHERE kind = 'file'"
        f" AND sha256 NOT LIKE '{LINKED}%' AND ({tests}) AND sha256 NOT IN"
        " (SELECT sha256 FROM document_text) ORDER BY id LIMIT ?",
        (*(f"%{ending}" for ending in endings), limit),
    )


def fax_owners(store: Store, e164: str, digits: str) -> list[Row]:
    """People and firms with a fax number, each once, by its international form or its digits."""
    return store.dicts(
        "SELECT DISTINCT contact_id, account_id FROM phone WHERE kind = 'fax' AND"
        " ((e164 <> '' AND e164 = ?) OR (? <> '' AND (' ' || digits || ' ') LIKE ?))",
        (e164, digits, f"% {digits} %"),
    )

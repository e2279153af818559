"""Keeping files with somebody: content and timeline entry in one step."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.models.activity import Activity
from app.models.operations import activities, documents
from app.storage.store import Store


def add_file_entry(
    store: Store,
    paths: Sequence[Path],
    *,
    text: str = "",
    contact_id: int | None = None,
    account_id: int | None = None,
) -> list[int]:
    """Keep files and mention each in the timeline, with ``text`` at the first. Returns their ids.

    Raises ``DiskFailed`` or ``RuleBroken`` for a file that cannot be kept; then none is.
    """
    label = f"Add {paths[0].name}" if len(paths) == 1 else f"Add {len(paths)} files"
    found = []
    with store.step(label):
        for path in paths:
            document = documents.add_file(store, path, contact_id=contact_id, account_id=account_id)
            found.append(document)
            said = text if len(found) == 1 else ""
            activities.log_activity(
                store,
                Activity(
                    kind="note", body=said, document_id=document, contact_id=contact_id,
                    account_id=account_id,
                ),
            )  # fmt: skip
    return found

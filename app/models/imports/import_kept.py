"""What is known of the people of an import, kept small until a later row asks for them again."""

import marshal

from app.models.imports.import_match import Record


class Kept:
    """Records by entry, as a dictionary; those that were put to rest are packed.

    A list of 100,000 that comes again asks for everybody once: open records take 9 KB each.
    """

    def __init__(self) -> None:
        self._open: dict[int, Record] = {}
        self._packed: dict[int, bytes] = {}

    def __contains__(self, entry: int) -> bool:
        return entry in self._open or entry in self._packed

    def __getitem__(self, entry: int) -> Record:
        if entry in self._packed:
            packed = self._packed.pop(entry)
            self._open[entry] = marshal.loads(packed)  # noqa: S302 - packed by us
        return self._open[entry]

    def __setitem__(self, entry: int, record: Record) -> None:
        self._packed.pop(entry, None)
        self._open[entry] = record

    def rest(self, entry: int) -> None:
        """Pack a record; what is kept of its keys is made again when it is needed.

        Records with deals stay open: the people of a firm hold one deal together.
        """
        record = self._open[entry]
        if record.get("deals"):
            return
        record.pop("keys", None)
        for firm in (record.get("firms") or {}).values():
            firm.pop("keys", None)
        self._packed[entry] = marshal.dumps(self._open.pop(entry))

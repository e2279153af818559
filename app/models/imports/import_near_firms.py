"""Firms that a file names in two ways, or otherwise than the book: "Acme Ltd", "ACME LIMITED"."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from app.models.imports.import_draft import Near
from app.models.imports.import_match import Record
from app.models.name_words import LEGAL_FORMS
from app.storage.text import fold

_MOST: Final = 3
_PER_MILLE: Final = 900
REASONS: Final = ("the same name but for its spelling or legal form",)
_WRITTEN_OUT: Final = (("ae", "a"), ("oe", "o"), ("ue", "u"))


def firm_core(name: str) -> str:
    """What two writings of a firm's name have in common.

    Without legal forms, blanks and hyphens, umlauts as their letter: "Acme Tools Ltd." is
    "acmetools", "Müller GmbH" and "Mueller" are "muller".
    """
    words = [word.strip(".,'’") for word in fold(name).replace("&", " and ").split()]
    kept = [word for word in words if word and word.replace(".", "") not in LEGAL_FORMS]
    core = "".join(kept if kept else words).replace("-", "")
    for two, one in _WRITTEN_OUT:
        core = core.replace(two, one)
    return core


@dataclass(slots=True)
class FirmLookAlikes:
    """Firms of a book by their names without legal forms."""

    names: Mapping[str, Sequence[int]]
    _by_core: dict[str, list[int]] = field(default_factory=dict)
    _made: bool = False

    def of(self, record: Record) -> list[Near]:
        """Firms whose name differs from that in the record by little that matters."""
        if not self._made:
            self._made = True
            for name, ids in self.names.items():
                self._by_core.setdefault(firm_core(name), []).extend(ids)
        if not self._by_core:
            return []
        name = (record["account"] or {}).get("name", "")
        if not name or fold(name) in self.names:
            return []
        found = self._by_core.get(firm_core(name), ())
        return [Near(who, _PER_MILLE, REASONS) for who in found[:_MOST]]


class NearFirms:
    """The new firms of one import so far, and who of the book they look like."""

    def __init__(
        self, known: Container[str], in_book: Callable[[Record], Iterable[Near]], *, anew: bool
    ) -> None:
        self._known = known
        self._in_book = in_book
        self._anew = anew
        self._seen: set[str] = set()
        self._by_core: dict[str, tuple[str, ...]] = {}

    def of(self, record: Record, key: str) -> tuple[tuple[Near, ...], tuple[str, ...]]:
        """Look-alikes in the book, and folded names of earlier rows, of a firm that is new.

        Each firm is compared once, where the file names it first.
        """
        if not key or key in self._seen or key in self._known or self._anew:
            return (), ()
        self._seen.add(key)
        core = firm_core(key)
        earlier = self._by_core.get(core, ())
        if len(earlier) < _MOST:
            self._by_core[core] = (*earlier, key)
        return tuple(self._in_book(record)), earlier


def near_named(accounts: Mapping[str, int], names: Iterable[str]) -> list[Near]:
    """Look-alikes by folded names, once the firms have ids."""
    return [Near(accounts[name], _PER_MILLE, REASONS) for name in names if name in accounts]

"""Rows that name a firm and nobody in it: which firm of the book, and what they add to it."""

from collections.abc import Callable

from app.models.imports.import_changes import ONLY_FILL, Changes, Policy, Rules, changes, merged
from app.models.imports.import_draft import KEPT_OURS, SAID_TWICE, Draft
from app.models.imports.import_firm_words import FirmWords
from app.models.imports.import_match import SAME_CARD, YOUR_ANSWER, Known, Record
from app.models.imports.import_near_firms import NearFirms
from app.models.imports.import_rows import adds_nothing, filled, keep_firm_name, park_lost, skipped
from app.storage.text import fold


class FirmRows:
    """The firms of one import so far; `lose` marks the cells of values that lost."""

    def __init__(
        self,
        known: Known,
        policy: Policy,
        rules: Rules,
        lose: Callable[[Changes, bytearray, int], None],
        near: NearFirms,
        words: FirmWords,
        *,
        skips: bool,
    ) -> None:
        self._known = known
        self._policy = policy
        self._rules = rules
        self._lose = lose
        self._near = near
        self._words = words
        self._skips = skips
        self._rows: dict[str, tuple[int, int | None]] = {}
        self._records: dict[str, Record] = {}

    def draft(self, number: int, record: Record, fates: bytearray) -> Draft:
        """What a row that names a firm and nobody in it asks of the book."""
        draft = Draft(number, "create", subject="account")
        if self._policy == "duplicate":
            return filled(draft, record)
        key = fold(record["account"]["name"])
        if key in self._rows:
            draft.match_row, draft.match_id = self._rows[key]
            draft.why = "same company name"
            return self._more(draft, key, record, fates)
        match, draft.why = self._match(number, key, record)
        old = self._known.current_account(match) if match is not None else None
        self._rows[key] = (number, match)
        self._records[key] = record if old is None else old
        if old is None:
            told = Changes(record, self._words.settle(record))
            park_lost(told, record)
            self._lose(told, fates, SAID_TWICE)
            draft.near, draft.near_names = self._near.of(record, key)
            draft.different = self._known.answers.get(number) == 0
            return filled(draft, record)
        draft.match_id = match
        return self._more(draft, key, record, fates)

    def _match(self, number: int, key: str, record: Record) -> tuple[int | None, str]:
        answer = self._known.answers.get(number)
        if answer:
            return answer, YOUR_ANSWER
        card = record["account"].get("uuid")
        for found in self._known.account_cards.get(card, ()) if card else ():
            return found, SAME_CARD
        for found in self._known.accounts.get(key, ()):
            return found, "same company name"
        code = record["account"].get("customer_code")
        for found in self._known.account_codes.get(code, ()) if code else ():
            old = self._known.current_account(found)
            name = fold(((old or {}).get("account") or {}).get("name", ""))
            if set(name.split()) & set(key.split()):
                return found, "customer code"
        return None, ""

    def _more(self, draft: Draft, key: str, record: Record, fates: bytearray) -> Draft:
        """Add a row to a firm: over what the book knows by policy, never over another row."""
        if self._skips:
            return skipped(draft, fates)
        old = self._records[key]
        again = draft.match_row is not None
        told = self._words.settle(record, old)
        if not again and not told and adds_nothing(record, old, one_firm=True):
            draft.action = "same"
            return draft
        found = changes(record, old, ONLY_FILL if again else self._rules, one_firm=True)
        park_lost(Changes(found.record, {**found.lost, **told} if again else told), old)
        found.lost.update(told)
        keep_firm_name(found, old)
        self._lose(found, fates, SAID_TWICE if again else KEPT_OURS)
        draft.action = "same"
        if not found.is_empty():
            draft.action = "update"
            self._records[key] = merged(old, found.record)
            filled(draft, found.record)
        return draft

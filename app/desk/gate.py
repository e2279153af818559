"""The one gate that every output passes: letters, labels, envelopes, mail, address directories.

``pass_gate`` says of everybody whether they get something and, if not, why; nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from app.desk import recipients
from app.models.consent import decision
from app.models.letters.email_text import is_one_address
from app.models.letters.letter_gate import Facts, Reason, Sending, reason, reasons, standing
from app.models.operations.households import place_key
from app.storage.queries import consents, letter_runs
from app.storage.settings import setting
from app.storage.store import Store

Record = Mapping[str, Any]
GONE = Reason("gone", "No longer in the book")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says of one person.

    `reasons` stand against them, weightiest first; `overridden` were passed by somebody. `covers`
    are the people whom their letter is for, themselves among them, in the order of names.
    """

    id: int
    name: str = ""
    company: str = ""
    reasons: tuple[Reason, ...] = ()
    overridden: tuple[Reason, ...] = ()
    covers: tuple[int, ...] = ()

    @property
    def passes(self) -> bool:
        """Whether they get it."""
        return not self.reasons


def pass_gate(
    store: Store,
    ids: Sequence[int],
    sending: Sending,
    *,
    day: date | None = None,
    records: Mapping[int, Record] | None = None,
) -> list[Verdict]:
    """A verdict for each of ``ids``, once each, in their order.

    ``records`` saves gathering what the caller has gathered for the same day.
    """
    on = day or date.today()
    wanted = list(dict.fromkeys(ids))
    found = recipients.gathered(store, wanted, on) if records is None else records
    known = [each for each in wanted if each in found]
    facts = _facts(store, known, found, sending, on)
    verdicts = []
    for person in wanted:
        if person not in facts:
            verdicts.append(Verdict(person, reasons=(GONE,)))
            continue
        record = facts[person].record
        stand, over = standing(reasons(facts[person], sending, on), sending, person)
        verdicts.append(
            Verdict(person, record["full_name"], record["company"], tuple(stand), tuple(over),
                    (person,))
        )  # fmt: skip
    return _together(verdicts, found, sending)


def _facts(
    store: Store, ids: Sequence[int], records: Mapping[int, Record], sending: Sending, on: date
) -> dict[int, Facts]:
    firms = sorted({records[each]["account_id"] for each in ids if records[each]["account_id"]})
    words = consents.consents_of(store, "contact", ids)
    firm_words = consents.consents_of(store, "account", firms)
    sent = _recently(store, ids, sending, on)
    done = letter_runs.done_in(store, sending.done_in_run) if sending.done_in_run else set()
    home = setting(store, "locale")
    return {
        each: Facts(
            record=records[each], home_language=home,
            can_arrive=_can_arrive(records[each], sending.channel),
            consent=decision(words.get(each, ()), sending.purpose, sending.channel),
            firm_consent=_firms_word(records[each], firm_words, sending),
            last_sent=sent.get(each, ""), done=each in done,
        )
        for each in ids
    }  # fmt: skip


def _recently(store: Store, ids: Sequence[int], sending: Sending, on: date) -> dict[int, str]:
    if sending.not_within_days <= 0 or not sending.template_name:
        return {}
    since = (on - timedelta(days=min(sending.not_within_days, 36_500))).isoformat()
    return letter_runs.last_sent(store, ids, sending.template_name, since)


def _firms_word(record: Record, words: Mapping[int, Any], sending: Sending) -> str:
    """What the firm said counts where something goes to the firm."""
    if sending.channel == "post" and record["destination"].source != "firm":
        return ""
    return decision(words.get(record["account_id"] or 0, ()), sending.purpose, sending.channel)


def _can_arrive(record: Record, channel: str) -> bool:
    if channel == "email":
        return is_one_address(str(record["email"]))
    return recipients.can_arrive(record["address"])


def _together(
    verdicts: Sequence[Verdict], records: Mapping[int, Record], sending: Sending
) -> list[Verdict]:
    """One for a household or an address: the first in order gets it, the others are named in it."""
    if sending.together == "each":
        return list(verdicts)
    groups: dict[tuple[Any, ...], list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.passes:
            key = _place(records[verdict.id], sending)
            groups.setdefault(key, []).append(verdict)
    changed: dict[int, Verdict] = {}
    for group in groups.values():
        for verdict in _as_one(group, records, sending):
            changed[verdict.id] = verdict
    return [changed.get(verdict.id, verdict) for verdict in verdicts]


def _as_one(
    group: Sequence[Verdict], records: Mapping[int, Record], sending: Sending
) -> list[Verdict]:
    placed = sorted(group, key=lambda each: int(records[each.id]["household_place"] or 0))
    head, found, covers = placed[0], [], [placed[0].id]
    said = f"The letter to {head.name} goes to the same place"
    same = reason("same_household", said, sending.purpose)
    for verdict in placed[1:]:
        stand, over = standing([same], sending, verdict.id)
        if stand:
            covers.append(verdict.id)
            found.append(replace(verdict, reasons=tuple(stand), covers=()))
        else:
            found.append(replace(verdict, overridden=(*verdict.overridden, *over)))
    return [replace(head, covers=tuple(covers)), *found]


def _place(record: Record, sending: Sending) -> tuple[Any, ...]:
    if record["household_id"]:
        return ("household", record["household_id"])
    if sending.together == "address" and sending.channel == "email":
        return ("email", str(record["email"]).casefold())
    if sending.together == "address":
        key = place_key({"street": "", "street2": "", "postcode": "", "town": "",
                         **record["address"]})  # fmt: skip
        if key:
            firm = "" if record["at_home"] else record["company"]
            return ("address", key, firm)
    return ("person", record["id"])

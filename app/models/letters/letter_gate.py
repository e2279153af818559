"""Why somebody does not get a letter or mail: the reasons, their order, and what law lets pass.

Sources: GDPR articles 7(3) and 21(2)-(3) (a refusal of advertising is final), article 8 (children);
ePrivacy directive article 13 and the German UWG section 7 (mail adverts need consent, known
customers excepted); the Robinson lists' rule that a no to advertising is no no to a contract.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.models.consent import CHANNELS, PURPOSES
from app.models.household import is_child
from app.models.letters.merge_names import long_date

OWED = frozenset({"service", "contract"})
ANY = frozenset(PURPOSES)
_NEVER: frozenset[str] = frozenset()
MAY_PASS: dict[str, frozenset[str]] = {
    "gone": _NEVER, "deceased": _NEVER, "refused": OWED, "no_trade": _NEVER, "no_post": OWED,
    "no_email": OWED, "firm_no_post": OWED, "firm_no_email": OWED, "not_given": ANY,
    "minor": OWED, "no_address": _NEVER, "no_email_address": _NEVER, "bad_email": _NEVER,
    "undeliverable": ANY, "email_returned": ANY, "half_address": ANY, "language": ANY,
    "done": ANY, "recent": ANY, "same_household": ANY, "rule": _NEVER, "skipped": _NEVER,
}  # fmt: skip
"""Every reason, in the order in which it is told, with the purposes for which one may pass it."""
LANGUAGES = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian",
    "nl": "Dutch", "pt": "Portuguese", "sv": "Swedish", "da": "Danish", "no": "Norwegian",
    "nb": "Norwegian", "pl": "Polish", "cs": "Czech", "fi": "Finnish",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody is left out. `overridable`: the person at the desk may decide otherwise."""

    key: str
    sentence: str
    overridable: bool = False


@dataclass(frozen=True, slots=True)
class Sending:
    """What is sent: channel post or email; purpose advert, service or contract.

    `together` is "each", "household" or "address": one for each of these. `overrides` pass
    reasons for all, `overrides_for` for one person, where `MAY_PASS` lets them.
    """

    channel: str = "post"
    purpose: str = "service"
    needs_address: bool = True
    language: str = ""
    template_name: str = ""
    not_within_days: int = 0
    done_in_run: int = 0
    together: str = "each"
    overrides: frozenset[str] = frozenset()
    overrides_for: Mapping[int, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the gate asks about one person: their record and what the book says besides.

    `consent` and `firm_consent` are the newest words on purpose and channel, `last_sent` the day
    of the last letter of this template that counts.
    """

    record: Mapping[str, Any]
    home_language: str = "en"
    can_arrive: bool = True
    consent: str = ""
    firm_consent: str = ""
    last_sent: str = ""
    done: bool = False


def reason(key: str, sentence: str, purpose: str) -> Reason:
    """A reason with whether it may be passed for this purpose."""
    return Reason(key, sentence, purpose in MAY_PASS[key])


def reasons(facts: Facts, sending: Sending, on: date) -> list[Reason]:
    """Everything that speaks against sending, the weightiest first; nothing means: send."""
    by_channel = _of_post if sending.channel == "post" else _of_email
    checks = (_of_the_person, by_channel, _of_the_letter)
    found = {key: text for check in checks for key, text in check(facts, sending, on).items()}
    return [reason(key, found[key], sending.purpose) for key in MAY_PASS if found.get(key)]


def standing(
    found: list[Reason], sending: Sending, person: int
) -> tuple[list[Reason], list[Reason]]:
    """Reasons that stand, and reasons that somebody passed and was allowed to."""
    passed = sending.overrides | sending.overrides_for.get(person, frozenset())
    over = [each for each in found if each.overridable and each.key in passed]
    return [each for each in found if each not in over], over


def _of_the_person(facts: Facts, sending: Sending, on: date) -> dict[str, str]:
    record, purpose = facts.record, sending.purpose
    channel = CHANNELS.get(sending.channel, sending.channel).lower()
    said = PURPOSES.get(purpose, purpose).lower()
    refused = "refused" in (facts.consent, facts.firm_consent)
    agreed = "given" in (facts.consent, facts.firm_consent)
    advert = purpose == "advert"
    return {
        "deceased": "Has died" if record.get("deceased") else "",
        "refused": f"Refused {said} by {channel}" if refused else "",
        "no_trade": "Asked for no advertising" if advert and record.get("no_trade") else "",
        "not_given": "Has not agreed to advertising by email"
        if advert and sending.channel == "email" and not agreed and not refused
        else "",
        "minor": "Is under 18" if is_child(record, on) else "",
    }


def _of_post(facts: Facts, sending: Sending, _on: date) -> dict[str, str]:
    record = facts.record
    going = record["destination"]
    found = {
        "no_post": "Asked for no letters" if record.get("no_post") else "",
        "firm_no_post": "The firm asked for no letters"
        if record.get("firm_no_post") and going.source in ("firm", "")
        else "",
    }
    if not sending.needs_address:
        return found
    parts = ("street", "street2", "town", "postcode")
    if not any(going.address.get(part) for part in parts):
        return found | {"no_address": "No postal address"}
    day = str(going.address.get("undeliverable_on") or "")
    return found | {
        "undeliverable": f"Post came back from the address on {_said_day(day)}"
        if going.returned
        else "",
        "half_address": "" if facts.can_arrive else "The postal address is not complete",
    }


def _of_email(facts: Facts, _sending: Sending, _on: date) -> dict[str, str]:
    record = facts.record
    return {
        "no_email": "Asked for no emails" if record.get("no_email") else "",
        "firm_no_email": "The firm asked for no emails" if record.get("firm_no_email") else "",
        "no_email_address": "" if record.get("email") else "No email address",
        "bad_email": ""
        if facts.can_arrive or not record.get("email")
        else "The email address is not right",
        "email_returned": "Mail came back from the address" if record.get("email_returned") else "",
    }


def _of_the_letter(facts: Facts, sending: Sending, _on: date) -> dict[str, str]:
    theirs = str(facts.record.get("language") or facts.home_language)[:2].lower()
    asked = sending.language[:2].lower()
    wrong = bool(asked) and theirs != asked
    tongue: Callable[[str], str] = lambda code: LANGUAGES.get(code, code.upper())  # noqa: E731
    return {
        "language": f"Reads {tongue(theirs)}, not {tongue(asked)}" if wrong else "",
        "done": "Has this letter from the same run" if facts.done else "",
        "recent": f"Got this letter on {_said_day(facts.last_sent[:10])}"
        if facts.last_sent
        else "",
    }


def _said_day(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return "an earlier day"
    return long_date(day.year, day.month, day.day, "en")

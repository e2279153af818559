"""Email addresses and header texts that cannot become more than they are (rule R41)."""

from __future__ import annotations

import unicodedata

_LONGEST = 254


def is_one_address(text: str) -> bool:
    """Whether a text is exactly one address: no second one, no line break, nothing unseen."""
    if not text or len(text) > _LONGEST or text.count("@") != 1:
        return False
    if any(char in ' ,;:<>()[]"\\' or not _is_seen(char) for char in text):
        return False
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(text, check_deliverability=False, test_environment=True, allow_smtputf8=True)
    except EmailNotValidError:
        return False
    return True


def one_line(text: str) -> str:
    """A text for a header: one line, nothing unseen in it."""
    return " ".join("".join(c if _is_seen(c) else " " for c in text).split())


def _is_seen(char: str) -> bool:
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}

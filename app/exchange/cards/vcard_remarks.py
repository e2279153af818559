"""What a card says beside a value and no column takes: parameters of RFC 6350, 9554 and others.

They are kept as one column that is left out unless wanted; some are part of the value itself.
"""

from typing import Final

from app.exchange.cards.vcard_values import Head

_TYPED: Final = frozenset(
    {"TEL", "EMAIL", "ADR", "LABEL", "URL", "IMPP", "RELATED", "X-SOCIALPROFILE", "SOCIALPROFILE"}
)
_LABELLED: Final = frozenset({"TEL", "EMAIL", "URL", "ADR"})
# How a value is written, or which of its versions it is; none of it is about anybody
_WRITING: Final = frozenset(
    {"VALUE", "MEDIATYPE", "CALSCALE", "PID", "PROP-ID", "ALTID", "X-APPLE-OMIT-YEAR"}
)
_CHATS: Final = frozenset({"IMPP", "X-SOCIALPROFILE", "SOCIALPROFILE"})
_SERVICES: Final = ("SERVICE-TYPE", "X-SERVICE-TYPE")
_USERS: Final = ("USERNAME", "X-USER", "X-USERNAME", "X-DISPLAYNAME")
_LEVEL: Final = "LEVEL"
_OF_PLACES: Final = frozenset({"GEO", "TZ", "CC"})


def remark(head: Head, *, own: bool) -> str:
    """What stands before the colon and no taker of the value looks at; "" for nothing.

    `own` says that the value becomes an own field, whose name and text say more than others.
    """
    typed = head.name in _TYPED
    types = head.unused if typed else (*(head.kind and (head.kind,)), *head.unused)
    said = [f"TYPE={word}" for word in types]
    if head.label and not own and head.name not in _LABELLED:
        said.append(f"LABEL={head.label}")
    known = _known(head.name, own=own)
    said += [
        f"{name}={value}"
        for name, value in head.parameters.items()
        if value and name not in known
    ]  # fmt: skip
    return f"{head.name}: {', '.join(said)}" if said else ""


def _known(name: str, *, own: bool) -> frozenset[str]:
    if name == "ADR":
        return _WRITING | _OF_PLACES
    if name in _CHATS:
        return _WRITING | {*_SERVICES, *_USERS}
    return _WRITING | {_LEVEL} if own else _WRITING


def service(head: Head) -> str:
    """The network that an address of a chat or profile is of, "" where nothing says it."""
    return next((head.parameters[name] for name in _SERVICES if name in head.parameters), "")


def with_remarks(head: Head, text: str) -> str:
    """A value with who somebody is there, or how well they know it: "chess (expert)"."""
    names = _USERS if head.name in _CHATS else (_LEVEL,)
    said = [head.parameters[name] for name in names if name in head.parameters]
    more = [each for each in dict.fromkeys(said) if each and each.lower() not in text.lower()]
    return f"{text} ({', '.join(more)})" if more else text

"""What a card carries that is no words: photos, logos, sounds, keys.

They are taken out before a card file is read as text. In their place stands a short cell that says
what it is and its SHA-256; the contents themselves are fetched once the cards are brought in, one
after another, so that a file of thousands of photos never lies in memory twice.
"""

import binascii
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from app.models.imports.import_files import cell_of
from app.models.picture_kinds import MAX_PICTURE, picture_ending

PICTURES: Final = {
    "PHOTO": "Photo",
    "LOGO": "Logo",
    "SOUND": "Sound",
    "KEY": "Key",
    "X-MS-CARDPICTURE": "Card picture",
}
"""Names of properties that hold no words, and what their files are called."""
KEPT: Final = "data:;kept="
"""How a value begins that was taken out: what follows is its cell."""
_LDIF: Final = {
    "jpegphoto": "Photo",
    "photo": "Photo",
    "thumbnailphoto": "Photo",
    "usercertificate": "Key",
    "usersmimecertificate": "Key",
    "audio": "Sound",
}
LDIF_PICTURES: Final = frozenset(_LDIF)

_IN_CARDS: Final = re.compile(
    rb"^((?:[\w-]+\.)?(" + "|".join(sorted(PICTURES)).encode() + rb")"
    rb"((?:;(?:[^\":;\n]|\"[^\"\n]*\")*)*)):([^\n]*"
    rb"(?:\n(?:[ \t][^\n]*|[A-Za-z0-9+/]{30,}={0,2}[ \t]*(?=\n)))*)",
    re.I | re.M,
)
# Far quicker to look for than the whole of it, and most files hold none
_NAMES: Final = b"(?:" + "|".join(PICTURES).lower().encode() + b")[:;]"
_MAY_HOLD: Final = re.compile(rb"\n" + _NAMES).search
_MAY_HOLD_GROUPED: Final = re.compile(rb"\." + _NAMES).search
_IN_LDIF: Final = re.compile(
    rb"^(" + "|".join(sorted(_LDIF)).encode() + rb")(?:;[\w-]+)*(:):([^\n]*(?:\n [^\n]*)*)",
    re.I | re.M,
)
_BASE64: Final = re.compile(rb"ENCODING=\"?(?:B|BASE64)\b|;BASE64\b", re.I)
_DATA_URI: Final = re.compile(rb"\s*data:[^,\\]*;base64\\?,", re.I)
# Long lines of nothing but base64 are what writers mean who forget to say so.
_LOOKS_ENCODED: Final = re.compile(rb"[A-Za-z0-9+/\s]{200,}={0,2}\s*").fullmatch
_SOUNDS: Final = ((b"RIFF", "wav"), (b"OggS", "ogg"), (b"ID3", "mp3"), (b"\xff\xfb", "mp3"))
_KEYS: Final = ((b"-----BEGIN", "asc"), (b"\x30\x82", "cer"), (b"\x99", "gpg"))


class Picture(NamedTuple):
    """A content and what it is: Photo, Logo, Sound, Key."""

    what: str
    data: bytes

    @property
    def digest(self) -> str:
        """Its SHA-256 in hexadecimal digits."""
        from hashlib import sha256

        return sha256(self.data).hexdigest()


def without_pictures(data: bytes) -> bytes:
    """The bytes of a card file with a cell in the place of each content."""
    small = data.lower()
    if _MAY_HOLD(small) or _MAY_HOLD_GROUPED(small):
        return _IN_CARDS.sub(_cell_in_card, data)
    return data


def without_ldif_pictures(data: bytes) -> bytes:
    """The bytes of an LDIF file with a cell in the place of each content."""
    return _IN_LDIF.sub(_cell_in_ldif, data)


def pictures_in_cards(data: bytes) -> Iterator[Picture]:
    """Every content in a card file, as it stands in the file, one at a time."""
    for found in _IN_CARDS.finditer(data):
        picture = _card_picture(found)
        if picture is not None:
            yield picture


def pictures_in_ldif(data: bytes) -> Iterator[Picture]:
    """Every content in an LDIF file, one at a time."""
    for found in _IN_LDIF.finditer(data):
        yield _ldif_picture(found)


def _cell_in_card(found: re.Match[bytes]) -> bytes:
    picture = _card_picture(found)
    # Without its parameters: what they said of an encoding is no longer so
    return found[0] if picture is None else b"%s:%s%s" % (found[1], KEPT.encode(), _cell(picture))


def _cell_in_ldif(found: re.Match[bytes]) -> bytes:
    return b"%s: %s%s" % (found[1], KEPT.encode(), _cell(_ldif_picture(found)))


def _cell(picture: Picture) -> bytes:
    ending = _ending(picture)
    fault = ""
    if len(picture.data) > MAX_PICTURE:
        fault = "too large"
    elif picture.what == "Photo" and not ending:
        fault = "no picture"
    name = f"{picture.what}.{ending or 'bin'}"
    return cell_of(name, len(picture.data), fault or picture.digest).encode()


def _ending(picture: Picture) -> str:
    found = picture_ending(picture.data)
    for mark, ending in (*_SOUNDS, *_KEYS):
        if not found and picture.what != "Photo" and picture.data.startswith(mark):
            found = ending
    return found


def _card_picture(found: re.Match[bytes]) -> Picture | None:
    """The content of a property; None for a link or words, which stay as they are."""
    value = found[4]
    uri = _DATA_URI.match(value)
    encoded = uri or _BASE64.search(found[3]) or _LOOKS_ENCODED(value)
    if not encoded:
        return None
    what = PICTURES[found[2].decode().upper()]
    return Picture(what, _decoded(value[uri.end() :] if uri else value))


def _ldif_picture(found: re.Match[bytes]) -> Picture:
    return Picture(_LDIF[found[1].decode().lower()], _decoded(found[3]))


def _decoded(text: bytes) -> bytes:
    """The bytes of base64; what is none of it ends the content there, and is seen as damaged."""
    try:
        return binascii.a2b_base64(b"".join(text.split()))
    except binascii.Error:
        return b""

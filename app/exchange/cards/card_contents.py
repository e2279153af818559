"""The contents in a file of cards, fetched when its cards are brought in."""

from collections.abc import Iterator
from pathlib import Path

from app.exchange.cards.card_forms import as_cards
from app.exchange.cards.card_pictures import pictures_in_cards, pictures_in_ldif
from app.exchange.cards.vcard_lines import CardFile


def read_contents(path: Path, kind: str, encoding: str = "") -> Iterator[bytes]:
    """Each photo, logo, sound and key of a "vcard" or "ldif" file, in the order of the file."""
    data = CardFile(as_cards(path.read_bytes()), encoding or None, lambda data: data).data
    for picture in pictures_in_cards(data) if kind == "vcard" else pictures_in_ldif(data):
        yield picture.data

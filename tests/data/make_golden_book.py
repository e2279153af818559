"""Write the golden book of the present schema version: ``python -m tests.data.make_golden_book``.

Run it once when a version is released; the file is then kept for ever.
"""

from pathlib import Path

from app.storage import book, migrations
from tests.storage.builders import contact_row


def main() -> None:
    path = Path(__file__).parent / "books" / f"version_{migrations.LATEST}.deskbook"
    path.unlink(missing_ok=True)
    store = book.create_book(path, business={"book_uuid": "00000000-0000-4000-8000-000000000001"})
    store.actor = "golden"
    with store.step("Add three people"):
        for name in ("Ann Lee", "Søren Ærø", "王 小明"):
            person = store.put("contact", contact_row(name))
            store.put("phone", {"contact_id": person, "value": "0161 496 0000",
                                "digits": "441614960000"})  # fmt: skip
    book.close_book(store)
    print(path)


if __name__ == "__main__":
    main()

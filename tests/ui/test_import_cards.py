"""Contact cards come in through the same page as spreadsheets."""

import pytest

from app.exchange.formats import file_filter
from app.storage.queries import lists
from app.storage.queries.lists import ListQuery
from app.ui.panes.imports.import_page import ImportPage

CARDS = """BEGIN:VCARD
VERSION:3.0
N:Webb;Charlotte;;;
FN:Charlotte Webb
TEL;TYPE=CELL:07700 900184
PHOTO;ENCODING=b;TYPE=JPEG:AAAA
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Anneliese Brandt
EMAIL:anneliese@example.org
END:VCARD
"""


@pytest.fixture
def page(qtbot, session):
    made = ImportPage(session)
    qtbot.addWidget(made)
    made.resize(1100, 760)
    made.show()
    made.enter()
    return made


def test_cards_of_a_phone_come_in_with_their_columns_known(qtbot, page, tmp_path, session):
    path = tmp_path / "phone.vcf"
    path.write_text(CARDS)
    page.begin(path)
    qtbot.waitUntil(lambda: page.job is None and session.job is None)
    assert page.table is not None
    assert page.match_step.isVisibleTo(page)
    assert not page.match_step.switches.titles.isVisibleTo(page.match_step)
    states = {guess.header: guess.state for guess in page.match_step.columns}
    assert (states["Full name"], states["Photo"]) == ("recognised", "recognised")
    for _ in range(2):
        page.next.click()
        qtbot.waitUntil(lambda: page.job is None and session.job is None)
    assert len(session.read(lists.list_ids, ListQuery("contact", None))) == 2


def test_a_file_of_cards_can_be_chosen():
    assert "*.vcf" in file_filter()

"""A person's photo stands in the place of their initials."""

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage

from app.models.operations import documents
from app.ui.panes.people.contacts import ContactsPane
from app.ui.panes.people.photos import Photos, small_picture
from tests.ui.people_book import clock, fill


def picture(kind="PNG", size=(40, 20)):
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind)
    return buffer.data().data()


@pytest.fixture
def ids(store):
    return fill(store)


def test_the_page_shows_the_photo_and_the_initials_again_without_it(qtbot, session, ids):
    pane = ContactsPane(session, clock=clock)
    qtbot.addWidget(pane)
    pane.show()
    pane.enter()
    avatar = pane.page.head.avatar
    assert not avatar.has_photo()
    who = pane.page.facts.id
    made = session.do(documents.add_content, "Photo.png", picture(), contact_id=who)
    assert avatar.has_photo()
    colour = avatar.grab().toImage().pixelColor(32, 32)
    assert colour.name() == "#336699"
    session.do(documents.delete_documents, [made])
    assert not avatar.has_photo()


def circle_in(pane, who):
    row_list = pane.list.views.list
    box = row_list.visualRect(row_list.model().index(row_list.model().row_of(who), 0))
    return row_list.viewport().grab().toImage().pixelColor(36, box.bottom() - 16).name()


def test_a_row_of_the_list_shows_the_photo_once_the_list_rests(qtbot, session, ids):
    pane = ContactsPane(session, clock=clock)
    qtbot.addWidget(pane)
    pane.show()
    pane.enter()
    who = pane.page.facts.id
    assert circle_in(pane, who) != "#336699"
    made = session.do(documents.add_content, "Photo.png", picture(), contact_id=who)
    qtbot.waitUntil(lambda: circle_in(pane, who) == "#336699")
    session.do(documents.delete_documents, [made])
    qtbot.waitUntil(lambda: circle_in(pane, who) != "#336699")


@pytest.mark.parametrize("kind", ["PNG", "JPG"])
def test_a_picture_is_read_no_larger_than_it_is_shown(qapp, kind):
    found = small_picture(picture(kind, (400, 200)), 128)
    assert (found.width(), found.height()) == (256, 128)


@pytest.mark.parametrize("data", [b"", b"no picture", b"\x89PNG\r\n\x1a\nbroken"])
def test_what_is_no_picture_leaves_the_initials(qapp, data):
    assert small_picture(data, 128) is None


def test_a_firm_can_have_a_picture_too(session, ids):
    firm = next(row for name, row in ids.items() if name not in ("Lucy Shaw",) and name)
    assert Photos(session, 64).of("account", firm) is None

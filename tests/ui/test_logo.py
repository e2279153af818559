"""The logo in the settings: chosen, seen, replaced, refused, removed, and Undo."""

import pytest
from PySide6.QtGui import QColor, QImage

from app.models.operations import logo
from app.ui.settings.business_page import BusinessPage


@pytest.fixture
def page(session, qtbot):
    page = BusinessPage(session)
    qtbot.addWidget(page)
    page.show()
    return page


def picture(folder, name, kind="PNG"):
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    path = folder / name
    assert image.save(str(path), kind)
    return path


def test_a_logo_is_chosen_seen_and_removed(page, session, tmp_path):
    part = page.logo
    assert part.picture.isHidden()
    part.take(picture(tmp_path, "ours.jpg", "JPEG"))
    assert session.read(logo.logo)["name"] == "ours.jpg"
    assert part.picture.image.width() == 40
    part.remove.clicked.emit()
    assert session.read(logo.logo) is None
    assert part.picture.isHidden()
    session.undo()
    assert part.picture.image.width() == 40


def test_another_kind_of_picture_is_refused_with_a_sentence(page, tmp_path):
    part = page.logo
    path = tmp_path / "ours.svg"
    path.write_text("<svg/>")
    part.take(path)
    assert part.error.text() == "Choose a PNG or JPEG picture."
    assert part.picture.isHidden()
    part.take(picture(tmp_path, "ours.png"))
    assert part.error.text() == ""

"""Icons: every name the glass uses lies in the resources, and is drawn as asked."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from app.ui.theme.icons import icon, icon_names, icon_pixmap

ROOT = Path(__file__).resolve().parents[2]


def test_every_icon_can_be_drawn(qapp):
    for name in icon_names():
        pixmap = icon_pixmap(name, 16, QColor("black"))
        image = pixmap.toImage()
        inked = any(image.pixelColor(x, y).alpha() for x in range(16) for y in range(16))
        assert inked, name


def test_an_icon_has_the_pixels_of_its_screen(qapp):
    pixmap = icon_pixmap("phone", 16, QColor("red"), 2.0)
    assert pixmap.width() == 32
    assert pixmap.devicePixelRatio() == 2.0


def test_an_icon_takes_the_colour_asked_for(qapp):
    image = icon_pixmap("star", 24, QColor("#1f6f5c"), filled=True).toImage()
    assert image.pixelColor(12, 12) == QColor("#1f6f5c")


def test_an_unknown_icon_is_a_mistake_that_shows(qapp):
    with pytest.raises(FileNotFoundError):
        icon_pixmap("no-such-icon", 16, QColor("black"))


def test_an_icon_drawn_once_is_kept(qapp):
    first = icon_pixmap("mail", 16, QColor("black"))
    assert icon_pixmap("mail", 16, QColor("black")).cacheKey() == first.cacheKey()


def test_menus_get_icons_in_the_palette_of_now(qapp):
    assert not icon("trash-2", "danger").isNull()


def test_licences_lie_beside_what_they_license():
    for folder, words in (("icons", "ISC License"), ("fonts", "SIL Open Font License")):
        text = (ROOT / "resources" / folder / "LICENSE.txt").read_text(encoding="utf-8")
        assert words.lower() in text.lower()


def test_no_icon_name_is_built_from_user_text():
    for name in icon_names():
        assert re.fullmatch(r"[a-z0-9-]+", name)

"""A first window is no larger than the screen, whatever its scale."""

import os
import subprocess
import sys

import pytest

CODE = """
from PySide6.QtWidgets import QApplication, QWidget
from app.ui.frame.room import give_first_size, give_least_size
app = QApplication([])
window = QWidget()
give_least_size(window)
give_first_size(window)
window.show()
room = window.screen().availableSize()
print(window.width(), window.height(), room.width(), room.height(), window.minimumWidth())
"""


def sizes(scale):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale}
    done = subprocess.run(
        [sys.executable, "-c", CODE], env=environment, capture_output=True, text=True, check=True
    )
    return tuple(map(int, done.stdout.split()))


@pytest.mark.parametrize("scale", ["1.5", "2"])
def test_a_window_fits_on_a_screen_that_is_scaled_up(scale):
    width, height, room, tall, least = sizes(scale)
    assert width <= room < 960
    assert height <= tall
    assert least <= room


def test_a_window_on_a_low_screen_ends_above_its_edge():
    _, height, _, tall, least = sizes("1")
    assert (height < tall, least) == (True, 960)
